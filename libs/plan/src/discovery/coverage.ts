import { shortLabel } from '../messages.ts';
import type { CapabilityPlace } from './capabilities.ts';
import type { NotBuilt } from './discovery.ts';
import type { Reading } from './reading.ts';
import { KEEPING_VERBS } from './wordSets.ts';

/** A stretch of the prompt that some element of the discovery was made from. */
export interface Mark {
  start: number;
  end: number;
}

/** Words of clauses that ask for what every app is, or for nothing. */
const SERVED =
  /(?<![\p{L}])(app|apps|application|website|site|system|tool|software|platform|portal|page|pages|simple|easy|please|thanks|thank you|build|make|create|need|want|like|would|users?|people|everyone|data|it|list|anwendung|programm|webseite|seite|bitte|danke|baue|erstelle|brauche|möchte|einfach|nutzer|benutzer|liste|daten|fast|quick|schnell)(?![\p{L}])/iu;

const MOST = 40;

interface Clause {
  start: number;
  end: number;
  text: string;
}

/** Sentences, parted where a new clause begins: ", and customers can ...". */
function clausesOf({ sentences, text }: Reading): Clause[] {
  return sentences.flatMap((sentence) => {
    const clauses: Clause[] = [];
    let start = sentence.start;
    const parts = /,\s+(?:and|but|with|so|aber|mit|sowie)\s+|\s+(?:but|aber)\s+/gi;
    for (const match of text.slice(sentence.start, sentence.end).matchAll(parts)) {
      clauses.push({ start, end: sentence.start + match.index, text: text.slice(start, sentence.start + match.index) });
      start = sentence.start + match.index + match[0].length;
    }
    clauses.push({ start, end: sentence.end, text: text.slice(start, sentence.end) });
    return clauses;
  });
}

/** The clause that a place stands in, as a person would quote it. */
export function clauseAt(reading: Reading, start: number): Clause | undefined {
  const clause = clausesOf(reading).find((one) => one.start <= start && start < one.end);
  return clause && { ...clause, text: quoted(clause.text) };
}

export const quoted = (text: string) =>
  shortLabel(
    text
      .replace(/[<>`]/g, ' ')
      .replace(/^[\s\-*•.,:;]+|[\s.,;:!?]+$/g, '')
      .replace(/\s+/g, ' '),
    140,
  );

function leftOut(parts: string[]): string {
  const list = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
  const isMany = parts.length > 1 || / and |^[\p{L}]+s /u.test(`${list} `);
  return `${list} ${isMany ? 'are' : 'is'} not part of this version`;
}

/** Clauses that ask for capabilities which are not built, and clauses that nothing in the plan serves. */
export function notBuiltIn(reading: Reading, places: CapabilityPlace[], marks: Mark[]): NotBuilt[] {
  const missing: NotBuilt[] = [];
  for (const clause of clausesOf(reading)) {
    const text = quoted(clause.text);
    const within = ({ start }: Mark) => clause.start <= start && start < clause.end;
    const here = places.filter(({ source }) => within(source));
    const names = new Map(
      here.flatMap(({ capability }) => (capability.built ? [] : [[capability.name, capability.what] as const])),
    );
    if (names.size > 0)
      missing.push({ start: clause.start, end: clause.end, text, reason: leftOut([...names.values()]) });
    if (names.size > 0 || here.some(({ capability }) => capability.built) || marks.some(within)) continue;
    const words = reading.tokens.filter(
      (token) => token.start >= clause.start && token.end <= clause.end && token.kind === 'word',
    );
    if (words.length < 2 || words.every((token) => token.negated) || SERVED.test(clause.text)) continue;
    if (words.some((token) => token.negated) && words.filter((token) => !token.negated).length <= 3) continue;
    const asks = words.some((token) => KEEPING_VERBS.has(token.lower));
    missing.push({
      start: clause.start,
      end: clause.end,
      text,
      reason: asks ? 'what this is about was not understood' : 'nothing in the plan serves this',
    });
  }
  return missing.slice(0, MOST);
}
