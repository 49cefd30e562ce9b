import { RESERVED_ENTITIES, RESERVED_FIELDS, type View } from '@appfactory/resources/appBuild';
import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { LexiconField, Noun } from '../lexicon/nounTypes.ts';
import { namingField } from '../naming.ts';
import { camelCase, pluralOf } from '../words.ts';
import type { Attribute } from './attributes.ts';
import { type Candidate, THRESHOLD } from './candidate.ts';
import type { FoundEntity, FoundField } from './discovery.ts';
import { round } from './domain.ts';
import { labelsOf, namesOf } from './labels.ts';
import { type Reading, sentenceAt, spanOf } from './reading.ts';
import { statesOf } from './states.ts';
import type { Language } from './text/language.ts';
import { labelOf, nameOf } from './values/names.ts';

const MOST_ENTITIES = 14;

/** Where so many things are said plainly to be kept, one that nobody knows, named once and in passing, needs more. */
const STRONG = 0.9;
const ENOUGH_STRONG = 2;
const FOR_ONE = 0.56;

/** Nouns that one prompt uses for one thing: who books appointments has bookings. */
export const FAMILIES = [
  ['Appointment', 'Reservation', 'ClassBooking', 'Booking'],
  ['BookLoan', 'EquipmentLoan', 'Rental', 'Loan'],
  ['Review', 'Rating'],
  ['PreOrder', 'Order'],
  ['Registration', 'Rsvp'],
];

/** Lets the first, most telling word of a family stand for the others. */
function joinFamily(groups: Map<string, Candidate[]>, family: string[]): void {
  const present = family.filter((key) => scoreOf(groups.get(key) ?? []) >= THRESHOLD);
  const [first, ...others] = present;
  if (first === undefined) return;
  const kept = groups.get(first) ?? [];
  for (const key of others) {
    const joined = groups.get(key) ?? [];
    groups.delete(key);
    // Their places and values count for the one that stays.
    groups.set(first, [...(groups.get(first) ?? []), ...joined]);
    for (const candidate of joined) {
      candidate.key = first;
      candidate.noun = kept[0]?.noun;
    }
  }
}

/** Candidates of one key, the best first. Changes the keys of candidates that another word stands for. */
export function acceptedOf(candidates: Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) groups.set(candidate.key, [...(groups.get(candidate.key) ?? []), candidate]);
  for (const family of FAMILIES) joinFamily(groups, family);
  const strong = [...groups.values()].filter((group) => scoreOf(group) >= STRONG).length;
  const accepted = [...groups.values()].filter(
    (group) => scoreOf(group) >= (isInPassing(group) && strong >= ENOUGH_STRONG ? FOR_ONE : THRESHOLD),
  );
  const best = accepted.toSorted((a, b) => scoreOf(b) - scoreOf(a)).slice(0, MOST_ENTITIES);
  return best.toSorted((a, b) => (a[0]?.from ?? 0) - (b[0]?.from ?? 0));
}

const isInPassing = (group: Candidate[]): boolean => group.length === 1 && group[0]?.noun === undefined;

/** The best mention decides; that a thing is named again and again adds to it. */
export function scoreOf(group: Candidate[]): number {
  if (group.length === 0) return 0;
  const best = Math.max(...group.map((candidate) => candidate.score));
  const mentions = group.filter((candidate) => candidate.evidence.every(({ weight }) => weight > -0.5)).length;
  return best + Math.min(0.16, 0.08 * Math.max(0, mentions - 1));
}

