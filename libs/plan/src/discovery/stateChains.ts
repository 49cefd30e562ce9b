import type { Reading } from './reading.ts';
import { endOfSentence, type Token } from './text/tokens.ts';
import { labelOf } from './values/names.ts';

export const STATE_WORD = /^(status|statuses|state|states|stage|stages|phase|phases|zustand|zustände|phasen|stadien)$/;

export const isArrow = (token: Token | undefined): boolean => /^(->|=>|→)$/.test(token?.text ?? '');

/** Longest name of a state, in words. */
const MOST_WORDS = 3;

interface Chain {
  /** Each step, with more than one state where it says "approved or rejected". */
  steps: string[][];
  /** Where brackets behind a state stand: they may say who leads there. */
  by: { state: string; from: number; to: number }[];
  from: number;
  to: number;
}

/** "New -> Checked (by the office) -> Approved or Rejected -> Paid", around its first arrow. */
export function chainAt(tokens: Token[], arrow: number): Chain {
  const sentence = tokens[arrow]?.sentence;
  const from = chainStart(tokens, arrow);
  const steps: string[][] = [];
  const by: Chain['by'] = [];
  let step: string[] = [];
  let words: Token[] = [];
  const closeState = () => {
    if (words.length > 0 && words.length <= MOST_WORDS) step.push(labelOf(words));
    words = [];
  };
  const closeStep = () => {
    closeState();
    if (step.length > 0) steps.push(step);
    step = [];
  };
  let to = from;
  for (; to < tokens.length && tokens[to]?.sentence === sentence; to++) {
    const token = tokens[to];
    if (!token) break;
    if (token.text === '(') {
      // "-> confirmed (by staff) ->": brackets tell who or why.
      const opened = to;
      while (to + 1 < tokens.length && tokens[to + 1]?.sentence === sentence && tokens[to]?.text !== ')') to++;
      closeState();
      for (const state of step) by.push({ state, from: opened + 1, to });
    } else if (isArrow(token)) closeStep();
    else if (/^(or|oder|\/)$/.test(token.lower)) closeState();
    else if (token.kind === 'word' || /^[-"']$/.test(token.text)) {
      if (token.kind === 'word') words.push(token);
    } else break;
    if (words.length > MOST_WORDS) break;
  }
  closeStep();
  const seen = new Set<string>();
  const fresh = steps.map((states) => states.filter((state) => !seen.has(state) && seen.add(state)));
  return { steps: fresh.filter((states) => states.length > 0), by, from, to };
}

/** The first token of the state before an arrow. */
function chainStart(tokens: Token[], arrow: number): number {
  const sentence = tokens[arrow]?.sentence;
  let from = arrow;
  const isPart = (token: Token | undefined) =>
    token?.sentence === sentence && token?.kind === 'word' && !STATE_WORD.test(token.lower);
  while (from > arrow - MOST_WORDS && isPart(tokens[from - 1])) from--;
  return from;
}

/**
 * States that the sentences behind a chain add to it: "If it cannot be mended: Written off.", "... is wrong: Rejected -> goes back
 * to the builder, who sets it to Fixed again".
 */
export function asideOf({ tokens, text }: Reading, from: number, known: string[]): { to: string; back?: string }[] {
  const aside: { to: string; back?: string }[] = [];
  let start = endOfSentence(tokens, Math.max(from - 1, 0));
  while (
    tokens[start] &&
    !tokens[start]?.bullet &&
    !text.slice(tokens[start - 1]?.end, tokens[start]?.start).includes('\n')
  ) {
    const end = endOfSentence(tokens, start);
    const colon = tokens.findIndex((token, at) => at > start && at < end && token.text === ':');
    if (colon < 0) break;
    let to = colon + 1;
    while (to < end && tokens[to]?.kind === 'word') to++;
    const words = tokens.slice(colon + 1, to);
    const isName = words.length > 0 && words.length <= MOST_WORDS && /^\p{Lu}/u.test(words[0]?.text ?? '');
    const isEnd = to === end || isArrow(tokens[to]) || /^[.!,(]$/.test(tokens[to]?.text ?? '');
    if (!isName || !isEnd) break;
    const state = labelOf(words);
    const rest = tokens.slice(to, end).map(({ lower }) => lower);
    const back = known.find((one) => rest.includes(one.toLowerCase()));
    if (!known.includes(state)) aside.push({ to: state, ...(back ? { back } : {}) });
    start = end;
  }
  return aside;
}
