import type { Condition } from '@appfactory/resources/meta';
import type { ReleaseStatus } from '@appfactory/resources/release';
import { conditionsAfter, type Judgement } from '../objects/judgement.ts';

export const STEPS = ['HostClaimed', 'DataReady', 'Rehearsed', 'Deployed'] as const;
export type Judgements = Record<(typeof STEPS)[number], Judgement>;

/** Ready speaks for the first step that is not reached. */
export function judgeReady(steps: Judgements): Judgement {
  const open = STEPS.map((name) => steps[name]).find(({ status }) => status !== 'True');
  return open ? { ...open, status: 'False' } : { ...steps.Deployed, reason: 'Ready' };
}

export function conditionsOf(
  steps: Judgements,
  before: readonly Condition[],
  observedGeneration: number,
  now: Date,
): Condition[] {
  const inOrder = STEPS.map((name): [string, Judgement] => [name, steps[name]]);
  return conditionsAfter({ steps: inOrder, ready: judgeReady(steps) }, before, observedGeneration, now);
}

/** The one word for people, made from the conditions and from nothing else. */
export function phaseOf(conditions: readonly Condition[]): NonNullable<ReleaseStatus['phase']> {
  const is = (type: string, status: Condition['status'] = 'True') =>
    conditions.some((condition) => condition.type === type && condition.status === status);
  if (is('Ready')) return 'Serving';
  if (is('Stalled')) return 'Failed';
  if (!is('HostClaimed') || !is('DataReady')) return 'Pending';
  return is('Rehearsed') ? 'HandingOver' : 'Rehearsing';
}
