import type { Discovery, FoundEntity } from '@appfactory/plan/discovery/discovery';
import { NOUN_BY_NAME } from '@appfactory/plan/lexicon/lexicon';
import type { PlannedEntity } from '@appfactory/plan/plan';
import { words } from '@appfactory/plan/words';
import pluralize from 'pluralize';
import type { Exam } from './exam.ts';
import { closest } from './visit/meaning.ts';

/** What was expected and found, expected and missed, and found beside. */
export interface Count {
  hit: number;
  missed: string[];
  extra: string[];
}

export interface SpecScore {
  id: string;
  kind: boolean;
  entities: Count;
  fields: Count;
  relations: Count;
  roles: Count;
}

/** Words that only say what kind of thing a name is. */
const EMPTY = new Set(['the', 'a', 'of', 'der', 'die', 'das']);

/** One spelling of a name: lower case, singular, no umlauts, no blanks. */
function plain(name: string): string {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
  return words(folded)
    .map((word) => pluralize.singular(word.toLowerCase()))
    .filter((word) => !EMPTY.has(word))
    .join('');
}

/** All names that an entity goes by: its own, its label's, and those of the noun that it was taken for. */
function namesOf({ name, label, plural, noun }: FoundEntity): string[] {
  const known = noun === undefined ? undefined : NOUN_BY_NAME.get(noun);
  return [name, label, plural ?? name, ...(known ? [known.name, ...known.english, ...known.german] : [])].map(plain);
}

/** Whether one name is the other, or its last part: "staff member" is a member. */
const same = (one: string, other: string) =>
  one === other || (Math.min(one.length, other.length) >= 4 && (one.endsWith(other) || other.endsWith(one)));

/** Roles that every app has, and that the exam names nowhere. */
const EVERYWHERE = /^(user|visitor|nutzer|besucher)$/;

/** Whether the domain or the kind of the app brings it, and no words of the prompt name it: the posts of a "blog". */
function isBroughtAlong({ source }: FoundEntity, { kinds }: Discovery): boolean {
  if (source.from !== 'prompt') return true;
  return kinds.some((kind) => kind.source.from === 'prompt' && kind.source.start === source.start);
}

/**
 * Compares what a discovery holds with what an analyst reads out of the prompt. Fields count where their entity was found,
 * and are compared by meaning, as the browser checks do. Somebody whom the exam has as a role and at an end of a relation may
 * be an entity as well; where it is none, the rows that are somebody's own show the relation.
 * @param planned what the plan keeps: what a shop or a blog brings along holds things together as well
 */
export function specScore(exam: Exam, discovery: Discovery, planned: readonly PlannedEntity[] = []): SpecScore {
  const { expect } = exam;
  const free = new Set(discovery.entities);
  const met = new Map<string, FoundEntity>();
  for (const wanted of expect.entities) {
    const names = [wanted.name, ...wanted.aka].map(plain);
    const candidates = [...free];
    const found =
      candidates.find((entity) => namesOf(entity).some((name) => names.includes(name))) ??
      candidates.find((entity) => namesOf(entity).some((name) => names.some((other) => same(name, other))));
    if (!found) continue;
    free.delete(found);
    for (const name of [wanted.name, ...wanted.aka]) met.set(plain(name), found);
  }
  const missed = expect.entities.filter(({ name }) => !met.has(plain(name))).map(({ name }) => name);
  const ends = new Set(expect.relations.flatMap(({ from, to }) => [plain(from), plain(to)]));
  const named = [...free]
    .filter((entity) => !isBroughtAlong(entity, discovery) && !namesOf(entity).some((name) => ends.has(name)))
    .map(({ label }) => label);
  const fields: Count = { hit: 0, missed: [], extra: [] };
  for (const wanted of expect.entities) {
    const entity = met.get(plain(wanted.name));
    for (const field of entity ? wanted.fields : []) {
      const isThere = entity && closest([field.name], entity.fields, ({ name, label }) => label ?? name);
      if (isThere) fields.hit++;
      else fields.missed.push(`${wanted.name}.${field.name}`);
    }
  }
  const entityOf = (name: string) =>
    met.get(plain(name)) ?? discovery.entities.find((entity) => namesOf(entity).includes(plain(name)));
  const isOwn = (role: string, of: FoundEntity | undefined) =>
    of !== undefined &&
    discovery.roles.some(
      ({ name, label }) =>
        [name, label].some((one) => same(plain(one), plain(role))) &&
        discovery.permissions.some((may) => may.role === name && may.entity === of.name && may.scope === 'own'),
    );
  const refers = (name: string, to: string) =>
    planned.some((entity) => entity.name === name && entity.fields.some((field) => field.to === to));
  const hangTogether = (name: string, to: string) =>
    discovery.relations.some((found) => found.from === name && found.to === to) ||
    refers(name, to) ||
    // An order has products by its lines.
    planned.some((line) => line.name.endsWith('Line') && refers(line.name, name) && refers(line.name, to));
  const relations: Count = { hit: 0, missed: [], extra: [] };
  for (const { from, to } of expect.relations) {
    const [one, other] = [entityOf(from), entityOf(to)];
    const isThere =
      (one && other && (hangTogether(one.name, other.name) || hangTogether(other.name, one.name))) ??
      (isOwn(from, other) || isOwn(to, one));
    if (isThere) relations.hit++;
    else relations.missed.push(`${from} > ${to}`);
  }
  const roleNames = discovery.roles.map(({ name, label, noun }) => [name, label, noun ?? name].map(plain));
  const roleMet = expect.roles.filter((role) =>
    roleNames.some((names) => names.some((name) => same(name, plain(role)))),
  );
  return {
    id: exam.id,
    kind: discovery.kinds.some(({ kind }) => kind === exam.kinds[0]),
    entities: { hit: expect.entities.length - missed.length, missed, extra: named },
    fields,
    relations,
    roles: {
      hit: roleMet.length,
      missed: expect.roles.filter((role) => !roleMet.includes(role)),
      extra: discovery.roles
        .filter(({ source }) => source.from !== 'archetype')
        .map(({ label }) => label)
        .filter(
          (label) => !EVERYWHERE.test(plain(label)) && !expect.roles.some((role) => same(plain(label), plain(role))),
        ),
    },
  };
}

/** Recall and precision of many counts, 0 to 1. */
export function rates(counts: Count[]): { recall: number; precision: number } {
  const sum = (of: (count: Count) => number) => counts.reduce((total, count) => total + of(count), 0);
  const hits = sum(({ hit }) => hit);
  return {
    recall: hits / Math.max(1, hits + sum(({ missed }) => missed.length)),
    precision: hits / Math.max(1, hits + sum(({ extra }) => extra.length)),
  };
}
