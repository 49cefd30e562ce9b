import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Noun } from '../lexicon/nounTypes.ts';
import type { Candidate } from './candidates.ts';
import type { ScoredArchetype } from './domain.ts';

/** Whether a word is the head of a longer name: "request" of "leave request", "Beitrag" of "Mitgliedsbeitrag". */
function isHeadOf(word: string, noun: Noun): boolean {
  const lower = word.toLowerCase();
  return (
    noun.english.some((phrase) => phrase.endsWith(` ${lower}`) && phrase.split(' ').length === 2) ||
    (lower.length > 4 &&
      noun.german.some((german) => german.length > lower.length && german.toLowerCase().endsWith(lower)))
  );
}

/**
 * Settles what a word means that several nouns are called by: a longer name of the prompt that ends in it ("leave requests"
 * ... "requests"), else what the domain knows by it (a "loan" of a library is no credit).
 */
export function settleSenses(candidates: Candidate[], archetypes: ScoredArchetype[]): void {
  const named = candidates.flatMap(({ noun, to, from }) => (noun && to - from > 1 ? [noun] : []));
  const [best] = archetypes;
  const domain = [...(best?.archetype.core ?? []), ...(best?.archetype.extra ?? [])];
  const known = domain.flatMap((name) => NOUN_BY_NAME.get(name) ?? []);
  for (const candidate of candidates) {
    const { noun, singular } = candidate;
    if (!noun || candidate.to - candidate.from > 1) continue;
    const longer = named.find((other) => other !== noun && isHeadOf(singular, other));
    const meant = longer ?? (domain.includes(noun.name) ? undefined : known.find((other) => isHeadOf(singular, other)));
    if (!meant) continue;
    candidate.key = meant.name;
    candidate.noun = meant;
  }
}
