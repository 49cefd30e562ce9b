import nlp from 'compromise/two';

/** Part of speech, as coarse as the rules need it. */
export type Tag = 'noun' | 'verb' | 'adjective' | 'small' | 'other';

const SMALL =
  /^(Determiner|Preposition|Conjunction|Pronoun|Modal|Auxiliary|Copula|QuestionWord|Adverb|Negative|Expression)$/;

function tagOf(tags: string[]): Tag {
  if (tags.some((tag) => SMALL.test(tag))) return 'small';
  if (tags.includes('Noun')) return 'noun';
  if (tags.includes('Verb')) return 'verb';
  if (tags.includes('Adjective')) return 'adjective';
  return 'other';
}

interface Term {
  text: string;
  tags: string[];
  offset: { start: number; length: number };
}

/** Parts of speech of an English text by the offset of each word. */
export function tagEnglish(text: string): Map<number, Tag> {
  const tags = new Map<number, Tag>();
  const sentences = nlp(text).json({ offset: true }) as { terms: Term[] }[];
  for (const { terms } of sentences) for (const term of terms) tags.set(term.offset.start, tagOf(term.tags));
  return tags;
}

/** Whether a word is one that the tagger's own dictionary has, so that it is no misspelling. */
export function isEnglishWord(word: string): boolean {
  const { one } = nlp.model() as { one: { lexicon: Record<string, unknown> } };
  return Object.hasOwn(one.lexicon, word);
}
