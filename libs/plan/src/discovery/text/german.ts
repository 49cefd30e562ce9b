import { KEEPING_VERBS, MODALS } from '../wordSets.ts';
import type { Tag } from './tagger.ts';
import type { Sentence } from './tokens.ts';

const SMALL = new Set(
  'der die das den dem des ein eine einen einem einer eines und oder mit ohne für von vom zu zum zur im in an am auf aus bei beim nach über unter vor hinter zwischen durch um als wie wenn dass weil aber sondern auch nur noch schon sehr mehr nicht kein keine keinen keiner ich du er sie es wir ihr mich mir uns ihnen ihm sein seine seinen seiner ihre ihren ihrer ihrem mein meine meinen meiner meinem unser unsere unseren unserer jeder jede jedes jeden jedem alle allen aller sowie sowohl bzw etwa pro je bitte dazu dabei damit davon hier dort dann man sich selbst selber eigene eigenen eigener eigenes welche welcher welches diese dieser dieses diesem diesen'.split(
    ' ',
  ),
);

/** Parts of speech of a German text by offset: nouns are written with a capital, and the rest by lists and endings. */
export function tagGerman(text: string, sentences: Sentence[]): Map<number, Tag> {
  const tags = new Map<number, Tag>();
  for (const sentence of sentences) {
    for (const match of text.slice(sentence.start, sentence.end).matchAll(/\p{L}[\p{L}\p{M}-]*/gu)) {
      const word = match[0];
      const lower = word.toLowerCase();
      tags.set(sentence.start + match.index, tagOf(word, lower, match.index === 0));
    }
  }
  return tags;
}

function tagOf(word: string, lower: string, isFirst: boolean): Tag {
  if (SMALL.has(lower) || MODALS.has(lower)) return 'small';
  // "Ausleihen" in the middle of a sentence is the noun.
  if (/^\p{Lu}/u.test(word) && (!isFirst || !KEEPING_VERBS.has(lower))) return 'noun';
  if (KEEPING_VERBS.has(lower)) return 'verb';
  if (/(ieren|iert|lassen|werden|wird|haben|hat|ist|sind)$/.test(lower)) return 'verb';
  if (/(ig|ige|igen|iges|iger|lich|liche|lichen|licher|isch|ische|ischen|neue|neuen|neuer)$/.test(lower))
    return 'adjective';
  return 'other';
}
