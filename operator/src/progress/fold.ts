import type { AgentEvent, Envelope } from '@appfactory/events/event';
import type { AppBuildStatus, FeatureStatus } from '@appfactory/resources/appBuild';

/** An event with its place in the stream. */
export interface StoredEvent {
  sequence: number;
  envelope: Envelope;
}

/** Whose events count: an earlier build of the same name, or an earlier generation, is another build. */
export interface Current {
  uid: string;
  generation: number;
}

const MOST_FAILURES = 20;
const MOST_ARTIFACTS = 10;
const DONE = new Set<FeatureStatus['state']>(['Committed', 'Verified', 'Kept']);

/**
 * The status after these events, which are in the order of the stream. Folding an event twice changes nothing: what is at
 * or before lastSequence is in the status already. Stops at the first event of a generation that is not known yet, so that
 * none is lost to a look that came too early.
 */
export function foldEvents(status: AppBuildStatus, events: readonly StoredEvent[], current: Current): AppBuildStatus {
  let folded = status;
  for (const { sequence, envelope } of events) {
    if (sequence <= (folded.lastSequence ?? 0)) continue;
    const ours = envelope.uid === current.uid;
    if (ours && envelope.generation > current.generation) break;
    const next = ours && envelope.generation === current.generation ? fold(folded, envelope) : folded;
    folded = { ...next, lastSequence: sequence };
  }
  return folded;
}

function fold(status: AppBuildStatus, { event, at, generation }: Envelope): AppBuildStatus {
  switch (event.type) {
    case 'started':
      // A new attempt: what the last one said of its end holds no longer.
      return {
        ...status,
        failures: undefined,
        failure: undefined,
        skipped: undefined,
        checks: undefined,
        message: 'The agent has started',
      };
    case 'preview':
      return withTime(status, 'preview', at);
    case 'firstPage':
      return withTime(status, 'firstPage', at);
    case 'feature':
      return foldFeature(status, event, at);
    case 'verification':
      return foldVerification(status, event);
    case 'check':
      return foldCheck(status, event);
    case 'progress':
      return { ...status, message: event.message };
    case 'artifact': {
      const artifact = { digest: event.digest, size: event.size, commit: event.commit, generation };
      const earlier = (status.artifacts ?? []).filter(({ digest }) => digest !== event.digest);
      return { ...status, artifact, artifacts: [artifact, ...earlier].slice(0, MOST_ARTIFACTS) };
    }
    case 'finished':
      return { ...status, checks: event.checks, skipped: event.skipped.length > 0 ? event.skipped : undefined };
    case 'failed':
      return { ...status, failure: { reason: event.reason, message: event.message.slice(0, 1000) } };
  }
}

function withTime(
  status: AppBuildStatus,
  name: keyof NonNullable<AppBuildStatus['times']>,
  at: string,
): AppBuildStatus {
  return status.times?.[name] ? status : { ...status, times: { ...status.times, [name]: at } };
}

function foldFeature(
  status: AppBuildStatus,
  event: Extract<AgentEvent, { type: 'feature' }>,
  at: string,
): AppBuildStatus {
  // One that the app had before, and its plan no more: it may come back when the app is rolled back.
  if (!status.plan?.features.some(({ id }) => id === event.id)) return status;
  const features = status.plan.features.map((feature) =>
    feature.id === event.id
      ? {
          ...feature,
          state: event.state,
          commit: event.commit ?? feature.commit,
          checks: event.checks ?? feature.checks,
        }
      : feature,
  );
  const index = features.findIndex(({ id }) => id === event.id);
  const title = features[index]?.title ?? event.id;
  const place = `${index + 1} of ${features.length}`;
  const folded = {
    ...status,
    plan: { ...status.plan, features },
    progress: progressOf(features),
    message: `${VERBS[event.state]} ${title} (${place})`,
  };
  return event.state === 'Verified' ? withTime(folded, 'firstVerified', at) : folded;
}

const VERBS: Record<FeatureStatus['state'], string> = {
  Planned: 'Planned:',
  Writing: 'Writing',
  Committed: 'Committed',
  Verified: 'Verified',
  Kept: 'Unchanged:',
  Failed: 'Failed:',
  RolledBack: 'Rolled back:',
};

/** Features done of all, for the column of kubectl get. */
export function progressOf(features: readonly FeatureStatus[]): string {
  const inApp = features.filter(({ state }) => state !== 'RolledBack');
  return `${inApp.filter(({ state }) => DONE.has(state)).length}/${inApp.length}`;
}

const STEP_NAMES = {
  types: 'the types',
  lint: 'lint',
  tests: 'the unit tests',
  build: 'the production build',
  checks: 'the acceptance checks',
} as const;

function foldVerification(
  status: AppBuildStatus,
  event: Extract<AgentEvent, { type: 'verification' }>,
): AppBuildStatus {
  if (event.state === 'Running') return { ...status, message: `Verifying: ${STEP_NAMES[event.step]}` };
  if (event.state === 'Passed') return withoutFailure(status, event.step);
  // The step "checks" fails because of checks that are named one by one.
  if (event.step === 'checks' && (status.failures?.length ?? 0) > 0) return status;
  return withFailure(status, { check: event.step, seen: (event.detail ?? '').slice(-1000) });
}

function foldCheck(status: AppBuildStatus, event: Extract<AgentEvent, { type: 'check' }>): AppBuildStatus {
  if (event.result !== 'failed') return withoutFailure(status, event.name);
  return withFailure(status, {
    check: event.name,
    seen: (event.seen ?? '').slice(0, 1000),
    screenshot: event.screenshot,
  });
}

function withFailure(status: AppBuildStatus, failure: NonNullable<AppBuildStatus['failures']>[number]): AppBuildStatus {
  const others = (status.failures ?? []).filter(({ check }) => check !== failure.check);
  return { ...status, failures: [...others, failure].slice(0, MOST_FAILURES) };
}

function withoutFailure(status: AppBuildStatus, check: string): AppBuildStatus {
  const failures = (status.failures ?? []).filter((failure) => failure.check !== check);
  return { ...status, failures: failures.length > 0 ? failures : undefined };
}
