import { type DecidedCondition, mergeConditions } from '@appfactory/kube/conditions';
import type { Condition } from '@appfactory/resources/meta';
import type { Judgement } from './observed.ts';

export const STEPS = ['NamespaceReady', 'AgencyReady', 'AccessReady'] as const;
export type Judgements = Record<(typeof STEPS)[number], Judgement>;

/** Ready speaks for the first step that is not reached. */
export function judgeReady(steps: Judgements): Judgement {
  const open = STEPS.map((name) => steps[name]).find(({ status }) => status !== 'True');
  return open
    ? { ...open, status: 'False' }
    : { status: 'True', reason: 'Ready', message: 'The namespace, its limits and everybody’s rights are as stated' };
}

/** The whole list of conditions, after kstatus. */
export function conditionsOf(
  steps: Partial<Judgements>,
  ready: Judgement,
  before: readonly Condition[],
  observedGeneration: number,
  now: Date,
): Condition[] {
  const all: [string, Judgement][] = [
    ...STEPS.flatMap((name): [string, Judgement][] => (steps[name] ? [[name, steps[name]]] : [])),
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
      message: message.slice(0, 2048),
      observedGeneration,
    }),
  );
  return mergeConditions(before, decided, now);
}
