import type { AppKind, EntitySpec, RoleSpec } from '@appfactory/resources/appBuild';
import { NOUN_BY_ENGLISH, NOUN_BY_GERMAN, NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { singularPhrase } from '../lexicon/parseNouns.ts';
import { sentenceCase, words } from '../words.ts';
import type { FoundEntity } from './discovery.ts';

/** Parts of the spec that are stated, and that no words of the prompt change. */
export interface Pinned {
  entities?: EntitySpec[];
  roles?: RoleSpec[];
  kinds?: AppKind[];
  /** Names of entities that are not to be kept, whatever the prompt says. */
  omit?: string[];
}

/** A stated entity further on needs no words, but what the prompt says of it counts. */
const SURE_BESIDE_PINNED = 0.6;

/** Stated entities first, then those of the prompt that are not among them. */
export function mergePinned(named: FoundEntity[], pinned: EntitySpec[]): FoundEntity[] {
  if (pinned.length === 0) return named;
  const stated = pinned.map((entity, at): FoundEntity => {
    const source = { from: 'spec' as const, path: `spec.entities[${at}]` };
    const { states, permissions, views, fields, ...names } = entity;
    return {
      name: names.name,
      label: names.label ?? sentenceCase(names.name),
      plural: names.plural,
      noun: nounNamed(names.name) ?? nounNamed(names.label ?? ''),
      fields: fields.map((field) => ({ ...field, source, confidence: 1 })),
      ...(states ? { states: { ...states, source, confidence: 1 } } : {}),
      views: views ?? [],
      source,
      confidence: 1,
    };
  });
  const isStated = (entity: FoundEntity) =>
    stated.some(
      (one) =>
        one.name.toLowerCase() === entity.name.toLowerCase() || (one.noun !== undefined && one.noun === entity.noun),
    );
  return [
    ...stated,
    ...named.filter(
      (entity) => !isStated(entity) && entity.confidence >= SURE_BESIDE_PINNED && entity.noun !== undefined,
    ),
  ];
}

/** Whether a key of mentions means an entity. */
export const isOf = ({ noun, name }: FoundEntity, key: string) =>
  noun === key || `?${name.toLowerCase()}` === key.replaceAll(' ', '');

/** Takes entities of these names out, and the fields that refer to them. */
export function takeOut(entities: FoundEntity[], names: ReadonlySet<string>): void {
  const left = entities.filter(({ name }) => !names.has(name));
  if (left.length === entities.length) return;
  entities.splice(0, entities.length, ...left);
  for (const entity of entities) entity.fields = entity.fields.filter(({ to }) => to === undefined || !names.has(to));
}

function nounNamed(name: string): string | undefined {
  const phrase = words(name).join(' ').toLowerCase();
  return (
    NOUN_BY_NAME.get(name) ??
    NOUN_BY_ENGLISH.get(phrase) ??
    NOUN_BY_ENGLISH.get(singularPhrase(phrase)) ??
    NOUN_BY_GERMAN.get(name.toLowerCase())
  )?.name;
}
