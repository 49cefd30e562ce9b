import { type EntitySpec, entitySchema, type FieldSpec } from '@appfactory/resources/appBuild';
import { shortLabel } from '../messages.ts';
import { camelCase, singularOf } from '../words.ts';
import { BUILT, NOT_BUILT } from './capabilities.ts';
import { ATTRIBUTES, KINDS, NOUNS, type Noun } from './lexicon.ts';

/** What a prompt says, as far as a small lexicon understands it. */
export interface PromptReading {
  entities: EntitySpec[];
  assumptions: string[];
  notBuilt: string[];
}

const NOUN_OF = new Map<string, Noun>(
  NOUNS.flatMap((noun) => [noun.entity.toLowerCase(), ...(noun.synonyms ?? [])].map((word) => [word, noun] as const)),
);
const MOST_ENTITIES = 12;
const MOST_WORDS = 4_000;

/** The words of a text, singular and in lower case. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z][a-z-]*/g) ?? []).map((word) => singularOf(word));
}

/** Phrases of one to three words that a table knows, with their places, longest first. */
function* phrases<T>(words: string[], table: { get(phrase: string): T | undefined }): Generator<[T, number, string]> {
  for (let at = 0; at < words.length; at++) {
    for (let length = 3; length > 0; length--) {
      const phrase = words.slice(at, at + length).join(' ');
      const found = table.get(phrase);
      if (found === undefined) continue;
      yield [found, at, phrase];
      at += length - 1;
      break;
    }
  }
}

function parseField(text: string): Partial<FieldSpec> & { name: string } {
  const [, name = '', type = 'string', marks = '', values] = /^(\w+):(\w+)(!{0,2})(?:\((.*)\))?$/.exec(text) ?? [];
  return {
    name,
    type: type as FieldSpec['type'],
    required: marks !== '',
    unique: marks === '!!',
    ...(values === undefined ? {} : { values: values.split('|') }),
  };
}

function entityOf(noun: Noun, names: Set<string>, attributes: Set<string>): EntitySpec {
  const fields = new Map<string, object>();
  // Choices hold blanks: a blank parts two fields only outside of parentheses.
  for (const part of noun.fields.match(/[^\s(]+(\([^)]*\))?/g) ?? []) {
    if (!part.startsWith('>')) {
      const field = parseField(part);
      fields.set(field.name, field);
    } else if (names.has(part.slice(1)) && part.slice(1) !== noun.entity) {
      const name = camelCase(part.slice(1));
      fields.set(name, { name, type: 'reference', to: part.slice(1) });
    }
  }
  for (const attribute of attributes) {
    const field = parseField(attribute);
    if (!fields.has(field.name)) fields.set(field.name, field);
  }
  // "author" is a text unless the app keeps authors.
  return entitySchema.parse({ name: noun.entity, fields: [...fields.values()] });
}

/** Each sentence that asks for what no part of the plan serves, and what in it is not built. */
export function findNotBuilt(prompt: string, known: string[]): string[] {
  const names = new Set(known.flatMap(wordsOf));
  const found = new Set<string>();
  const sentences = prompt.split(/[.!?;\n]+|,\s+(?:and|with)\s+/).slice(0, 400);
  for (const sentence of sentences.map((text) => text.trim().replace(/\s+/g, ' '))) {
    const quoted = shortLabel(sentence, 160);
    const missing = NOT_BUILT.filter(([pattern]) => pattern.test(sentence)).map(([, what]) => what);
    // "Keep invoices as documents" names a thing of the app: the words of its own entities are served.
    for (const what of missing) found.add(`“${quoted}”: ${what} is not part of this version.`);
    if (missing.length > 0 || wordsOf(sentence).length < 2) continue;
    const understood =
      BUILT.test(sentence) || wordsOf(sentence).some((word) => names.has(word) || NOUN_OF.has(word) || word in KINDS);
    if (!understood) found.add(`“${quoted}”: nothing in the plan serves this.`);
  }
  return [...found].slice(0, 30);
}

/** Entities from a prompt alone. Understands nouns of its lexicon and values named after "with"; says what it assumed. */
export function readPrompt(prompt: string): PromptReading {
  const words = wordsOf(prompt).slice(0, MOST_WORDS);
  const attributesOf = new Map<Noun, Set<string>>();
  const nouns = new Set<Noun>();
  const assumptions: string[] = [];
  const attributeTable = new Map(Object.entries(ATTRIBUTES));
  const places = [...phrases(words, NOUN_OF)];
  const attributePlaces = [...phrases(words, attributeTable)];
  const withAt = words.flatMap((word, at) => (word === 'with' || word === 'has' || word === 'have' ? [at] : []));

  const isAttribute = (at: number, phrase: string) =>
    attributeTable.has(phrase) && withAt.some((place) => place < at && at - place < 12) && nouns.size > 0;
  for (const [noun, at, phrase] of places) {
    if (!isAttribute(at, phrase) && nouns.size < MOST_ENTITIES) nouns.add(noun);
  }
  for (const [field, at] of attributePlaces) {
    const owner = places.filter(([noun, place]) => place < at && nouns.has(noun)).at(-1)?.[0];
    if (!owner || !withAt.some((place) => place < at && at - place < 12)) continue;
    attributesOf.set(owner, (attributesOf.get(owner) ?? new Set()).add(field));
  }
  if (nouns.size === 0) {
    const kind = words.find((word) => Object.hasOwn(KINDS, word));
    for (const name of (kind && KINDS[kind]) || []) {
      const noun = NOUN_OF.get(name.toLowerCase());
      if (noun) nouns.add(noun);
    }
    if (kind && nouns.size > 0) {
      assumptions.push(
        `The prompt names no things to keep; a ${kind} usually keeps ${[...nouns].map((noun) => noun.entity).join(', ')}.`,
      );
    }
  }
  if (nouns.size === 0) {
    const item = NOUN_OF.get('item');
    if (item) nouns.add(item);
    assumptions.push(
      'Nothing in the prompt was understood as a thing to keep: the app is a list of items. State entities to say what it keeps.',
    );
  }
  const names = new Set([...nouns].map((noun) => noun.entity));
  const entities = [...nouns].map((noun) => entityOf(noun, names, attributesOf.get(noun) ?? new Set()));
  for (const entity of entities) {
    assumptions.push(`${entity.name} has ${entity.fields.map((field) => field.name).join(', ')}.`);
  }
  return { entities, assumptions, notBuilt: findNotBuilt(prompt, [...names]) };
}
