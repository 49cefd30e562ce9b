import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Noun } from '../lexicon/nounTypes.ts';
import type { Candidate } from './candidate.ts';
import type { ScoredArchetype } from './domain.ts';
import type { Reading } from './reading.ts';

/** Whether a word is the head of a longer name: "request" of "leave request", "Beitrag" of "Mitgliedsbeitrag". */
function isHeadOf(word: string, noun: Noun): boolean {
  const lower = word.toLowerCase();
  return (
    noun.english.some((phrase) => phrase.endsWith(` ${lower}`) && phrase.split(' ').length === 2) ||
    (lower.length > 4 &&
      noun.german.some((german) => german.length > lower.length && german.toLowerCase().endsWith(lower)))
  );
}

/** Words that mean one thing where an archetype is (or is not) among those of the prompt, and another elsewhere. */
const HOMONYMS: { noun: string; means: string; archetypes: string[]; isThere: boolean }[] = [
  // The jobs of a cleaning company are no vacancies.
  { noun: 'Job', means: 'WorkOrder', archetypes: ['recruiting', 'jobs', 'hr'], isThere: false },
  { noun: 'Applicant', means: 'CandidateForOffice', archetypes: ['election'], isThere: true },
];

/**
 * Settles what a word means that several nouns are called by: a longer name of the prompt that ends in it ("leave requests"
 * ... "requests"), else what the domain knows by it (a "loan" of a library is no credit).
 */
export function settleSenses({ tokens }: Reading, candidates: Candidate[], archetypes: ScoredArchetype[]): void {
  const named = candidates.flatMap(({ noun, to, from }) => (noun && to - from > 1 ? [noun] : []));
  const [best] = archetypes;
  const domain = [...(best?.archetype.core ?? []), ...(best?.archetype.extra ?? [])];
  const known = domain.flatMap((name) => NOUN_BY_NAME.get(name) ?? []);
  const domains = new Set(archetypes.map(({ archetype }) => archetype.name));
  for (const candidate of candidates) {
    const other = HOMONYMS.find(
      ({ noun, archetypes: names, isThere }) =>
        candidate.noun?.name === noun && names.some((name) => domains.has(name)) === isThere,
    );
    const meantHere = other && NOUN_BY_NAME.get(other.means);
    if (meantHere) {
      candidate.key = meantHere.name;
      candidate.noun = meantHere;
      continue;
    }
    const { noun, singular } = candidate;
    if (candidate.to - candidate.from > 1) continue;
    // "Purchase orders, sales orders": what has a first word of its own is not short for another.
    const before = tokens[candidate.from - 1];
    const isLong =
      before?.tag === 'noun' && before.sentence === tokens[candidate.from]?.sentence && before.kind === 'word';
    const longer = isLong ? undefined : named.find((other) => other !== noun && isHeadOf(singular, other));
    // "Insurance claims ... a claim": a word that is not known is short for the longer name.
    if (!noun && longer === undefined) continue;
    const meant =
      longer ??
      (noun === undefined || domain.includes(noun.name) ? undefined : known.find((other) => isHeadOf(singular, other)));
    if (!meant) continue;
    candidate.key = meant.name;
    candidate.noun = meant;
  }
}
