import type { Noun } from '../lexicon/nounTypes.ts';
import { pascalCase, pluralOf, sentenceCase } from '../words.ts';
import type { Mention } from './mentions.ts';
import type { Language } from './text/language.ts';
import { latinOf } from './values/names.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
const alike = (a: string, b: string) => plain(a).slice(0, 3) === plain(b).slice(0, 3);

/** Singular and plural of a German noun, as a text has it: the lexicon lists each word behind its singular. */
export function germanPair(noun: Noun, text: string): { one: string; many: string } {
  const lower = text.toLowerCase();
  const words = noun.german;
  const longestFirst = words
    .flatMap((word, at) =>
      [word, `${word}n`, `${word}s`, `${word}en`].map((form) => ({ form: form.toLowerCase(), at })),
    )
    .toSorted((a, b) => b.form.length - a.form.length);
  const found =
    longestFirst.find(({ form }) => lower === form) ?? longestFirst.find(({ form }) => lower.endsWith(form));
  if (!found) return { one: words[0] ?? text, many: words[1] ?? words[0] ?? text };
  let { at } = found;
  const word = words[at] ?? '';
  const before = words[at - 1];
  // "Termine" stands behind "Termin": a longer word of the same beginning is its plural.
  const isPlural = before !== undefined && alike(before, word) && word.length >= before.length;
  if (isPlural) at--;
  const one = words[at] ?? word;
  const next = words[at + 1];
  // "Mitarbeiter, Mitarbeiterin": the next word is the woman, and the plural is as the singular.
  const many = next !== undefined && alike(one, next) && !/in$/.test(next) ? next : one;
  const prefix = text.slice(0, Math.max(0, lower.length - found.form.length));
  if (prefix.replace('-', '') === '') return { one, many };
  return { one: capital(prefix + one.toLowerCase()), many: capital(prefix + many.toLowerCase()) };
}

export interface Names {
  name: string;
  label: string;
  plural: string;
}

/** What an entity is called in the code and by people, after the words of the prompt. */
export function namesOf(mention: Mention, language: Language, text: string): Names | undefined {
  const { noun, singular } = mention;
  if (language === 'de' && noun && !noun.english.includes(singular)) {
    const { one, many } = germanPair(noun, text);
    return { name: noun.name, label: one.slice(0, 80), plural: many.slice(0, 80) };
  }
  const name = pascalCase(latinOf(singular)).slice(0, 40);
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return noun && { name: noun.name, ...labelsOf(noun, language) };
  const isLatin = latinOf(singular) === singular;
  const label = language === 'de' || !isLatin ? capital(text) : sentenceCase(name);
  return { name, label: label.slice(0, 80), plural: (language === 'de' ? label : pluralOf(label)).slice(0, 80) };
}

/** What an entity is called that no word of the prompt names. */
export function labelsOf(noun: Noun, language: Language): { label: string; plural: string } {
  if (language === 'de') {
    const { one, many } = germanPair(noun, noun.german[0] ?? noun.name);
    return { label: one, plural: many };
  }
  const label = sentenceCase(noun.name);
  return { label, plural: pluralOf(label) };
}
