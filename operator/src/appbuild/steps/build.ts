import { type Judgement, waiting } from '../../objects/judgement.ts';
import { jobDeadline } from '../agentJob.ts';
import { REASON_CANCELLED } from '../conditions.ts';
import type { Action, AgentRun, Observed } from '../observed.ts';
import { currentRun, type Outcome, outcomeOf, unacceptedSkips } from '../outcome.ts';
import { endAgents } from './endAgents.ts';
import { holdOf } from './hold.ts';
import type { Step } from './plan.ts';
import { isReady, usableSandbox } from './sandbox.ts';

/** sandbox -> agent Job -> features, one commit each -> artifact. */
export function buildStep(seen: Observed, isPlanned: boolean): Step {
  if (!isPlanned) return { judgement: waiting('Waits for a plan'), actions: [] };
  const outcome = outcomeOf(seen);
  const run = currentRun(seen);
  if (outcome.state === 'built' || outcome.state === 'failed') {
    return { judgement: ended(seen, outcome), actions: [], cleanUp: afterTheEnd(seen, run) };
  }
  if (outcome.state === 'settling') {
    return { judgement: building('Settling', 'The agent has ended; reading what it reported last'), actions: [] };
  }
  const generation = seen.stored?.generation ?? 0;
  const hold = holdOf(seen);
  if (hold?.reason === REASON_CANCELLED) {
    return { judgement: hold, actions: endAgents(seen, 'the build is cancelled'), cleanUp: dropCredentials(seen) };
  }
  if (hold) {
    const suspend: Action[] = run?.state === 'running' ? [{ do: 'ensureAgent', generation, suspended: true }] : [];
    return { judgement: hold, actions: suspend };
  }
  // An agent that runs already stays: it waits by itself while a lost sandbox is replaced.
  const ready = isReady(usableSandbox(seen)) && seen.stored?.sandboxID !== undefined;
  if (!run && !ready) return { judgement: waiting('Waits for the sandbox'), actions: [] };
  return { judgement: running(seen, run), actions: startOrResume(seen, run, generation) };
}

function startOrResume({ build, runs }: Observed, run: AgentRun | undefined, generation: number): Action[] {
  // One agent at a time: an earlier one that is being deleted may still write to the sandbox.
  if (runs.some(({ deleting }) => deleting)) return [];
  const asWanted = run?.state === 'running' && run.deadlineSeconds === jobDeadline(build, run.usedSeconds);
  return asWanted ? [] : [{ do: 'ensureAgent', generation, suspended: false }];
}

function running(seen: Observed, run: AgentRun | undefined): Judgement {
  if (!run) return building('Starting', 'The agent starts');
  if (seen.agentTrouble) {
    return building(seen.agentTrouble.reason, `The agent does not start: ${seen.agentTrouble.message}`);
  }
  if (run.failedAttempts > 0) {
    const times = run.failedAttempts === 1 ? 'once' : `${run.failedAttempts} times`;
    return building('Retrying', `The agent ended ${times} before it was done and goes on from the last commit`);
  }
  return building('Building', `${seen.status.progress ?? 'No'} features done`);
}

function building(reason: string, message: string): Judgement {
  return { status: 'False', reason, message };
}

function ended({ status }: Observed, outcome: Extract<Outcome, { state: 'built' | 'failed' }>): Judgement {
  if (outcome.state === 'built') {
    const { digest, size, commit } = outcome.artifact;
    const megabytes = (size / 1e6).toFixed(1);
    return {
      status: 'True',
      reason: 'Built',
      message: `Commit ${commit.slice(0, 12)} is built: ${digest.slice(0, 19)}, ${megabytes} MB`,
    };
  }
  const remedy = status.checks ? '. Change the spec to try again' : '';
  return { status: 'False', reason: outcome.reason, message: `${outcome.message}${remedy}`, terminal: true };
}

function afterTheEnd(seen: Observed, run: AgentRun | undefined): Action[] {
  // The agent may still be saying its last words with them.
  const over = run === undefined || run.state === 'complete' || run.state === 'failed';
  return over ? dropCredentials(seen) : [];
}

function dropCredentials({ credentials }: Observed): Action[] {
  return credentials ? [{ do: 'dropCredentials' }] : [];
}

/** artifact -> verified: every check passed, or was skipped with the spec's consent. */
export function verifyStep(seen: Observed, isPlanned: boolean): Step {
  return { judgement: isPlanned ? verified(seen) : waiting('Waits for a plan'), actions: [] };
}

function verified(seen: Observed): Judgement {
  const { status } = seen;
  const outcome = outcomeOf(seen);
  if (outcome.state === 'failed' && status.checks) {
    return { status: 'False', reason: outcome.reason, message: outcome.message, terminal: true };
  }
  if (outcome.state !== 'built') return waiting('Waits for the build');
  const { passed = 0, failed = 0 } = status.checks ?? {};
  const first = status.failures?.[0];
  if (failed > 0 || first) {
    const message = first ? `The check "${first.check}" failed: ${first.seen}` : `${failed} checks failed`;
    return { status: 'False', reason: 'ChecksFailed', message, terminal: true };
  }
  const skipped = unacceptedSkips(seen);
  if (skipped.length > 0) {
    const names = skipped.map((name) => `"${name}"`).join(', ');
    return {
      status: 'Unknown',
      reason: 'ChecksSkipped',
      message: `${skipped.length} checks could not run: ${names}. Make them possible and change the spec to try again, or accept them by name in spec.verification.acceptSkipped`,
      terminal: true,
    };
  }
  const accepted = status.skipped?.length ?? 0;
  return {
    status: 'True',
    reason: 'Verified',
    message: `${passed} checks passed${accepted > 0 ? `, ${accepted} skipped with the spec's consent` : ''}`,
  };
}