/** Entities that the prompt itself names. */
export function namedEntities(
  reading: Reading,
  candidates: Candidate[],
  attributes: Attribute[],
  defined: ReadonlySet<string> = new Set(),
): FoundEntity[] {
  const entities: FoundEntity[] = [];
  for (const group of acceptedOf(candidates)) {
    // The mention that says most clearly that it is kept also says what it is called.
    const [mention] = group
      .filter(
        (candidate, _at, all) =>
          all.length === 1 ||
          candidate.evidence.every(({ rule }) => rule !== 'made by a verb') ||
          all.every((one) => one.evidence.some(({ rule }) => rule === 'made by a verb')),
      )
      .toSorted((a, b) => b.score - a.score || a.from - b.from);
    if (!mention) continue;
    const said = new Set(group.map((candidate) => candidate.said));
    const isMade = mention.evidence.some(({ rule }) => rule === 'made by a verb');
    const text = reading.tokens
      .slice(mention.from, mention.to)
      .map((token) => token.text)
      .join(' ');
    const names =
      isMade && mention.noun
        ? { name: mention.noun.name, ...labelsOf(mention.noun, reading.language) }
        : namesOf(mention, reading.language, mention.corrected ?? text);
    if (!names || entities.some((entity) => entity.name.toLowerCase() === names.name.toLowerCase())) continue;
    const isDefined = group.some((candidate) => defined.has(candidate.said));
    const stated = attributes.flatMap((attribute) => {
      if (!said.has(attribute.owner)) return [];
      // What refers to another thing keeps its place among the values until it is known what it refers to.
      return attribute.field ?? (isDefined && attribute.thing !== undefined ? (placeOf(reading, attribute) ?? []) : []);
    });
    const fields = isDefined
      ? definedFields(mention.noun, stated, reading.language)
      : fieldsOf(mention.noun, stated, reading.language);
    const hasStates = fields.some(({ name }) => name === mention.noun?.states?.field);
    entities.push({
      ...names,
      name: safeName(names.name),
      noun: mention.noun?.name,
      fields,
      views: viewsOf(mention.noun),
      ...(mention.noun?.states && hasStates ? { states: lexiconStates(mention.noun) } : {}),
      sentence: sentenceAt(reading, mention.from)?.text.replace(/\s+/g, ' '),
      source: spanOf(reading, mention.from, mention.to),
      confidence: round(Math.min(0.97, scoreOf(group))),
    });
  }
  return entities;
}

/** An entity that no words of the prompt name, as its noun has it. */
export function assumedEntity(
  noun: Noun,
  language: Language,
  source: FoundEntity['source'],
  confidence: number,
): FoundEntity {
  return {
    name: noun.name,
    ...labelsOf(noun, language),
    noun: noun.name,
    fields: fieldsOf(noun, [], language),
    views: viewsOf(noun),
    ...(noun.states ? { states: lexiconStates(noun) } : {}),
    source,
    confidence,
  };
}

function safeName(name: string): string {
  return RESERVED_ENTITIES.includes(name.toLowerCase()) ? `${name}Record`.slice(0, 40) : name;
}

function lexiconStates(noun: Noun): FoundEntity['states'] {
  const states = noun.states;
  return states && { ...statesOf(states), source: { from: 'lexicon', name: noun.name }, confidence: 0.5 };
}

function viewsOf(noun: Noun | undefined): View[] {
  const flags = noun?.flags ?? [];
  return ['table', ...flags.filter((flag) => flag === 'calendar' || flag === 'gallery' || flag === 'board')];
}

const fieldOf = (field: LexiconField, noun: Noun, language: Language): FoundField => ({
  name: field.name,
  ...(language === 'de' && field.german ? { label: field.german } : {}),
  type: field.type,
  required: field.required,
  unique: field.unique,
  ...(field.values ? { values: field.values } : {}),
  source: { from: 'lexicon', name: noun.name },
  confidence: 0.6,
});

/** So many stated values say what a row holds: of the lexicon's only the needed ones stay. */
const STATED_ALL = 3;

