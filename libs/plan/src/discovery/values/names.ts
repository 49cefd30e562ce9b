import { camelCase } from '../../words.ts';
import type { Token } from '../text/tokens.ts';

export const textOf = (words: Token[]): string => words.map((token) => token.lower).join(' ');

/** Words of the prompt as a label. */
export function labelOf(words: Token[]): string {
  const text = words
    .map((token) => token.text)
    .join(' ')
    .slice(0, 60);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An identifier in Latin letters; undefined where the words give none. */
export function nameOf(words: Token[]): string | undefined {
  const latin = latinOf(textOf(words));
  const name = camelCase(latin).slice(0, 40);
  return /^[a-z][A-Za-z0-9]*$/.test(name) ? name : undefined;
}

/** Letters that German has and identifiers have not, written out. */
export function latinOf(text: string): string {
  return text
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/Ä/g, 'Ae')
    .replace(/Ö/g, 'Oe')
    .replace(/Ü/g, 'Ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
