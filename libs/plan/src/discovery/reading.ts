import { NOUN_BY_ENGLISH, NOUN_BY_GERMAN } from '../lexicon/lexicon.ts';
import type { Noun } from '../lexicon/nounTypes.ts';
import { singularOf } from '../words.ts';
import type { Source } from './discovery.ts';
import { tagGerman } from './text/german.ts';
import { type Language, languageOf } from './text/language.ts';
import { nouns, type Phrase } from './text/nouns.ts';
import { tagEnglish } from './text/tagger.ts';
import { markNegation, readable, type Sentence, sentencesOf, type Token, tokensOf } from './text/tokens.ts';

/** A prompt with its words, before anybody asks what they mean. */
export interface Reading {
  prompt: string;
  /** As long as the part of the prompt that is read, with what must not be read blanked. */
  text: string;
  language: Language;
  sentences: Sentence[];
  tokens: Token[];
  nouns: Phrase<Noun>[];
}

export function read(prompt: string): Reading {
  const text = readable(prompt);
  const language = languageOf(text, (word, of) =>
    of === 'de' ? NOUN_BY_GERMAN.has(word) && !NOUN_BY_ENGLISH.has(word) : NOUN_BY_ENGLISH.has(singularOf(word)),
  );
  const sentences = sentencesOf(text);
  const tokens = tokensOf(text, sentences, language === 'de' ? tagGerman(text, sentences) : tagEnglish(text));
  markNegation(tokens);
  // Of a foreign text or a program only what looks like a word of the lexicon by chance could be found.
  const found = language === 'other' || language === 'code' ? [] : nouns.all(tokens, language);
  return { prompt, text, language, sentences, tokens, nouns: found };
}

/** The words from one token to another (not included), as a source. */
export function spanOf(reading: Reading, from: number, to: number): Source & { from: 'prompt' } {
  const start = reading.tokens[from]?.start ?? 0;
  const end = reading.tokens[to - 1]?.end ?? start;
  return { from: 'prompt', start, end, text: reading.text.slice(start, end) };
}

export function sentenceAt(reading: Reading, token: number): Sentence | undefined {
  return reading.sentences[reading.tokens[token]?.sentence ?? -1];
}

/** Whether a token is the last of its sentence, or there is none. */
export function endsSentence(reading: Reading, at: number): boolean {
  return reading.tokens[at]?.sentence !== reading.tokens[at + 1]?.sentence;
}