/** Fields of an entity: what the prompt states, filled up from the lexicon. References come later, with the relations. */
export function fieldsOf(noun: Noun | undefined, stated: FoundField[], language: Language): FoundField[] {
  const fields: FoundField[] = [];
  const add = (field: FoundField) => {
    const name = RESERVED_FIELDS.includes(field.name) ? `${field.name}Value` : field.name;
    const at = fields.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
    if (at < 0) fields.push({ ...field, name });
    else if (field.source.from === 'prompt') {
      const known = fields[at];
      if (known)
        fields[at] = {
          ...known,
          label: field.label ?? known.label,
          source: field.source,
          confidence: 0.95,
          ...(field.values && field.confidence > 0.8 && field.type === 'enum'
            ? { type: 'enum', values: field.values }
            : {}),
        };
    }
  };
  const own = (noun?.fields ?? []).filter((field) => field.to === undefined);
  const isStated = (field: LexiconField) =>
    stated.some((other) => other.name.toLowerCase() === field.name.toLowerCase());
  for (const field of own) {
    if (noun && (stated.length < STATED_ALL || field.required || isStated(field))) add(fieldOf(field, noun, language));
  }
  if (
    !noun &&
    !stated.some(({ name, type }) => type === 'string' && /(^name|Name|^title|^number|^subject)$/.test(name))
  ) {
    add({
      name: 'name',
      ...(language === 'de' ? { label: 'Name' } : {}),
      type: 'string',
      required: true,
      unique: false,
      source: { from: 'default', why: 'rows need something to be called by' },
      confidence: 0.5,
    });
  }
  for (const field of stated) add(field);
  if (!noun && stated.length === 0) {
    add({
      name: 'description',
      ...(language === 'de' ? { label: 'Beschreibung' } : {}),
      type: 'text',
      required: false,
      unique: false,
      source: { from: 'default', why: 'nothing is known of this thing' },
      confidence: 0.4,
    });
  }
  const states = noun?.states;
  if (states && !fields.some((field) => field.name === states.field)) {
    add({
      name: states.field,
      ...(language === 'de' ? { label: 'Status' } : {}),
      type: 'enum',
      required: true,
      unique: false,
      values: states.values,
      source: { from: 'lexicon', name: noun.name },
      confidence: 0.5,
    });
  }
  return fields.slice(0, 30);
}

/** A text in the place of a reference. */
function placeOf(reading: Reading, { thing = '', from, to }: Attribute): FoundField | undefined {
  const words = reading.tokens.slice(from, to).filter(({ kind }) => kind === 'word');
  const name = reading.language === 'de' && NOUN_BY_NAME.has(thing) ? camelCase(thing) : nameOf(words);
  if (name === undefined) return undefined;
  const source = spanOf(reading, from, to);
  return { name, label: labelOf(words), type: 'string', required: false, unique: false, source, confidence: 0.5 };
}

/** Fields of a thing that a line defines: those and no others, in their order. The lexicon knows of what kind they are. */
function definedFields(noun: Noun | undefined, stated: FoundField[], language: Language): FoundField[] {
  const all = fieldsOf(noun, stated, language);
  const fields = stated.flatMap(
    (field) => all.find(({ name }) => name.toLowerCase() === field.name.toLowerCase()) ?? [],
  );
  return [...new Set(fields)];
}

/** Rows need something to be called by: the value that tells them apart best is required. */
export function withName(fields: FoundField[]): FoundField[] {
  const naming = namingField(fields);
  if (!naming || naming.required) return fields;
  return fields.map((field) => (field === naming ? { ...field, required: true } : field));
}

/** A reference to one or many rows of another entity. It takes the place of a text of its name. */
export function addReference(
  entity: FoundEntity,
  field: { name?: string; type: 'reference' | 'references'; to: string; required?: boolean; unique?: boolean },
  found: Pick<FoundField, 'source' | 'confidence'>,
  label?: string,
): string {
  const name = field.name ?? camelCase(field.to);
  const reference: FoundField = {
    name,
    ...(label ? { label } : {}),
    type: field.type,
    to: field.to,
    required: field.required ?? false,
    unique: field.unique ?? false,
    ...found,
  };
  // "A list of pieces" was a text until it was known that pieces are kept.
  const many = pluralOf(name).toLowerCase();
  const isText = ({ type, name: other }: FoundField) =>
    (type === 'string' || type === 'text') && other.toLowerCase() === many;
  const at = entity.fields.findIndex((other) => other.name.toLowerCase() === name.toLowerCase() || isText(other));
  if (at >= 0) entity.fields[at] = reference;
  else entity.fields.splice(Math.min(1, entity.fields.length), 0, reference);
  return name;
}
