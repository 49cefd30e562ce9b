import type { ReleaseArtifact, ReleaseStatus } from '@appfactory/resources/release';
import { type Judgement, waiting } from '../objects/judgement.ts';
import { conditionsOf, type Judgements, phaseOf } from './conditions.ts';
import type { Action, Observed } from './observed.ts';

export interface Decision {
  /** In this order; the status is written after them. */
  actions: Action[];
  /** What is not needed any more. The status does not depend on it: one that fails is tried again, and takes nothing back. */
  cleanUp: Action[];
  status: ReleaseStatus;
}

interface Step {
  judgement: Judgement;
  actions: Action[];
  cleanUp?: Action[];
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
    cleanUp: [host, rehearsal].flatMap((step) => step.cleanUp ?? []),
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
function settle({ release, deployment, rehearsal, now }: Observed): ReleaseStatus {
  const { artifact: wanted } = release.spec;
  let status: ReleaseStatus = { ...release.status };
  if (status.failedDigest && status.failedDigest !== wanted.digest) status = { ...status, failedDigest: undefined };
  if (!deployment || deployment.digest !== wanted.digest) {
    const failed = rehearsal?.state === 'failed' && status.serving?.digest !== wanted.digest;
    return failed
      ? { ...status, failedDigest: wanted.digest, conditions: withReason(status, 'RehearsalFailed', rehearsal.message) }
      : status;
  }
  if (deployment.ready) {
    return status.serving?.digest === wanted.digest ? status : nowServing(status, wanted, deployment.startedAt, now);
  }
  if (deployment.failure && status.serving && status.serving.digest !== wanted.digest) {
    return {
      ...status,
      failedDigest: wanted.digest,
      conditions: withReason(status, 'VersionFailed', deployment.failure),
    };
  }
  return status;
}

function nowServing(
  status: ReleaseStatus,
  serving: ReleaseArtifact,
  startedAt: string | undefined,
  now: Date,
): ReleaseStatus {
  const { digest, commit } = serving;
  const milliseconds = startedAt && Math.max(0, now.getTime() - Date.parse(startedAt));
  return {
    ...status,
    serving,
    // At the first version there was nobody to take over from.
    handOver: status.serving && milliseconds ? { startedAt, milliseconds } : undefined,
    history: [{ digest, commit, at: now.toISOString() }, ...(status.history ?? [])].slice(0, HISTORY),
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

/** There are rows that a new version could break. */
function hasData({ release, volume }: Observed): boolean {
  return release.status?.serving !== undefined || (volume.state === 'ours' && volume.adopted);
}

function rehearsalStep(seen: Observed): Step {
  const { artifact: wanted } = seen.release.spec;
  const { serving, failedDigest } = seen.release.status ?? {};
  const passed = (reason: string, message: string): Step => ({
    judgement: { status: 'True', reason, message },
    actions: [],
    cleanUp:
      seen.rehearsal && seen.deployment?.digest === wanted.digest && seen.deployment.ready
        ? [{ do: 'dropRehearsals' }]
        : [],
  });
  if (failedDigest === wanted.digest) {
    return {
      judgement: { status: 'True', reason: 'Over', message: 'This version was tried' },
      actions: [],
      cleanUp: seen.rehearsal ? [{ do: 'dropRehearsals' }] : [],
    };
  }
  if (seen.deployment?.digest === wanted.digest || serving?.digest === wanted.digest)
    return passed('Passed', 'This version has started on a copy of the data');
  if (!hasData(seen)) return passed('NothingToLose', 'There is no data yet that a new version could break');
  switch (seen.rehearsal?.state) {
    case undefined:
      return {
        judgement: { status: 'False', reason: 'Rehearsing', message: 'Starting this version on a copy of the data' },
        actions: [{ do: 'rehearse', artifact: wanted }],
      };
    case 'passed':
      return passed('Passed', 'This version has started on a copy of the data');
    case 'running':
    case 'failed':
      return {
        judgement: { status: 'False', reason: 'Rehearsing', message: 'Starting this version on a copy of the data' },
        actions: [],
      };
  }
}

function deployStep(seen: Observed, isRehearsed: boolean): Step {
  const { release, deployment } = seen;
  const status = release.status ?? {};
  const { artifact: wanted } = release.spec;
  const { serving, failedDigest } = status;
  const failed = failedDigest === wanted.digest;
  if (!isRehearsed && !failed) {
    // The present version goes on, on the host that the spec says now.
    return { judgement: waiting('Waits for the rehearsal'), actions: serving ? [{ do: 'expose' }] : [] };
  }
  // Data that was taken over is not given to a version that cannot read it.
  if (failed && !serving) return { judgement: failedVersion(seen, undefined), actions: [] };
  const goal = failed && serving ? serving : wanted;
  const deploy: Action =
    deployment?.digest === goal.digest
      ? { do: 'deploy', artifact: goal, restore: deployment.restore, startedAt: deployment.startedAt }
      : { do: 'deploy', artifact: goal, restore: failed ? failedDigest : undefined, startedAt: seen.now.toISOString() };
  const actions: Action[] = [deploy, { do: 'expose' }];
  if (failed) return { judgement: failedVersion(seen, goal), actions };
  if (deployment?.digest === wanted.digest && deployment.ready) {
    return { judgement: { status: 'True', reason: 'Serving', message: `Serves at ${seen.url}` }, actions };
  }
  return { judgement: comingUp(seen), actions };
}

function comingUp({ deployment, release }: Observed): Judgement {
  const { serving } = release.status ?? {};
  const isAgain = serving?.digest === release.spec.artifact.digest;
  const what = !serving ? 'Starting the app' : isAgain ? 'The app starts again' : 'Handing over to the new version';
  if (deployment?.failure) {
    return {
      status: 'False',
      reason: 'NotComingUp',
      message: `The app does not come up: ${deployment.failure}. See its log: kubectl logs deployment/${release.metadata.name} -n ${release.metadata.namespace}`,
      terminal: true,
    };
  }
  return {
    status: 'False',
    reason: 'HandingOver',
    message: deployment?.waiting ? `${what}: ${deployment.waiting}` : what,
  };
}

/** What was seen and what to do, in one message; the first part is read back from it when its witnesses are gone. */
const PARTS = ' | ';

function failedVersion({ release, deployment }: Observed, goal: ReleaseArtifact | undefined): Judgement {
  const kept = release.status?.conditions?.find(({ type }) => type === 'Deployed');
  const back = goal && deployment?.digest === goal.digest && deployment.ready;
  const before = goal
    ? `The version before (commit ${goal.commit.slice(0, 12)}) ${back ? 'goes on serving its data' : 'is coming back'}. `
    : '';
  return {
    status: 'False',
    reason: kept?.reason === 'RehearsalFailed' ? 'RehearsalFailed' : 'VersionFailed',
    message: `${kept?.message.split(PARTS)[0] ?? 'it did not come up'}${PARTS}${before}Change the app, or set spec.release.artifact to a version that works`,
    terminal: true,
  };
}
