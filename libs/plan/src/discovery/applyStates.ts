import { camelCase, singularOf } from '../words.ts';
import type { FoundEntity } from './discovery.ts';
import type { EntityMention } from './permissions.ts';
import { type Reading, spanOf } from './reading.ts';
import type { RoleMention } from './roles.ts';
import { inOrder, inSteps, movesOf, statesInPrompt, stepName } from './states.ts';
import { endOfTold, isDenied } from './told.ts';

/** States that the prompt lists, and who moves rows on, put into the entities. */
export function applyStates(
  reading: Reading,
  { entities, roles, places }: { entities: FoundEntity[]; roles: RoleMention[]; places: EntityMention[] },
): void {
  const byName = new Map(
    entities.filter((entity) => entity.source.from !== 'spec').map((entity) => [entity.name, entity]),
  );
  for (const { entity: name, values, field, steps, aside, by, source, confidence } of statesInPrompt(reading, places)) {
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
    const order = steps ? inSteps(stated.name, steps, aside) : inOrder(stated.name, values);
    entity.states = { ...order, source, confidence };
    for (const { state, from, to } of by ?? []) {
      const role =
        roles.find((mention) => from <= mention.from && mention.to <= to)?.role ?? namedRole(reading, roles, from, to);
      const step = entity.states.transitions.find((one) => one.to === state);
      if (role !== undefined && step) step.roles = [...new Set([...(step.roles ?? []), role])];
    }
  }
  for (const entity of byName.values()) statesFromField(entity);
  for (const { entity, state, role } of leadingOf(reading, roles, [...byName.values()])) {
    for (const step of entity.states?.transitions ?? [])
      if (step.to === state) step.roles = [...new Set([...(step.roles ?? []), role])];
  }
  const moves = movesOf(reading, roles, places);
  for (const entity of byName.values()) decided(reading, entity, moves, entities);
  for (const { entity: name, to, role } of moves) {
    const { states } = byName.get(name) ?? {};
    const isMeant = (one: { to: string; name: string }) =>
      one.to.toLowerCase() === to.toLowerCase() || one.name === stepName(to) || one.to === GERMAN[to];
    const transition =
      states?.transitions.find(isMeant) ??
      // "A teacher approves articles before they are published".
      (to === 'Approved' ? states?.transitions.find((one) => one.to === 'Published') : undefined);
    if (transition) transition.roles = [...new Set([...(transition.roles ?? []), role])];
  }
}

const YES = /^(Approved|Accepted|Confirmed)$/;
const NO = /^(Rejected|Declined)$/;
/** What these states are called in German. */
const GERMAN: Record<string, string> = {
  Submitted: 'Eingereicht',
  Approved: 'Genehmigt',
  Accepted: 'Angenommen',
  Confirmed: 'Bestätigt',
  Rejected: 'Abgelehnt',
  Declined: 'Abgelehnt',
};

/** "The director accepts or rejects a film": what somebody decides on is handed in first, whatever states such rows have elsewhere. */
function decided(reading: Reading, entity: FoundEntity, moves: ReturnType<typeof movesOf>, all: FoundEntity[]): void {
  const own = moves.filter((move) => move.entity === entity.name);
  const yes = own.find(({ to }) => YES.test(to));
  const no = own.find(({ to }) => NO.test(to));
  if (!yes || !no || entity.states?.source.from === 'prompt') return;
  // "Guests reserve a table, staff confirm": what has that state already is meant.
  if (all.some(({ states }) => states?.transitions.some(({ to }) => to === yes.to))) return;
  const values = ['Submitted', yes.to, no.to].map((value) =>
    reading.language === 'de' ? (GERMAN[value] ?? value) : value,
  );
  const [first = '', ...ends] = values;
  const source = spanOf(reading, Math.min(yes.at, no.at), Math.max(yes.at, no.at) + 1);
  const name = entity.states?.field ?? 'status';
  const label = entity.fields.find((field) => field.name === name)?.label;
  const field = {
    name,
    ...(label ? { label } : {}),
    type: 'enum' as const,
    required: true,
    unique: false,
    values,
    source,
    confidence: 0.8,
  };
  entity.fields = [...entity.fields.filter((one) => one.name !== name), field];
  entity.states = { ...inSteps(name, [[first], ends]), source, confidence: 0.8 };
}

/** Somebody whom brackets name by the word that stands for a role elsewhere: "Fixed (subcontractor says so)". */
function namedRole({ tokens }: Reading, roles: RoleMention[], from: number, to: number): string | undefined {
  const said = ` ${tokens
    .slice(from, to)
    .map(({ lower }) => singularOf(lower))
    .join(' ')} `;
  return roles.find(({ label }) => said.includes(` ${label.toLowerCase()} `))?.role;
}

/** "Sets to Repaired", "marks orders as shipped": the verb, and what the state stands behind. */
const SETS = /^(sets?|marks?|moves?|puts?|changes?|switch|switches|setzt|setzen|markiert|markieren|stellt|stellen)$/;
const TO_STATE = /^(to|as|auf|als)$/;
/** Most words between them. */
const MOST_BETWEEN = 4;

/** Who leads rows to a state by its name: "volunteers set damages to Repaired". */
function leadingOf(
  reading: Reading,
  roles: RoleMention[],
  entities: FoundEntity[],
): { entity: FoundEntity; state: string; role: string }[] {
  const { tokens } = reading;
  return roles.flatMap(({ role, from, to }) => {
    const end = endOfTold(reading, from, (at) => roles.some((other) => other.from === at && other.from > from));
    const next = roles.find((other) => other.from >= to)?.from ?? end;
    return tokens.slice(to, Math.min(end, next)).flatMap((token, step) => {
      const at = to + step;
      const behind = tokens.slice(at + 1, at + 2 + MOST_BETWEEN).findIndex(({ lower }) => TO_STATE.test(lower));
      if (!SETS.test(token.lower) || behind < 0 || isDenied(tokens, at)) return [];
      const first = at + behind + 2;
      const said = tokens.slice(first, first + 3).map(({ lower }) => lower);
      return entities.flatMap((entity) => {
        const values = entity.fields.find(({ name }) => name === entity.states?.field)?.values ?? [];
        const state = values.find((value) => {
          const words = value.toLowerCase().split(' ');
          return words.every((word, index) => said[index] === word);
        });
        return state === undefined ? [] : [{ entity, state, role }];
      });
    });
  });
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
