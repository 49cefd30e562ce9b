import { camelCase } from '../words.ts';
import type { FoundEntity } from './discovery.ts';
import type { EntityMention } from './permissions.ts';
import type { Reading } from './reading.ts';
import type { RoleMention } from './roles.ts';
import { inOrder, movesOf, statesInPrompt, stepName } from './states.ts';

/** States that the prompt lists, and who moves rows on, put into the entities. */
export function applyStates(
  reading: Reading,
  { entities, roles, places }: { entities: FoundEntity[]; roles: RoleMention[]; places: EntityMention[] },
): void {
  const byName = new Map(
    entities.filter((entity) => entity.source.from !== 'spec').map((entity) => [entity.name, entity]),
  );
  for (const { entity: name, values, field, source, confidence } of statesInPrompt(reading, places)) {
    const entity = byName.get(name);
    if (!entity) continue;
    const at = entity.fields.findIndex((one) => one.name === (entity.states?.field ?? field) || one.name === field);
    const known = entity.fields[at];
    const stated = {
      name: known?.name ?? camelCase(field),
      ...(known?.label ? { label: known.label } : {}),
      type: 'enum' as const,
      required: true,
      unique: false,
      values,
      source,
      confidence,
    };
    if (at >= 0) entity.fields[at] = stated;
    else entity.fields.push(stated);
    entity.states = { ...inOrder(stated.name, values), source, confidence };
  }
  for (const entity of byName.values()) statesFromField(entity);
  for (const { entity: name, to, role } of movesOf(reading, roles, places)) {
    const { states } = byName.get(name) ?? {};
    const transition = states?.transitions.find(
      (one) => one.to.toLowerCase() === to.toLowerCase() || one.name === stepName(to),
    );
    if (transition) transition.roles = [...new Set([...(transition.roles ?? []), role])];
  }
}

/** A status whose choices the prompt lists ("status (open, done)") has steps in their order. */
function statesFromField(entity: FoundEntity): void {
  const field = entity.fields.find(
    (one) => one.type === 'enum' && /^(status|stage|state|phase)$/.test(one.name) && one.source.from === 'prompt',
  );
  if (!field?.values || entity.states?.source.from === 'prompt') return;
  const known = entity.states;
  const same =
    known &&
    known.field === field.name &&
    known.transitions.every(({ from, to }) => [...from, to].every((state) => field.values?.includes(state)));
  if (same) return;
  entity.states = { ...inOrder(field.name, field.values), source: field.source, confidence: field.confidence };
}
