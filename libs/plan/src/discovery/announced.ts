import { endOfSentence, startOfSentence, type Token } from './text/tokens.ts';

/** Tokens that name one of those whom a list of people names. */
export interface Announced {
  from: number;
  to: number;
}

/** Words that a list of people stands under. */
const HEADING =
  /^(roles?|users?|people|logins?|accounts?|rights|permissions|actors|who|rollen|benutzerrollen|nutzergruppen|benutzergruppen|nutzer|benutzer|personen|rechte)$/;
/** Longest heading, and longest name of somebody, in words. */
const MOST_WORDS = 5;
const MOST_NAME = 3;

/**
 * Those whom a list under a heading names: "Roles: planner (everything), warehouse (reads orders)", and "Logins:" with a line
 * for each. Whoever stands there uses the app, whatever else the word may mean.
 */
export function announcedPeople(tokens: Token[]): Announced[] {
  const found: Announced[] = [];
  for (const [at, token] of tokens.entries()) {
    if (!HEADING.test(token.lower) || token.negated) continue;
    const sentence = token.sentence;
    const first = startOfSentence(tokens, at);
    const end = endOfSentence(tokens, at);
    const words = tokens.slice(first, end).filter(({ kind }) => kind === 'word').length;
    const isHeading = words <= MOST_WORDS && isBare(tokens, first, end);
    if (isHeading && tokens[end]?.bullet) found.push(...linesFrom(tokens, end));
    else if (tokens[at + 1]?.text === ':' && tokens[at + 1]?.sentence === sentence && at - first < MOST_NAME)
      found.push(...itemsFrom(tokens, at + 2));
  }
  return found;
}

/** A heading says nothing itself: "Who uses it:", "People". */
function isBare(tokens: Token[], from: number, to: number): boolean {
  const signs = tokens.slice(from, to).filter(({ kind }) => kind === 'sign');
  return signs.every(({ text }) => /^[:#*]$/.test(text));
}

/** The name at the beginning of each line of a list. */
function linesFrom(tokens: Token[], start: number): Announced[] {
  const found: Announced[] = [];
  for (let at = start; tokens[at]?.bullet === true; at = endOfLine(tokens, at)) {
    const to = nameEnd(tokens, at);
    if (to !== undefined) found.push({ from: at, to });
  }
  return found;
}

/** One past the last token of a line, which may have more than one sentence. */
function endOfLine(tokens: Token[], at: number): number {
  let end = endOfSentence(tokens, at);
  while (tokens[end] && !tokens[end]?.bullet && isSameLine(tokens, end)) end = endOfSentence(tokens, end);
  return end;
}

/** Whether a sentence goes on in the line of the one before: there is but a blank between them. */
const isSameLine = (tokens: Token[], at: number): boolean => (tokens[at]?.start ?? 0) - (tokens[at - 1]?.end ?? 0) <= 2;

/** The items of a list in one sentence, without what brackets say of them. */
function itemsFrom(tokens: Token[], start: number): Announced[] {
  const end = endOfSentence(tokens, start);
  const found: Announced[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at <= end; at++) {
    const text = tokens[at]?.text ?? '';
    if (text === '(') depth++;
    if (text === ')') depth--;
    const parts = at === end || (depth === 0 && /^(,|and|und|&|\/)$/.test(text.toLowerCase()));
    if (!parts) continue;
    const to = nameEnd(tokens, from);
    if (to !== undefined && to <= at) found.push({ from, to });
    from = at + 1;
  }
  return found;
}

/** Where a name ends: at a bracket, a colon, a dash, a comma or the end. Undefined for what is none: too long, or no words. */
function nameEnd(tokens: Token[], from: number): number | undefined {
  const sentence = tokens[from]?.sentence;
  let to = from;
  while (
    tokens[to]?.sentence === sentence &&
    tokens[to]?.kind === 'word' &&
    (to === from || tokens[to]?.tag !== 'small')
  )
    to++;
  const next = tokens[to];
  const isEnd =
    next === undefined ||
    next.sentence !== sentence ||
    /^[(:,–-]$/.test(next.text) ||
    /^(and|und|&|or|oder|can|may|who)$/.test(next.lower);
  return to > from && to - from <= MOST_NAME && isEnd ? to : undefined;
}
