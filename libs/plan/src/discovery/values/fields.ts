import type { FieldWord } from '../../lexicon/parseFields.ts';
import { camelCase, sentenceCase, singularOf } from '../../words.ts';
import type { FoundField } from '../discovery.ts';
import type { Mention } from '../mentions.ts';
import { type Reading, spanOf } from '../reading.ts';
import { fieldWords, type Phrase } from '../text/nouns.ts';
import type { Token } from '../text/tokens.ts';
import { type Bracket, choicesAfter } from './choices.ts';
import { labelOf, latinOf, nameOf } from './names.ts';

/** A value that the prompt gives to a thing, or a thing that it gives to another: "clients with their projects". */
export interface Attribute {
  owner: string;
  field?: FoundField;
  /** Key of the mention that is a thing of its own. */
  thing?: string;
  from: number;
  to: number;
  /** Whom it belongs to is what was spoken of last, and does not stand beside it. */
  loose?: true;
}

/** A value with its place, before it is said what has it. */
export type PlacedField = Pick<Attribute, 'field' | 'from' | 'to'>;

/** A word for a value that is known. */
export type Known = Phrase<FieldWord>;

/** The value that a known word stands for, under the words of the prompt. */
export function knownValue(reading: Reading, from: number, end: number, known: Known, marks: Bracket): PlacedField {
  const { tokens, language } = reading;
  const bracket = choicesAfter(reading, end);
  const isOwnName = known.from > from && known.from - from <= 2 && language === 'en';
  const words = tokens.slice(from, known.to);
  const name = (isOwnName ? nameOf(words) : undefined) ?? known.value.name;
  const label = fieldLabel(reading, name, words, known.value.german[0]);
  const { type, values } = known.value;
  return {
    from,
    to: bracket.to,
    field: fieldOf(reading, { name, label, type, values }, { ...marks, ...bracket }, from, 0.9),
  };
}

/** A field with what brackets say of it. */
export function fieldOf(
  reading: Reading,
  { name, label, type, values }: Pick<FoundField, 'name' | 'label' | 'type' | 'values'>,
  bracket: Bracket,
  from: number,
  confidence: number,
): FoundField {
  const choices = bracket.values ?? (bracket.type === undefined ? values : undefined);
  return {
    name,
    label,
    type: bracket.values ? 'enum' : (bracket.type ?? type),
    required: bracket.required ?? false,
    unique: bracket.unique ?? false,
    ...(choices ? { values: choices } : {}),
    source: spanOf(reading, from, bracket.to),
    confidence,
  };
}

/** One of another thing: a reference where the app keeps that thing, else a text. */
export function singleThing(reading: Reading, mention: Mention): { field: FoundField } {
  const { from, to, noun } = mention;
  const label = labelOf(reading.tokens.slice(from, to));
  // As it is called here: a tank, though the lexicon's word may be another.
  const name =
    reading.language === 'en'
      ? (nameOf(reading.tokens.slice(from, to)) ?? camelCase(mention.singular))
      : camelCase(noun?.name ?? mention.singular);
  return { field: fieldOf(reading, { name, label, type: 'string' }, { to }, from, 0.6) };
}

/** "Deposit paid yes or no", "a paid tick". */
export function yesNoAt(reading: Reading, from: number, to: number): PlacedField | undefined {
  const { tokens } = reading;
  const last = tokens[to - 1]?.lower ?? '';
  const isTick = /^(tick|checkbox|flag|tickbox|häkchen)$/.test(last);
  const isYesNo =
    /^(yes|ja)$/.test(last) &&
    /^(or|oder|\/)$/.test(tokens[to]?.lower ?? '') &&
    /^(no|nein)$/.test(tokens[to + 1]?.lower ?? '');
  if ((!isTick && !isYesNo) || to - from < 2) return undefined;
  const words = tokens.slice(from, to - 1);
  const name = nameOf(words);
  const end = isYesNo ? to + 2 : to;
  if (name === undefined) return undefined;
  return {
    from,
    to: end,
    field: fieldOf(reading, { name, label: labelOf(words), type: 'boolean' }, { to: end }, from, 0.9),
  };
}

const CAPACITY = { name: 'capacity', label: undefined, type: 'integer' as const };

/** "Number of jars", "Anzahl Räume". */
export function countAt(reading: Reading, from: number, to: number): PlacedField | undefined {
  const { tokens } = reading;
  const isLimit = /^(max|maximum|maximal|min|minimum|total)$/.test(tokens[from]?.lower ?? '');
  const at = from + (isLimit ? 1 : 0);
  const isEnglish = tokens[at]?.lower === 'number' && tokens[at + 1]?.lower === 'of';
  const isGerman = tokens[at]?.lower === 'anzahl';
  const words = tokens.slice(at + (isEnglish ? 2 : 1), to);
  if ((!isEnglish && !isGerman) || words.length === 0 || fieldWords.at(tokens, from, reading.language)?.to === to)
    return undefined;
  const name = nameOf(words);
  if (name === undefined) return undefined;
  // "The maximum number of children": how many there is room for.
  if (isLimit && /^max/.test(tokens[from]?.lower ?? ''))
    return { from, to, field: fieldOf(reading, CAPACITY, { to }, from, 0.9) };
  const value = { name: `${name}Count`.slice(0, 40), label: labelOf(tokens.slice(from, to)), type: 'integer' as const };
  return { from, to, field: fieldOf(reading, value, { to }, from, 0.9) };
}

/** The field word that an item ends in, or begins with. */
export function fieldAt(reading: Reading, from: number, to: number): Known | undefined {
  const places = Array.from({ length: to - from }, (_, step) => from + step);
  const found = places.flatMap((at) => fieldWords.at(reading.tokens, at, reading.language) ?? []);
  return found.find((one) => one.to === to) ?? found.find((one) => one.from === from && one.to <= to);
}

/** What people read for a known value, in the words of the prompt; undefined where the name says the same. */
function fieldLabel(
  { language }: Reading,
  name: string,
  words: Token[],
  german: string | undefined,
): string | undefined {
  if (language === 'de') {
    const word = labelOf(words);
    return german && latinOf(german.toLowerCase()).slice(0, 4) === latinOf(word.toLowerCase()).slice(0, 4)
      ? german
      : word;
  }
  const isCount = words[0]?.lower === 'number';
  const label = isCount ? labelOf(words) : labelOf(words).replace(/[a-z]+$/, (last) => singularOf(last));
  return label === sentenceCase(name) ? undefined : label;
}
