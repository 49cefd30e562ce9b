import { lockedField, stepsOf } from '@appfactory/plan/access';
import type { PlannedEntity } from '@appfactory/plan/plan';
import { textLiteral } from './convert.ts';
import { quote } from './sql.ts';

/**
 * Takes rows out of states that the plan no longer has, where steps alone change the state: no step would lead out of such a
 * state, and no form. Undefined where no row can be in one.
 */
export function leaveLostStates(
  entity: PlannedEntity,
  before: PlannedEntity | undefined,
): { statements: string[]; notes: string[] } | undefined {
  const field = entity.fields.find(({ name }) => name === lockedField(entity));
  const initial = stepsOf(entity)?.initial;
  const values = field?.values ?? [];
  if (!field || initial === undefined || values.length === 0) return undefined;
  const old = before?.fields.find(({ column }) => column === field.column);
  const lost = (old?.values ?? []).filter((value) => !values.includes(value));
  // Before its steps a field could hold what an even earlier plan had as a value.
  const wasLocked = before !== undefined && old !== undefined && lockedField(before) === old.name;
  if (lost.length === 0 && wasLocked) return undefined;
  const column = quote(field.column);
  const note =
    `“${field.label}” of ${entity.table} is no longer ${lost.map((value) => `“${value}”`).join(' or ')}: rows that were are ` +
    `“${initial}” now, since no step would lead them on.`;
  return {
    statements: [
      `UPDATE ${quote(entity.table)} SET ${column} = ${textLiteral(initial)} WHERE ${column} NOT IN (${values.map(textLiteral).join(', ')});`,
    ],
    notes: lost.length > 0 ? [note] : [],
  };
}
