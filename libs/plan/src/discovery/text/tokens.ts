import type { Tag } from './tagger.ts';

/** A word, number or sign of a prompt. Offsets are UTF-16 units of the prompt as it was given. */
export interface Token {
  text: string;
  lower: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'sign';
  tag: Tag;
  /** Number of its sentence. */
  sentence: number;
  /** Stands first in a line that is an item of a list. */
  bullet: boolean;
  /** Ends in 's: "the client's name". */
  possessive: boolean;
  /** What it says is not wanted: "no payments". */
  negated: boolean;
}

/** A stretch of the prompt that says one thing. */
export interface Sentence {
  start: number;
  end: number;
  text: string;
}

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}]*(?:[-'’&]\p{L}[\p{L}\p{M}\p{N}]*)*|\p{N}+(?:[.,:]\p{N}+)*|->|=>|[^\s]/gu;
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|etc|z\.\s?B|u\.\s?a|bzw|ca|inkl|incl|vs|Mr|Mrs|Dr|St|Nr|No)\.|\b[A-Za-zÄÖÜ]\.)$/;
const BULLET = /^\s*(?:[-*•–·▪]|\d{1,2}[.)]|[a-z]\))\s+/u;

/** Longest prompt that is read, in UTF-16 units: the limit of spec.prompt. */
export const LONGEST = 20_000;

/**
 * The text as the rules read it: as long as the prompt, so that offsets stay, with control signs, markup, code blocks and
 * addresses of pages blanked. Nothing that is blanked can become a name.
 */
export function readable(prompt: string): string {
  const blank = (text: string) => ' '.repeat(text.length);
  const keepLines = (text: string) => text.replace(/[^\n]/g, ' ');
  return (
    prompt
      .slice(0, LONGEST)
      .replace(/```[\s\S]*?(?:```|$)/g, keepLines)
      .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, keepLines)
      .replace(/<\/?[a-zA-Z!][^<>]*>/g, keepLines)
      .replace(/\b(?:https?:\/\/|www\.)\S+/g, blank)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, ' ')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, ' ')
      .replace(/’/g, "'")
  );
}

/** Whether a full stop stands behind the number of an item of a list. */
const isNumberOfItem = (text: string, at: number): boolean =>
  /^\s*\d{1,2}$/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));

/** Sentences: they end at . ! ? ;, at an empty line, before an item of a list, and at a line's end before a capital. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const push = (end: number) => {
    const raw = text.slice(start, end);
    const trimmed = raw.trim();
    if (/[\p{L}\p{N}]/u.test(trimmed)) {
      const from = start + raw.indexOf(trimmed);
      sentences.push({ start: from, end: from + trimmed.length, text: trimmed });
    }
    start = end;
  };
  for (const match of text.matchAll(/[.!?;]+(?=\s|$)|\n/g)) {
    const { index } = match;
    if (match[0] === '\n') {
      const rest = text.slice(index + 1, index + 120);
      const before = text.slice(start, index);
      const isBreak = /^\s*\n/.test(rest) || BULLET.test(rest) || /[:]\s*$/.test(before) || /^\s*\p{Lu}/u.test(rest);
      if (isBreak || BULLET.test(before)) push(index);
    } else if (isNumberOfItem(text, index)) {
      // "3. Actors": it begins a line of a list, and ends nothing.
    } else if (match[0] !== '.' || !ABBREVIATION.test(text.slice(Math.max(0, index - 8), index + 1))) {
      push(index + match[0].length);
    }
  }
  push(text.length);
  return sentences;
}

/** The tokens of a readable text, with the tags that a tagger gave by offset. Negation is marked by markNegation. */
export function tokensOf(text: string, sentences: Sentence[], tags: Map<number, Tag>): Token[] {
  const tokens: Token[] = [];
  for (const [number, sentence] of sentences.entries()) {
    const lineStart = text.lastIndexOf('\n', sentence.start) + 1;
    const isFirst = text.slice(lineStart, sentence.start).trim() === '';
    const isItem = isFirst && BULLET.test(text.slice(lineStart, sentence.end));
    const skip = isItem ? (BULLET.exec(sentence.text)?.[0].length ?? 0) : 0;
    let first = true;
    for (const match of sentence.text.slice(skip).matchAll(TOKEN)) {
      const [raw] = match;
      const start = sentence.start + skip + match.index;
      const possessive = /['’]s$|s['’]$/i.test(raw);
      const word = possessive ? raw.replace(/['’]s$|['’]$/i, '') : raw;
      const kind = /^\p{L}/u.test(raw) ? 'word' : /^\p{N}/u.test(raw) ? 'number' : 'sign';
      tokens.push({
        text: word,
        lower: word.toLowerCase(),
        start,
        end: start + word.length,
        kind,
        tag: tags.get(start) ?? 'other',
        sentence: number,
        bullet: isItem && first,
        possessive,
        negated: false,
      });
      first = false;
    }
  }
  return tokens;
}

