import { REASON_LIMIT_REACHED } from '../../billing/month.ts';
import type { Judgement } from '../../objects/judgement.ts';
import { REASON_BUDGET_EXCEEDED, REASON_CANCELLED, REASON_PAUSED } from '../conditions.ts';
import type { Observed } from '../observed.ts';
import { currentRun } from '../outcome.ts';

/** Why nobody works on a build that is not done, without anybody's fault; undefined when somebody may. Asked of an open build only. */
export function holdOf(seen: Observed): Judgement | undefined {
  const { build, status, spending } = seen;
  const { cancelled, paused, budget } = build.spec;
  if (cancelled) {
    const message = `Cancelled after ${status.progress ?? '0'} features. What is committed is kept: set spec.cancelled to false and it goes on from the last commit`;
    // Nobody comes back to it by himself, so whoever waits for Ready must not wait on.
    return { ...held(REASON_CANCELLED, message), terminal: true };
  }
  if (paused) {
    const message = `Paused after ${status.progress ?? '0'} features. Set spec.paused to false and it goes on from the last commit`;
    return held(REASON_PAUSED, message);
  }
  if (spending) return held(spending.reason, spending.message);
  const run = currentRun(seen);
  if (secondsLeft(seen) <= 0) {
    const message = `The agent has used the ${budget.minutes} minutes of its budget. Its commits are kept: raise spec.budget.minutes and it goes on from there`;
    return held(REASON_BUDGET_EXCEEDED, message);
  }
  const { usd = 0 } = status.usage ?? {};
  if (budget.usd !== undefined && usd > 0 && usd >= budget.usd) {
    const message = `Model calls have cost ${usd.toFixed(2)} of the ${budget.usd} of its budget. Its commits are kept: raise spec.budget.usd and it goes on from there`;
    return held(REASON_BUDGET_EXCEEDED, message);
  }
  return !run && seen.noRoom ? held(REASON_LIMIT_REACHED, seen.noRoom) : undefined;
}

/** How much longer the agent may work; also of a build whose agent has not begun. */
export function secondsLeft(seen: Observed): number {
  const run = currentRun(seen);
  const begun = run?.state === 'running' && run.startedAt ? Date.parse(run.startedAt) : seen.now.getTime();
  const used = (run?.usedSeconds ?? 0) + Math.max(0, seen.now.getTime() - begun) / 1000;
  return seen.build.spec.budget.minutes * 60 - used;
}

function held(reason: string, message: string): Judgement {
  return { status: 'False', reason, message };
}
