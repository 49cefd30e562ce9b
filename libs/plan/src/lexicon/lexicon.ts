import { BOOKING } from './nouns/booking.ts';
import { EDUCATION } from './nouns/education.ts';
import { HEALTH } from './nouns/health.ts';
import { HOME } from './nouns/home.ts';
import { MONEY } from './nouns/money.ts';
import { PEOPLE } from './nouns/people.ts';
import { SALES } from './nouns/sales.ts';
import { SHOP } from './nouns/shop.ts';
import { WORK } from './nouns/work.ts';
import type { Noun } from './nounTypes.ts';
import { FIELDS, type FieldWord } from './parseFields.ts';
import { parseNouns } from './parseNouns.ts';

/** Every noun of the lexicon. Its files are read in this order; a word belongs to the first noun that has it. */
export const NOUNS: readonly Noun[] = [
  ...parseNouns('people', PEOPLE),
  ...parseNouns('work', WORK),
  ...parseNouns('booking', BOOKING),
  ...parseNouns('sales', SALES),
  ...parseNouns('money', MONEY),
  ...parseNouns('shop', SHOP),
  ...parseNouns('health', HEALTH),
  ...parseNouns('education', EDUCATION),
  ...parseNouns('home', HOME),
];

function firstOf<T>(entries: Iterable<readonly [string, T]>): Map<string, T> {
  const map = new Map<string, T>();
  for (const [word, value] of entries) if (!map.has(word)) map.set(word, value);
  return map;
}

/** "Mitglied" also stands in texts as Mitglieds, Mitgliedern: the endings that German cases add. */
export function germanForms(word: string): string[] {
  const lower = word.toLowerCase();
  // "Ei" with an ending would be every "ein".
  if (lower.length < 4) return [lower];
  return [lower, `${lower}s`, `${lower}es`, `${lower}n`, `${lower}en`];
}

export const NOUN_BY_NAME: ReadonlyMap<string, Noun> = new Map(NOUNS.map((noun) => [noun.name, noun]));
export const NOUN_BY_ENGLISH: ReadonlyMap<string, Noun> = firstOf(
  NOUNS.flatMap((noun) => noun.english.map((word) => [word, noun] as const)),
);
/** Keys in lower case, stated forms before those that endings make. */
export const NOUN_BY_GERMAN: ReadonlyMap<string, Noun> = firstOf([
  ...NOUNS.flatMap((noun) => noun.german.map((word) => [word.toLowerCase(), noun] as const)),
  ...NOUNS.flatMap((noun) => noun.german.flatMap(germanForms).map((word) => [word, noun] as const)),
]);

export const FIELD_BY_ENGLISH: ReadonlyMap<string, FieldWord> = firstOf(
  FIELDS.flatMap((field) => field.english.map((word) => [word, field] as const)),
);
export const FIELD_BY_GERMAN: ReadonlyMap<string, FieldWord> = firstOf([
  ...FIELDS.flatMap((field) => field.german.map((word) => [word.toLowerCase(), field] as const)),
  ...FIELDS.flatMap((field) => field.german.flatMap(germanForms).map((word) => [word, field] as const)),
]);
