import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { type Candidate, THRESHOLD } from './candidate.ts';
import type { Reading } from './reading.ts';
import type { RoleMention } from './roles.ts';
import type { Token } from './text/tokens.ts';
import { MODALS, RESULTS, VERB_NOUNS } from './wordSets.ts';

/** "Buchen Material aus": a German verb whose first part stands at the end of its clause means something else. */
function isSeparable(tokens: Token[], at: number): boolean {
  const sentence = tokens[at]?.sentence;
  const behind = tokens.slice(at + 1, at + 8).filter((token) => token.sentence === sentence);
  const end = behind.findIndex(({ text }) => /^[,.;:]$/.test(text));
  const last = behind[end < 0 ? behind.length - 1 : end - 1];
  return /^(aus|ab|um|nach|zu|auf)$/.test(last?.lower ?? '');
}

/** "Apply for a permit". */
const isBehindFor = (tokens: Token[], verb: number, from: number) =>
  tokens[verb + 1]?.lower === 'for' && from > verb && from <= verb + 4;

/** What people apply for with a letter, so that the application is kept. */
const VACANCIES = new Set(['Job', 'Position', 'Course', 'Grant', 'Scholarship', 'Adoption', 'Pet', 'Dog']);
/** What is reviewed by those who use it; of what staff review, the state changes. */
const REVIEWED = new Set([
  'Product',
  'Book',
  'Movie',
  'Recipe',
  'Restaurant',
  'Course',
  'Place',
  'Service',
  'Trip',
  'Wine',
  'Beer',
  'Coffee',
  'Album',
  'Dish',
  'Trail',
  'Route',
  'Hotel',
]);

/** Things that verbs make: "customers can book rooms" makes bookings. */
export function verbCandidates(
  { tokens, language }: Reading,
  candidates: Candidate[],
  who: RoleMention[],
): Candidate[] {
  const made: Candidate[] = [];
  const deeds = new Set(who.map(({ to }) => to));
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || token.negated) continue;
    // "Each voter votes once".
    const verb = deeds.has(at) && token.tag === 'verb' ? token.lower.replace(/s$/, '') : token.lower;
    const name = VERB_NOUNS.get(token.lower) ?? VERB_NOUNS.get(verb);
    const noun = name === undefined ? undefined : NOUN_BY_NAME.get(name);
    if (!noun) continue;
    const before = tokens[at - 1]?.lower ?? '';
    const isDone =
      language === 'de'
        ? token.tag === 'verb' || /^\p{Ll}/u.test(token.text)
        : MODALS.has(before) || /^(to|then|and|or|,|online)$/.test(before) || token.tag === 'verb';
    if (!isDone || (language === 'de' && isSeparable(tokens, at))) continue;
    const isNamed = candidates.some((candidate) => candidate.from === at && candidate.score >= THRESHOLD);
    if (isNamed) continue;
    // "Librarians register returns": what is registered is kept, and no registration beside it.
    const object = candidates.find(({ from }) => from === at + 1);
    // "Apply for a permit": the permit is what is applied for; "review claims" makes no reviews, unless readers do.
    if (
      token.lower === 'apply' &&
      candidates.some(
        ({ from, noun, score }) => isBehindFor(tokens, at, from) && noun && score > 0.2 && !VACANCIES.has(noun.name),
      )
    )
      continue;
    const isPointed = /^(it|them|these|those)$/.test(tokens[at + 1]?.lower ?? '');
    if (/^reviews?$/.test(token.lower) && (object || isPointed) && !REVIEWED.has(object?.noun?.name ?? '')) continue;
    if (token.lower === 'register' && object?.plural && !object.noun?.flags.includes('person')) continue;
    const near = candidates.filter(
      (candidate) => tokens[candidate.from]?.sentence === token.sentence && Math.abs(candidate.from - at) <= 6,
    );
    if (near.some((candidate) => RESULTS.has(candidate.noun?.name ?? ''))) continue;
    const can = tokens
      .slice(Math.max(0, at - 8), at)
      .some((word) => word.sentence === token.sentence && (MODALS.has(word.lower) || word.lower === 'to'));
    made.push({
      key: noun.name,
      said: noun.name,
      noun,
      from: at,
      to: at + 1,
      singular: noun.english[0] ?? noun.name,
      plural: false,
      evidence: [{ rule: 'made by a verb', weight: can || language === 'de' ? 0.6 : 0.5 }],
      score: can || language === 'de' ? 0.6 : 0.5,
    });
  }
  return made;
}
