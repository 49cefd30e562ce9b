import { type DecidedCondition, mergeConditions } from '@appfactory/kube/conditions';
import type { Condition } from '@appfactory/resources/meta';
import type { ReleaseStatus } from '@appfactory/resources/release';

export interface Judgement {
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  /** Nothing more will happen until a person changes something. */
  terminal?: boolean;
}

export const STEPS = ['HostClaimed', 'DataReady', 'Rehearsed', 'Deployed'] as const;
export type Judgements = Record<(typeof STEPS)[number], Judgement>;

export function waiting(message: string): Judgement {
  return { status: 'Unknown', reason: 'Waiting', message };
}

/** Ready speaks for the first step that is not reached. */
export function judgeReady(steps: Judgements): Judgement {
  const open = STEPS.map((name) => steps[name]).find(({ status }) => status !== 'True');
  return open ? { ...open, status: 'False' } : { ...steps.Deployed, reason: 'Ready' };
}

/** The whole list of conditions, after kstatus. */
export function conditionsOf(
  steps: Judgements,
  before: readonly Condition[],
  observedGeneration: number,
  now: Date,
): Condition[] {
  const ready = judgeReady(steps);
  const all: [string, Judgement][] = [
    ...STEPS.map((name): [string, Judgement] => [name, steps[name]]),
    ['Ready', ready],
  ];
  if (ready.status !== 'True') {
    const type = ready.terminal ? 'Stalled' : 'Reconciling';
    all.push([type, { status: 'True', reason: ready.reason, message: ready.message }]);
  }
  const decided = all.map(
    ([type, { status, reason, message }]): DecidedCondition => ({
      type,
      status,
      reason,
      message: message.slice(0, 1024),
      observedGeneration,
    }),
  );
  return mergeConditions(before, decided, now);
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
