import { ARCHETYPES } from '../../archetypes/archetypes.ts';
import { FIELD_BY_ENGLISH, FIELD_BY_GERMAN, NOUN_BY_ENGLISH, NOUN_BY_GERMAN } from '../../lexicon/lexicon.ts';
import type { Noun } from '../../lexicon/nounTypes.ts';
import type { FieldWord } from '../../lexicon/parseFields.ts';
import { singularOf } from '../../words.ts';
import { CAPABILITY_WORDS } from '../capabilityWords.ts';
import { ROLE_WORDS } from '../roleWords.ts';
import { EMPTY_HEADS, EVERYBODY, KEEPING_VERBS, NOT_KEPT, OWNERS } from '../wordSets.ts';
import type { Language } from './language.ts';
import { Spelling } from './similar.ts';
import { isEnglishWord } from './tagger.ts';
import type { Token } from './tokens.ts';

/** A stretch of tokens that stands for one thing. */
export interface Phrase<T> {
  value: T;
  from: number;
  /** One past its last token. */
  to: number;
  /** As a person would write one of it, lower case in English. */
  singular: string;
  plural: boolean;
  /** The word that it was taken for, where it was misspelt. */
  corrected?: string;
}

const LONGEST_PHRASE = 4;

/** The German nouns of a compound, by its last part: "Terminbuchung" ends in "Buchung". */
function lastPart<T>(word: string, table: ReadonlyMap<string, T>): { value: T; part: string } | undefined {
  for (let at = 3; at <= word.length - 4; at++) {
    const value = table.get(word.slice(at));
    // What stands before must be a word too, if only by its looks: it has a vowel and may end in a linking sound.
    if (value !== undefined && /[aeiouyäöü]/.test(word.slice(0, at))) return { value, part: word.slice(at) };
  }
  return undefined;
}

/** Finds the words of a table in tokens: as they are, in the singular, as the end of a German compound, and misspelt. */
export class PhraseFinder<T> {
  readonly #english: ReadonlyMap<string, T>;
  readonly #german: ReadonlyMap<string, T>;
  readonly #spelling: { en: Spelling; de: Spelling };
  readonly #compounds: boolean;

  constructor(
    english: ReadonlyMap<string, T>,
    german: ReadonlyMap<string, T>,
    options: { compounds: boolean } = { compounds: true },
  ) {
    this.#english = english;
    this.#german = german;
    this.#spelling = { en: new Spelling(english.keys()), de: new Spelling(german.keys()) };
    this.#compounds = options.compounds;
  }

  /** Every phrase, the longest first where several begin at one token. */
  all(tokens: Token[], language: Language): Phrase<T>[] {
    const found: Phrase<T>[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const phrase = this.at(tokens, at, language);
      if (!phrase) continue;
      found.push(phrase);
      at = phrase.to - 1;
    }
    return found;
  }

