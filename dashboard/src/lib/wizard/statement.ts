import type { SpecInput } from '#lib/api/queries/plan.ts';
import { capital, type EntityDraft, type RoleDraft, withoutEntity } from './entities.ts';

/** What is stated of an app so far. Left out: as it is found in the prompt. */
export interface Statement {
  prompt: string;
  title?: string;
  name?: string;
  /** Where it is built: the namespace of a tenant. */
  namespace?: string;
  kinds?: NonNullable<SpecInput['kinds']>;
  entities?: EntityDraft[];
  roles?: RoleDraft[];
  /** Names of entities that the words have, and that were left out. */
  omit?: string[];
  /** What is built first; see order.ts. */
  order?: string[];
  /** What a manifest or a document states beside: it is kept as it is. */
  rest?: Partial<SpecInput>;
  step: 'describe' | 'plan';
}

export const EMPTY: Statement = { prompt: '', step: 'describe' };

export interface Things {
  entities: EntityDraft[];
  roles: RoleDraft[];
}

export function specOf({ prompt, title, kinds, entities, roles, omit, order, rest }: Statement): SpecInput {
  return { ...rest, prompt: prompt || undefined, title: title || undefined, kinds, entities, roles, omit, order };
}

/** A statement that a spec makes, ready to be looked through. */
export function statementOf(spec: Partial<SpecInput>, name?: string): Statement {
  const { prompt, title, kinds, entities, roles, omit, order, ...rest } = spec;
  return {
    prompt: prompt ?? '',
    title: title ?? undefined,
    name,
    kinds: kinds ?? undefined,
    entities: entities ?? undefined,
    roles: roles ?? undefined,
    omit: omit ?? undefined,
    order: order ?? undefined,
    rest,
    step: 'plan',
  };
}

/** What there is now: what is stated, and what the plan has beside it. */
export function thingsOf({ entities, roles, omit }: Statement, planned: Things): Things {
  if (!entities) return { entities: planned.entities, roles: roles ?? planned.roles };
  const known = new Set([...entities.map(({ name }) => capital(name)), ...(omit ?? []).map(capital)]);
  return {
    entities: [...entities, ...planned.entities.filter(({ name }) => !known.has(name))],
    roles: roles ?? planned.roles,
  };
}

/** The statement with other things than there are now: what went stays out, whatever the words say. */
export function withThings(statement: Statement, now: Things, next: Things): Statement {
  const kept = new Set(next.entities.map(({ name }) => name));
  const gone = [...(statement.omit ?? []), ...now.entities.map(({ name }) => name)].filter((name) => !kept.has(name));
  const order = statement.order?.filter((name) => !gone.includes(name));
  return { ...statement, ...next, order, omit: gone.length > 0 ? [...new Set(gone)] : undefined };
}

/** One thing as it is to be; links and the order follow its name. */
export function withEntity(statement: Statement, now: Things, index: number, entity: EntityDraft): Statement {
  const before = now.entities[index]?.name;
  const isRenamed = before !== undefined && before !== entity.name;
  const follows = (one: EntityDraft): EntityDraft =>
    isRenamed
      ? { ...one, fields: one.fields.map((field) => (field.to === before ? { ...field, to: entity.name } : field)) }
      : one;
  const entities = now.entities.map((one, at) => follows(at === index ? entity : one));
  const order = statement.order?.map((name) => (name === before ? entity.name : name));
  return withThings({ ...statement, order }, now, { ...now, entities });
}

/** Without a feature: the things that it brings, or the side of the app that it is. */
export function withoutFeature(
  statement: Statement,
  now: Things,
  { id, entities }: { id: string; entities: readonly string[] },
  kinds: Statement['kinds'] = [],
): Statement {
  const order = statement.order?.filter((name) => name !== id);
  if (entities.length > 0)
    return withThings(statement, now, {
      ...now,
      entities: entities.reduce<EntityDraft[]>(withoutEntity, now.entities),
    });
  const left = kinds.filter((kind) => kind !== id);
  return { ...statement, order, kinds: left.length > 0 ? left : ['app'] };
}
