import type { PlannedEntity } from './plan.ts';

/**
 * Entities in groups, each group after the groups that it refers to (Tarjan). A group of several is a cycle of references;
 * in it, an entity stands after those whose rows its own cannot do without. Within what the references leave open the order
 * of the spec stands.
 */
export function groupByDependency(entities: PlannedEntity[]): PlannedEntity[][] {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const index = new Map<string, number>();
  const stack: PlannedEntity[] = [];
  const groups: PlannedEntity[][] = [];

  const visit = (entity: PlannedEntity): number => {
    const mine = index.size;
    index.set(entity.name, mine);
    let lowest = mine;
    stack.push(entity);
    for (const target of targetsOf(entity)) {
      const next = byName.get(target);
      if (!next) continue;
      if (!index.has(target)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(target) ?? mine);
    }
    if (lowest === mine) {
      const group = stack.splice(stack.indexOf(entity));
      groups.push(neededFirst(entities.filter((member) => group.includes(member))));
    }
    return lowest;
  };

  for (const entity of entities) if (!index.has(entity.name)) visit(entity);
  return groups;
}

/** The same entities, those that others need before them (breakRequiredCycles has seen to it that there is such an order). */
function neededFirst(entities: PlannedEntity[]): PlannedEntity[] {
  const ordered: PlannedEntity[] = [];
  const place = (entity: PlannedEntity, seen: PlannedEntity[]) => {
    if (ordered.includes(entity) || seen.includes(entity)) return;
    for (const needed of entities)
      if (entity.fields.some((field) => refers(field) && field.required && field.to === needed.name))
        place(needed, [...seen, entity]);
    ordered.push(entity);
  };
  for (const entity of entities) place(entity, []);
  return ordered;
}

/** Whether a field names rows of an entity: one, or many. */
export const refers = ({ type }: PlannedEntity['fields'][number]): boolean =>
  type === 'reference' || type === 'references';

/** Names of the entities that an entity refers to, itself included where it does. */
export function targetsOf(entity: PlannedEntity): string[] {
  return [...new Set(entity.fields.flatMap((field) => (refers(field) && field.to ? [field.to] : [])))];
}

/**
 * Makes references optional until every entity can have a first row: in a cycle of required references nothing could ever
 * be created. Calls back with each reference that was changed.
 */
export function breakRequiredCycles(
  entities: PlannedEntity[],
  changed: (entity: PlannedEntity, field: PlannedEntity['fields'][number]) => void,
): void {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const requiredTargets = (entity: PlannedEntity) =>
    entity.fields.flatMap((field) => (refers(field) && field.required && field.to ? [field.to] : []));
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean => {
    if (from === goal) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    const entity = byName.get(from);
    return entity !== undefined && requiredTargets(entity).some((target) => reaches(target, goal, seen));
  };
  for (const entity of entities) {
    for (const field of entity.fields) {
      if (!refers(field) || !field.required || !field.to || !reaches(field.to, entity.name)) continue;
      field.required = false;
      changed(entity, field);
    }
  }
}
