import type { AppBuildSpec, ArtifactStatus } from '@appfactory/resources/appBuild';
import type { AgentRun, Observed } from './observed.ts';

/** An agent may end before its last events are read; after this many milliseconds they are not coming. */
export const LAST_EVENTS_MS = 30_000;

/** Old events are read within moments. */
const READING_MS = 1000;

/** How the build of the stored plan stands. */
export type Outcome =
  /** The agent has work to do. */
  | { state: 'open' }
  /** The agent has ended, and what it reported last is on its way. */
  | { state: 'settling'; milliseconds: number }
  | { state: 'built'; artifact: ArtifactStatus }
  | { state: 'failed'; reason: string; message: string };

/** The run of the plan that is being built. */
export function currentRun(seen: Observed): AgentRun | undefined {
  return seen.runs.find((run) => run.generation === seen.stored?.generation && !run.deleting);
}

export function outcomeOf(seen: Observed): Outcome {
  const { status, stored } = seen;
  const run = currentRun(seen);
  const { artifact, checks } = status;
  if (!stored || status.plan?.generation !== stored.generation) return { state: 'open' };
  if (artifact && checks) return { state: 'built', artifact };
  if (run?.state === 'running' || run?.state === 'suspended') return { state: 'open' };
  if (status.failure) return { state: 'failed', ...status.failure };
  if (checks) return { state: 'failed', ...failedChecks(seen) };
  if (!run) return { state: 'open' };
  const milliseconds = lastWordsIn(seen, run);
  if (milliseconds > 0) return { state: 'settling', milliseconds };
  return { state: 'failed', ...failedRun(run, seen.build.spec) };
}

/** How much longer to wait for what the agent reported last: it is lost only when all that is on the stream was read. */
function lastWordsIn({ now, eventsSince }: Observed, run: AgentRun): number {
  if (!eventsSince) return READING_MS;
  // Of a deadline there are no last words; of every other end there may be.
  if (run.failedReason === 'DeadlineExceeded') return 0;
  const end = Math.max(eventsSince.getTime(), Date.parse(run.finishedAt ?? now.toISOString()));
  return end + LAST_EVENTS_MS - now.getTime();
}

function failedChecks({ status }: Observed): { reason: string; message: string } {
  const first = status.failures?.[0];
  const more = (status.failures?.length ?? 0) - 1;
  if (!first) return { reason: 'ChecksFailed', message: `${status.checks?.failed ?? 0} checks failed` };
  const others = more > 0 ? `, and ${more} more` : '';
  return { reason: 'ChecksFailed', message: `The check "${first.check}" failed${others}: ${oneLine(first.seen)}` };
}

const LOGS = 'kubectl logs job';

function failedRun(run: AgentRun, spec: AppBuildSpec): { reason: string; message: string } {
  if (run.failedReason === 'DeadlineExceeded') {
    return {
      reason: 'BudgetExceeded',
      message: `The agent has used its ${spec.budget.minutes} minutes. Its commits are kept: raise budget.minutes and it goes on from there`,
    };
  }
  if (run.failedReason === 'BackoffLimitExceeded') {
    return {
      reason: 'AgentCrashed',
      message: `The agent ended ${run.failedAttempts} times before it was done. See why with: ${LOGS}/${run.name} -c agent`,
    };
  }
  return {
    reason: run.state === 'failed' ? 'AgentFailed' : 'NoResult',
    message: `The agent ended without saying what came out${run.failedMessage ? ` (${run.failedMessage})` : ''}. See its log: ${LOGS}/${run.name} -c agent`,
  };
}

/** Skipped checks that the spec does not accept by name. */
export function unacceptedSkips({ status, build }: Observed): string[] {
  const accepted = new Set(build.spec.verification.acceptSkipped);
  return (status.skipped ?? []).filter((name) => !accepted.has(name));
}

export function oneLine(text: string): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded.length > 300 ? `${folded.slice(0, 299)}…` : folded;
}
