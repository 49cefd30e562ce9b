import { isOutside } from './names.ts';

const POLITE =
  /^(?:please|pls|hi|hello|hey|ok|okay|also|and|then|next|now|can you|could you|would you|can we|could we|i want you to|i want to|i would like you to|i would like to|i'd like you to|i'd like to|i'd like|we would like to|we'd like to|we want to|we need to|we should|you should|let's|let us|bitte|hallo|auch|und|dann|kannst du|könntest du|können wir|wir möchten|ich möchte)[\s,:]+/i;

/** Text as rules read it: one line, straight quotes, no markup and no signs that steer a page. */
export function tidy(text: string): string {
  return (
    text
      .replace(/[“”„«»‟]/g, '"')
      .replace(/[‘’‚`´]/g, "'")
      // A word in single quotes is a name; an apostrophe is not.
      .replace(/(^|[\s(])'([^'"]+)'(?=$|[\s).,;:!?])/g, '$1"$2"')
      .replace(/[<>]/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, ' ')
  );
}

/** Sentences and items of a list. */
export function sentencesIn(text: string): string[] {
  const all: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?;]+(?=\s|$)|\n+/g)) {
    if (!isOutside(text, match.index)) continue;
    all.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  all.push(text.slice(from));
  return all
    .map((sentence) =>
      sentence
        .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
}

/** A clause without politeness around it. */
export function plainClause(text: string): string {
  let rest = text.trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest
      .replace(POLITE, '')
      .replace(/[\s,]+(?:please|too|as well|thanks|thank you|bitte|danke)$/i, '')
      .trim();
  }
  return rest;
}

/** Every way to part a sentence in two clauses. */
export function clausePartings(text: string): [string, string][] {
  return [
    ...text.matchAll(/\s*,\s*(?:(?:and|then|but|und|dann|aber)\s+)*|\s+(?:and then|and|then|but|und|dann|aber)\s+/gi),
  ]
    .filter(({ index }) => isOutside(text, index))
    .map((match) => [text.slice(0, match.index), text.slice(match.index + match[0].length)]);
}
