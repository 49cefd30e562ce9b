/**
 * Number of single-letter edits between two words, a swap of neighbours counted as one; `most + 1` where there are more
 * than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, (before[j - 2] ?? 0) + 1);
      row.push(value);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

/** Whether one consonant stands for another: "meditation" is no misspelt "medication", but "ingrediant" an ingredient. */
function isOtherConsonant(word: string, known: string): boolean {
  if (word.length !== known.length) return false;
  const differ = [...word].flatMap((letter, at) => (letter === known[at] ? [] : [`${letter}${known[at] ?? ''}`]));
  return differ.length === 1 && !/^[aeiouyäöü]{2}$/.test(differ[0] ?? '');
}

/** The one word of a dictionary that a misspelt word must mean; undefined where none or several are near. */
export class Spelling {
  readonly #byLength = new Map<number, string[]>();

  constructor(words: Iterable<string>) {
    for (const word of words) {
      if (word.length < 5 || word.includes(' ')) continue;
      this.#byLength.set(word.length, [...(this.#byLength.get(word.length) ?? []), word]);
    }
  }

  nearest(word: string): string | undefined {
    // Short words have too many neighbours; very long ones are no words.
    if (word.length < 5 || word.length > 24) return undefined;
    const most = word.length < 9 ? 1 : 2;
    let found: string[] = [];
    let nearest = most;
    for (let length = word.length - most; length <= word.length + most; length++) {
      for (const known of this.#byLength.get(length) ?? []) {
        // "Internal" is no misspelt "intern".
        if (known[0] !== word[0] || word.startsWith(known) || known.startsWith(word)) continue;
        const distance = editDistance(word, known, nearest);
        if (distance > nearest || distance === 0 || isOtherConsonant(word, known)) continue;
        if (distance < nearest) found = [];
        nearest = distance;
        found.push(known);
      }
    }
    return found.length === 1 ? found[0] : undefined;
  }
}
