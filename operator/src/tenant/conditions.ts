import type { Condition } from '@appfactory/resources/meta';
import { conditionsAfter, type Judgement } from '../objects/judgement.ts';

export const STEPS = ['NamespaceReady', 'AgencyReady', 'AccessReady'] as const;
export type Judgements = Record<(typeof STEPS)[number], Judgement>;

/** Ready speaks for the first step that is not reached. */
export function judgeReady(steps: Judgements): Judgement {
  const open = STEPS.map((name) => steps[name]).find(({ status }) => status !== 'True');
  return open
    ? { ...open, status: 'False' }
    : { status: 'True', reason: 'Ready', message: 'The namespace, its limits and everybody’s rights are as stated' };
}

/** A deletion's message lists what goes. */
const LONGEST_MESSAGE = 2048;

/** The whole list of conditions; while the tenant is being deleted, its steps say nothing any more. */
export function conditionsOf(
  steps: Partial<Judgements>,
  ready: Judgement,
  before: readonly Condition[],
  observedGeneration: number,
  now: Date,
): Condition[] {
  const inOrder = STEPS.flatMap((name): [string, Judgement][] => (steps[name] ? [[name, steps[name]]] : []));
  return conditionsAfter({ steps: inOrder, ready }, before, observedGeneration, now, LONGEST_MESSAGE);
}
