import { type DecidedCondition, setCondition } from '@appfactory/kube/conditions';
import { isConflict, isNotFound } from '@appfactory/kube/errors';
import type { Condition } from '@appfactory/resources/meta';

/** There only while a clean-up fails. It takes nothing from Ready: what serves goes on serving. */
export const CLEAN_UP_FAILED = 'CleanUpFailed';

/** An action that could not be done. */
export interface CleanUpFailure {
  action: string;
  error: Error;
}

/** Carries out every action, also after one that failed. Resolves with the first failure. */
export async function cleanUp<A extends { do: string }>(
  actions: readonly A[],
  perform: (action: A) => Promise<void>,
): Promise<CleanUpFailure | undefined> {
  let first: CleanUpFailure | undefined;
  for (const action of actions) {
    try {
      await perform(action);
    } catch (error) {
      first ??= { action: action.do, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }
  return first;
}

/** The conditions, with one more while a clean-up fails. `before` keeps the time since when it does. */
export function withCleanUp(
  conditions: Condition[] = [],
  failure: CleanUpFailure | undefined,
  before: readonly Condition[] = [],
  observedGeneration = 1,
): Condition[] {
  // Somebody else was faster: that is no news, and looking again is the whole cure.
  if (!failure || isConflict(failure.error) || isNotFound(failure.error)) return conditions;
  const decided: DecidedCondition = {
    type: CLEAN_UP_FAILED,
    status: 'True',
    reason: 'ActionFailed',
    message: `${failure.action} failed and is tried again: ${failure.error.message}`.slice(0, 1024),
    observedGeneration,
  };
  const told = before.filter(({ type }) => type === CLEAN_UP_FAILED);
  return [...conditions, ...setCondition(told, decided)];
}
