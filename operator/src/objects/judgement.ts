import { type DecidedCondition, mergeConditions } from '@appfactory/kube/conditions';
import type { Condition } from '@appfactory/resources/meta';

/** What one step of an object's way says of itself. */
export interface Judgement {
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  /** Nothing more will happen until a person changes something. */
  terminal?: boolean;
}

/** Shorthand for a step that waits for an earlier one. */
export function waiting(message: string): Judgement {
  return { status: 'Unknown', reason: 'Waiting', message };
}

export interface Judged {
  /** Types of conditions in their order, with what they say. */
  steps: readonly [type: string, judgement: Judgement][];
  ready: Judgement;
  /** Nobody works on it, and nobody has to. */
  resting?: boolean;
}

/** Characters of a message that are kept: what a person reads in one go. */
const LONGEST_MESSAGE = 1024;

/**
 * The whole list of conditions, after kstatus: Reconciling while the platform works, Stalled when a person must act,
 * neither when there is nothing to do. `before` keeps the time of the last change of each status.
 */
export function conditionsAfter(
  { steps, ready, resting = false }: Judged,
  before: readonly Condition[],
  observedGeneration: number,
  now: Date,
  longest = LONGEST_MESSAGE,
): Condition[] {
  const all: [string, Judgement][] = [...steps, ['Ready', ready]];
  if (ready.status !== 'True' && !resting) {
    all.push([ready.terminal ? 'Stalled' : 'Reconciling', { ...ready, status: 'True' }]);
  }
  const decided = all.map(
    ([type, { status, reason, message }]): DecidedCondition => ({
      type,
      status,
      reason,
      message: message.slice(0, longest),
      observedGeneration,
    }),
  );
  return mergeConditions(before, decided, now);
}
