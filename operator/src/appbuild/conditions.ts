import type { AppBuildPhase } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';
import {
  REASON_AGENCY_LIMIT_REACHED,
  REASON_CURRENCY_DIFFERS,
  REASON_LIMIT_REACHED,
  REASON_PLAN_MISSING,
} from '../billing/month.ts';
import { conditionsAfter, type Judgement } from '../objects/judgement.ts';

/** The way of a build, in order. */
export const STEPS = ['Planned', 'SandboxReady', 'Built', 'Verified', 'Released'] as const;
export type StepName = (typeof STEPS)[number];
export type Judgements = Record<StepName, Judgement>;

/** Reasons that other code looks at. Every other reason is for people and programs outside. */
export const REASON_WAITING_FOR_CAPACITY = 'WaitingForCapacity';
export const REASON_PAUSED = 'Paused';
export const REASON_CANCELLED = 'Cancelled';
export const REASON_REPLACING = 'Replacing';
export const REASON_BUDGET_EXCEEDED = 'BudgetExceeded';

/** Of a build on which nobody works, and nobody has to: it goes on where it is when somebody changes what it waits for. */
const AT_REST = new Set([
  REASON_PAUSED,
  REASON_BUDGET_EXCEEDED,
  REASON_LIMIT_REACHED,
  REASON_AGENCY_LIMIT_REACHED,
  REASON_PLAN_MISSING,
  REASON_CURRENCY_DIFFERS,
]);

/**
 * Ready speaks for the first step that is not reached, so that one line tells what is going on. A build that is Ready says
 * in the same line how many things were asked for and not built: nobody looks further at what is green.
 */
export function judgeReady(steps: Judgements, notBuilt = 0): Judgement {
  for (const name of STEPS) {
    const step = steps[name];
    // A sandbox is a means: once the build has ended, well or not, it may be gone.
    if (name === 'SandboxReady' && (steps.Built.status === 'True' || steps.Built.terminal)) continue;
    if (step.status !== 'True') return { ...step, status: 'False' };
  }
  return { status: 'True', reason: 'Ready', message: `${steps.Released.message}${leftOut(notBuilt)}` };
}

function leftOut(count: number): string {
  if (count === 0) return '';
  const what = count === 1 ? '1 thing that was asked for was' : `${count} things that were asked for were`;
  return `; ${what} not built, see status.plan.notBuilt`;
}

/** The whole list of conditions. A paused build rests: nobody works on it, and nobody has to. */
export function conditionsOf(
  steps: Judgements,
  ready: Judgement,
  before: readonly Condition[],
  generation: number,
  now: Date,
): Condition[] {
  const inOrder = STEPS.map((name): [string, Judgement] => [name, steps[name]]);
  const resting = AT_REST.has(ready.reason) && !ready.terminal;
  return conditionsAfter({ steps: inOrder, ready, resting }, before, generation, now);
}

/** The one word for people, made from the conditions and from nothing else. */
export function phaseOf(conditions: readonly Condition[]): AppBuildPhase {
  const is = (type: string) => conditions.find((condition) => condition.type === type);
  const ready = is('Ready');
  if (ready === undefined) return 'Pending';
  if (ready.status === 'True') return 'Ready';
  if (ready.reason === REASON_CANCELLED) return 'Cancelled';
  if (is('Stalled')?.status === 'True') return 'Failed';
  if (AT_REST.has(ready.reason)) return 'Paused';
  if (is('Planned')?.status !== 'True') return 'Planning';
  if (ready.reason === REASON_WAITING_FOR_CAPACITY) return 'Pending';
  if (is('Built')?.status !== 'True') return is('SandboxReady')?.status === 'True' ? 'Building' : 'Provisioning';
  if (is('Verified')?.status !== 'True') return 'Verifying';
  return 'Releasing';
}

/** Kubernetes' Time has whole seconds; more digits would never compare equal to what the API server gives back. */
export function toSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