/** Index of the first token of the sentence of a token. */
export const startOfSentence = (tokens: Token[], at: number): number =>
  tokens.findIndex(({ sentence }) => sentence === tokens[at]?.sentence);

/** One past the last token of the sentence of a token. */
export function endOfSentence(tokens: Token[], at: number): number {
  const end = tokens.findIndex((other, index) => index > at && other.sentence !== tokens[at]?.sentence);
  return end < 0 ? tokens.length : end;
}

const NEGATION = /^(no|without|except|ohne|kein|keine|keinen|keinem|keiner|keinerlei|weder|neither|nor|skip)$/;
const END_OF_NEGATION = /^(but|just|only|instead|aber|sondern|nur|stattdessen|because|since|weil)$/;
/** Words that make "no" mean something else: "no more than", "no longer". */
const NOT_A_NEGATION = /^(more|less|longer|later|one|matter|two|mehr|weniger|doubt|show)$/;

/**
 * Marks what follows "no", "without" and their like, to the end of the list that they begin: "no payments, login or ads".
 * Also "we do not need X" and "X is not needed".
 */
export function markNegation(tokens: Token[]): void {
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    const isStart =
      (NEGATION.test(token.lower) && !NOT_A_NEGATION.test(next?.lower ?? '')) ||
      (/^(need|want|require|brauche|brauchen|benötige|benötigen|möchte|include|needed|nötig|necessary|required|erforderlich)$/.test(
        token.lower,
      ) &&
        /^(not|don't|doesn't|dont|doesnt|never|nicht|n't)$/.test(tokens[at - 1]?.lower ?? ''));
    // "Not needed: payments, a newsletter".
    const isHeading =
      token.lower === 'not' &&
      /^(now|yet|needed|wanted|required|included|part|necessary)$/.test(next?.lower ?? '') &&
      tokens[at + 2]?.text === ':';
    if (isHeading) {
      for (let index = at + 3; tokens[index]?.sentence === token.sentence; index++) {
        const word = tokens[index];
        if (word) word.negated = true;
      }
      continue;
    }
    if (!isStart) continue;
    if (/^(needed|nötig|necessary|required|erforderlich)$/.test(token.lower)) {
      for (let back = at - 2; back >= 0 && tokens[back]?.sentence === token.sentence && at - back < 7; back--) {
        const word = tokens[back];
        if (!word || word.text === ',') break;
        word.negated = true;
      }
      continue;
    }
    for (let index = at + 1; index < tokens.length; index++) {
      const word = tokens[index];
      if (!word || word.sentence !== token.sentence || END_OF_NEGATION.test(word.lower)) break;
      if (/^[:()]$/.test(word.text)) break;
      if (word.text === ',' && !continuesList(tokens, index)) break;
      word.negated = true;
    }
  }
}

/** Whether what follows a comma is one more item, of at most three words, and no clause of its own. */
function continuesList(tokens: Token[], comma: number): boolean {
  const sentence = tokens[comma]?.sentence;
  let words = 0;
  for (let index = comma + 1; index < tokens.length; index++) {
    const word = tokens[index];
    if (!word || word.sentence !== sentence || word.text === ',') break;
    if (/^(or|and|nor|und|oder|noch|no|keine|kein|any)$/.test(word.lower)) continue;
    if (word.tag === 'verb' || /^(with|can|should|must|may|mit|kann|soll|sollen|können)$/.test(word.lower))
      return false;
    words++;
  }
  return words > 0 && words <= 3;
}
