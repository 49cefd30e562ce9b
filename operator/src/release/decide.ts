import type { ReleaseStatus } from '@appfactory/resources/release';
import { waiting } from '../objects/judgement.ts';
import { conditionsOf, type Judgements, phaseOf } from './conditions.ts';
import { deployStep, rehearsalStep, type Step, unusedEnvironments } from './decideVersion.ts';
import type { Action, Observed, Version } from './observed.ts';
import { hasFailed, isSame, runs, servingOf, wantedOf } from './version.ts';

export interface Decision {
  /** In this order; the status is written after them. */
  actions: Action[];
  /** What is not needed any more. The status does not depend on it: one that fails is tried again, and takes nothing back. */
  cleanUp: Action[];
  status: ReleaseStatus;
}

const HISTORY = 10;

/** host -> data -> rehearsal on a copy -> hand-over -> traffic, as far as the world is now. Pure. */
export function decide(seen: Observed): Decision {
  const status = settle(seen);
  const settled: Observed = { ...seen, release: { ...seen.release, status } };
  const host = hostStep(settled);
  const data = dataStep(settled);
  const mayTouchData = host.judgement.status === 'True' && data.judgement.status === 'True';
  const rehearsal = mayTouchData ? rehearsalStep(settled) : idle('Waits for the host and the volume');
  const deploy = mayTouchData
    ? deployStep(settled, rehearsal.judgement.status === 'True')
    : idle('Waits for the host and the volume');

  const steps: Judgements = {
    HostClaimed: host.judgement,
    DataReady: data.judgement,
    Rehearsed: rehearsal.judgement,
    Deployed: deploy.judgement,
  };
  const actions = [host, data, rehearsal, deploy].flatMap((step) => step.actions);
  const generation = seen.release.metadata.generation ?? 1;
  const conditions = conditionsOf(steps, status.conditions ?? [], generation, seen.now);
  return {
    actions,
    cleanUp: [...[host, rehearsal].flatMap((step) => step.cleanUp ?? []), ...unusedEnvironments(settled)],
    status: {
      ...status,
      observedGeneration: generation,
      phase: phaseOf(conditions),
      url: status.serving && host.judgement.status === 'True' ? seen.url : status.url,
      conditions,
    },
  };
}

const idle = (message: string): Step => ({ judgement: waiting(message), actions: [] });

/** What the world has shown since the last look: a version that serves now, or one that has failed. */
function settle(seen: Observed): ReleaseStatus {
  const { release, deployment, rehearsal, now } = seen;
  const wanted = wantedOf(seen);
  let status: ReleaseStatus = { ...release.status, environment: seen.environment.status };
  if (status.failedDigest && !hasFailed(status, wanted)) {
    status = { ...status, failedDigest: undefined, failedEnvironment: undefined };
  }
  const serves = isSame(servingOf(status), wanted);
  const failed = (reason: string, message: string | undefined): ReleaseStatus => ({
    ...status,
    failedDigest: wanted.artifact.digest,
    failedEnvironment: wanted.environment,
    conditions: withReason(status, reason, message),
  });
  if (!runs(deployment, wanted)) {
    return rehearsal?.state === 'failed' && !serves ? failed('RehearsalFailed', rehearsal.message) : status;
  }
  if (deployment.ready) return serves ? status : nowServing(status, wanted, deployment.startedAt, now);
  return deployment.failure && status.serving && !serves ? failed('VersionFailed', deployment.failure) : status;
}

function nowServing(
  status: ReleaseStatus,
  { artifact, environment }: Version,
  startedAt: string | undefined,
  now: Date,
): ReleaseStatus {
  const { digest, commit } = artifact;
  const milliseconds = startedAt && Math.max(0, now.getTime() - Date.parse(startedAt));
  const history = status.history ?? [];
  const isNew = status.serving?.digest !== digest;
  return {
    ...status,
    serving: artifact,
    servingEnvironment: environment,
    // At the first version there was nobody to take over from.
    handOver: status.serving && milliseconds ? { startedAt, milliseconds } : undefined,
    history: isNew ? [{ digest, commit, at: now.toISOString() }, ...history].slice(0, HISTORY) : history,
  };
}

/** The reason of a failure outlives the objects that showed it: it is kept in the condition. */
function withReason({ conditions = [] }: ReleaseStatus, reason: string, message = 'it did not come up') {
  const others = conditions.filter(({ type }) => type !== 'Deployed');
  const lastTransitionTime =
    conditions.find(({ type }) => type === 'Deployed')?.lastTransitionTime ?? '1970-01-01T00:00:00Z';
  return [...others, { type: 'Deployed', status: 'False' as const, reason, message, lastTransitionTime }];
}

function hostStep({ release, host }: Observed): Step {
  const name = release.spec.host;
  switch (host.state) {
    case 'ours':
      return {
        judgement: { status: 'True', reason: 'Claimed', message: `${name} is this release's` },
        actions: [],
        cleanUp: [{ do: 'dropOtherClaims' }],
      };
    case 'free':
      return { judgement: waiting(`Claiming ${name}`), actions: [{ do: 'claimHost' }] };
    case 'stale':
      return { judgement: waiting(`Claiming ${name}`), actions: [{ do: 'dropStaleClaim' }, { do: 'claimHost' }] };
    case 'taken':
      return refused(
        'HostConflict',
        `The host ${name} is taken: a release claimed it first. Set another spec.release.domain`,
      );
    case 'forbidden':
      return refused('HostConflict', `${host.why}. Set another spec.release.domain`);
  }
}

function refused(reason: string, message: string): Step {
  return { judgement: { status: 'False', reason, message, terminal: true }, actions: [] };
}

function dataStep({ release, volume }: Observed): Step {
  const claim = `${release.spec.appBuild}-data`;
  switch (volume.state) {
    case 'ours':
      return { judgement: { status: 'True', reason: 'Ready', message: `The data is on volume ${claim}` }, actions: [] };
    case 'absent':
      return { judgement: waiting('Asking for a volume'), actions: [{ do: 'ensureVolume' }] };
    case 'deleting':
      return idle(`Waits until the volume ${claim} before it is gone`);
    case 'foreign':
      if (release.spec.adoptData) {
        return { judgement: waiting(`Taking over the volume ${claim}`), actions: [{ do: 'adoptVolume' }] };
      }
      return refused(
        'VolumeExists',
        `The volume ${claim} holds data of an earlier AppBuild of this name. Set spec.release.adoptData to true to go on with that data, or delete it for a fresh start: kubectl delete pvc ${claim} -n ${release.metadata.namespace}`,
      );
  }
}
