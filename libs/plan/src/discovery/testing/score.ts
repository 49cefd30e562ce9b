import { kebabCase } from '../../words.ts';
import type { Discovery } from '../discovery.ts';
import type { Expected } from './prompts.ts';

/** Hits, misses and what was found beside. */
export interface Score {
  hit: number;
  missed: string[];
  extra: string[];
}

const lower = (text: string) => text.toLowerCase();
const list = (text: string | undefined) => (text ?? '').split(/\s+/).filter(Boolean);

/** Compares names; every expected one is met by one found, "?" may be there or not. */
function compare(expected: string | undefined, found: string[]): Score {
  const left = new Set(found.map(lower));
  const missed: string[] = [];
  let hit = 0;
  for (const wanted of list(expected)) {
    const optional = wanted.includes('?');
    const names = wanted.replaceAll('?', '').split('|').map(lower);
    const met = names.find((name) => left.has(name));
    if (met !== undefined) {
      left.delete(met);
      if (!optional) hit++;
    } else if (!optional) missed.push(wanted);
  }
  return { hit, missed, extra: [...left] };
}

export interface Scores {
  entities: Score;
  roles: Score;
  relations: Score;
  fields: Score;
  kind: boolean;
}

export function scoreOf(expected: Expected, discovery: Discovery): Scores {
  const named = new Map(
    discovery.entities.map((entity) => [entity.name, [entity.name, entity.noun ?? entity.name].map(lower)]),
  );
  const entityNames = (name: string) => named.get(name) ?? [lower(name)];
  // A synonym that the prompt uses and the noun that it was taken for are as good as each other.
  const entities = compare(
    expected.entities,
    discovery.entities.map((entity) => {
      const names = entityNames(entity.name);
      const wanted = list(expected.entities)
        .flatMap((one) => one.replaceAll('?', '').split('|'))
        .map(lower);
      return names.find((name) => wanted.includes(name)) ?? entity.name;
    }),
  );
  const relations = discovery.relations.flatMap(({ from, to }) =>
    entityNames(from).flatMap((one) => entityNames(to).map((other) => `${one}>${other}`)),
  );
  const fields = discovery.entities.flatMap((entity) =>
    entityNames(entity.name).flatMap((name) =>
      entity.fields.map((field) => `${name}.${lower(field.name)}:${field.type}`),
    ),
  );
  return {
    entities,
    roles: compare(
      expected.roles,
      discovery.roles.map(({ name, label }) =>
        list(expected.roles).some((one) => one.includes(name)) ? name : kebabCase(label) || name,
      ),
    ),
    relations: { ...compare(expected.relations, relations), extra: [] },
    fields: { ...compare(expected.fields, fields), extra: [] },
    kind: expected.kind === undefined || discovery.kinds[0]?.kind === expected.kind,
  };
}

/** Recall and precision over many scores, 0 to 1. */
export function totalOf(scores: Score[]): { recall: number; precision: number } {
  const sum = (count: (score: Score) => number) => scores.reduce((total, score) => total + count(score), 0);
  const hits = sum(({ hit }) => hit);
  return {
    recall: hits / Math.max(1, hits + sum(({ missed }) => missed.length)),
    precision: hits / Math.max(1, hits + sum(({ extra }) => extra.length)),
  };
}
