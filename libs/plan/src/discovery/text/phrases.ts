/** A place where a phrase stands. Offsets are UTF-16 units. */
export interface PhrasePlace {
  index: number;
  text: string;
}

interface Entry {
  phrase: string;
  /** An asterisk: any ending. */
  open: boolean;
}

const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
const BEGINNING = /(?<![\p{L}\p{N}-])[\p{L}\p{N}]/gu;
const ENDING = /[\p{L}-]*/uy;

interface Prepared {
  text: string;
  lower: string;
  /** Where words begin. */
  starts: number[];
}

let last: Prepared | undefined;

/** One text is asked for many lists of phrases, one after the other. */
function prepared(text: string): Prepared {
  if (last?.text === text) return last;
  // Few letters change their length in lower case; offsets must stay those of the text.
  const lower = [...text]
    .map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign))
    .join('');
  last = { text, lower, starts: [...text.matchAll(BEGINNING)].map(({ index }) => index) };
  return last;
}

/**
 * A list of words and phrases, parted by commas, in lower case; an asterisk at the end of one stands for any ending. Whole
 * words only. (A regular expression of a hundred phrases takes longer to compile than a prompt to read.)
 */
export class Phrases {
  readonly #byBeginning = new Map<string, Entry[]>();

  constructor(list: string) {
    const entries = list
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean)
      .map((word) => ({ phrase: word.replace(/\*$/, ''), open: word.endsWith('*') }))
      .toSorted((a, b) => b.phrase.length - a.phrase.length);
    for (const entry of entries) {
      const key = entry.phrase.slice(0, 2);
      this.#byBeginning.set(key, [...(this.#byBeginning.get(key) ?? []), entry]);
    }
  }

  /** Every place, in their order; of several that begin together the longest. */
  in(text: string): PhrasePlace[] {
    const { lower, starts } = prepared(text);
    const places: PhrasePlace[] = [];
    let end = 0;
    for (const start of starts) {
      if (start < end) continue;
      for (const { phrase, open } of this.#byBeginning.get(lower.slice(start, start + 2)) ?? []) {
        if (!lower.startsWith(phrase, start)) continue;
        let to = start + phrase.length;
        if (open) {
          ENDING.lastIndex = to;
          to += ENDING.exec(lower)?.[0].length ?? 0;
        } else if (isLetter(lower[to])) continue;
        places.push({ index: start, text: text.slice(start, to) });
        end = to;
        break;
      }
    }
    return places;
  }
}