  at(tokens: Token[], at: number, language: Language): Phrase<T> | undefined {
    const first = tokens[at];
    if (first?.kind !== 'word') return undefined;
    for (let length = LONGEST_PHRASE; length > 0; length--) {
      const part = tokens.slice(at, at + length);
      if (part.length < length || part.some((token) => token.kind !== 'word' || token.sentence !== first.sentence))
        continue;
      const text = part.map((token) => token.lower).join(' ');
      const found = language === 'de' ? (this.#inGerman(text) ?? this.#inEnglish(text)) : this.#inEnglish(text);
      if (found) return { ...found, from: at, to: at + length };
    }
    const corrected = this.#misspelt(first, language);
    return corrected && { ...corrected, from: at, to: at + 1 };
  }

  #inEnglish(text: string): Omit<Phrase<T>, 'from' | 'to'> | undefined {
    const singular = text.replace(/[\p{L}]+$/u, (last) => singularOf(last));
    const value = this.#english.get(text) ?? this.#english.get(singular);
    if (value === undefined) return undefined;
    return { value, singular: this.#english.has(singular) ? singular : text, plural: singular !== text };
  }

  #inGerman(text: string): Omit<Phrase<T>, 'from' | 'to'> | undefined {
    const plain = text.replace(/:innen$|\*innen$|innen$/, (ending) => (ending === 'innen' ? ending : ''));
    const value = this.#german.get(text) ?? this.#german.get(plain);
    if (value !== undefined) return { value, singular: text, plural: /(e|en|er|s|n)$/.test(text) };
    if (!this.#compounds) return undefined;
    const joined = text.replaceAll('-', '');
    const compound = text.includes(' ') ? undefined : lastPart(joined, this.#german);
    return compound && { value: compound.value, singular: text, plural: /(e|en|er|s|n)$/.test(text) };
  }

  #misspelt(token: Token, language: Language): Omit<Phrase<T>, 'from' | 'to'> | undefined {
    const { lower } = token;
    if (lower.length < 5 || isKnownWord(lower, language)) return undefined;
    if (language === 'de') {
      // Verbs and adjectives are written small: a small word is no misspelt noun unless all are small.
      const meant = this.#spelling.de.nearest(lower);
      const value = meant === undefined ? undefined : this.#german.get(meant);
      return value === undefined || meant === undefined
        ? undefined
        : { value, singular: meant, plural: false, corrected: meant };
    }
    const singular = singularOf(lower);
    const meant = this.#spelling.en.nearest(singular);
    const value = meant === undefined ? undefined : this.#english.get(meant);
    if (value === undefined || meant === undefined) return undefined;
    return { value, singular: meant, plural: singular !== lower, corrected: meant };
  }
}

/** Words of prompts that are in none of the dictionaries of nouns and values. */
const OTHER_WORDS: ReadonlySet<string> = new Set([
  ...KEEPING_VERBS,
  ...EMPTY_HEADS,
  ...NOT_KEPT,
  ...EVERYBODY,
  ...OWNERS,
  ...ARCHETYPES.flatMap(({ english }) => english.flatMap((phrase) => phrase.split(/[ '-]/))),
  ...[CAPABILITY_WORDS, ROLE_WORDS].flatMap((table) => table.toLowerCase().match(/\p{L}+/gu) ?? []),
]);

const GERMAN_ENDINGS = /(en|ern|eln|t|te|ten|ung|ungen|lich|liche|lichen|ig|ige|igen|isch|ische|ischen|los|bar)$/;

/** Whether a word needs no correction: it is in a dictionary, or ends as only correct words do. */
export function isKnownWord(lower: string, language: Language): boolean {
  const singular = singularOf(lower);
  if (NOUN_BY_ENGLISH.has(singular) || FIELD_BY_ENGLISH.has(singular) || FIELD_BY_ENGLISH.has(lower)) return true;
  if (language === 'de') {
    return NOUN_BY_GERMAN.has(lower) || FIELD_BY_GERMAN.has(lower) || GERMAN_ENDINGS.test(lower);
  }
  if (isEnglishWord(lower) || isEnglishWord(singular) || OTHER_WORDS.has(lower) || OTHER_WORDS.has(singular))
    return true;
  // "Funder" is who funds, and no misspelt founder.
  const [, stem = '', double = ''] = /^(.+?)(.?)(?:er|or)$/.exec(singular) ?? [];
  const verbs = [stem + double, `${stem}${double}e`, stem.endsWith(double) ? stem : ''];
  if (double !== '' && verbs.some((verb) => verb.length > 2 && isEnglishWord(verb))) return true;
  return /(ing|ed|ly|able|ible|ful|less|ous|ive|ish|ness|al|ally|wise)$/.test(lower);
}

export const nouns = new PhraseFinder<Noun>(NOUN_BY_ENGLISH, NOUN_BY_GERMAN);
export const fieldWords = new PhraseFinder<FieldWord>(FIELD_BY_ENGLISH, FIELD_BY_GERMAN, { compounds: false });
