import { shortLabel } from './messages.ts';

/** Most texts of a list, and most characters of one: what a status has room for. */
const MOST_TEXTS = 30;
const MOST_CHARACTERS = 300;
const REST = /^And (\d+) more\.$/;

/** A list that a status can hold: long texts are cut, and the last one counts what there is no room for. */
export function limited(texts: readonly string[]): string[] {
  const cut = texts.map((text) => shortLabel(text, MOST_CHARACTERS));
  if (cut.length <= MOST_TEXTS) return cut;
  return [...cut.slice(0, MOST_TEXTS - 1), `And ${cut.length - MOST_TEXTS + 1} more.`];
}

/** How many texts a list had before it was limited. */
export function countOf(texts: readonly string[]): number {
  const rest = REST.exec(texts.at(-1) ?? '');
  return rest ? texts.length - 1 + Number(rest[1]) : texts.length;
}
