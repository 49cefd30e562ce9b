import type { Condition } from '@appfactory/resources/meta';

type Conditions = readonly Condition[] | undefined;
/** A condition as it is decided: the time of its last transition follows from the one before. */
export type DecidedCondition = Omit<Condition, 'lastTransitionTime'>;

export function findCondition(conditions: Conditions, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isConditionTrue(conditions: Conditions, type: string): boolean {
  return findCondition(conditions, type)?.status === 'True';
}

/** The list with this condition set; its transition time stays unless the status changes. The list given is not changed. */
export function setCondition(conditions: Conditions, decided: DecidedCondition, now: Date = new Date()): Condition[] {
  const before = findCondition(conditions, decided.type);
  const lastTransitionTime =
    before?.status === decided.status ? before.lastTransitionTime : now.toISOString().replace(/\.\d+Z$/, 'Z');
  const condition: Condition = { ...decided, lastTransitionTime };
  if (!before) return [...(conditions ?? []), condition];
  return (conditions ?? []).map((other) => (other.type === decided.type ? condition : other));
}

/** Exactly these conditions, in this order, with the transition times of those that did not change. */
export function mergeConditions(before: Conditions, decided: DecidedCondition[], now: Date = new Date()): Condition[] {
  return decided.map(
    (condition) => setCondition(before, condition, now).find(({ type }) => type === condition.type) as Condition,
  );
}
