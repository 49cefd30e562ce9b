import type { Attribute } from './attributes.ts';
import { type Candidate, sum } from './candidate.ts';
import type { Reading } from './reading.ts';
import type { Token } from './text/tokens.ts';

const SHARED = new Set([
  'the object of a keeping verb',
  'what is needed',
  'before an empty head',
  'after "app for", "list of"',
  'a part of another thing',
  'in the list that the prompt opens with',
]);

/** "Manage clients, projects and invoices": what holds of one holds of all. */
export function shareInLists({ tokens }: Reading, candidates: Candidate[], attributes: Attribute[]): Candidate[] {
  const groups: Candidate[][] = [];
  const values = candidates.filter(isValue);
  for (const candidate of candidates) {
    if (isValue(candidate)) continue;
    const group = groups.at(-1);
    const last = group?.at(-1);
    const between = last ? withoutModifier(tokens, behindValues(last, candidate, attributes), candidate.from) : [];
    const isListed =
      last !== undefined &&
      between.length > 0 &&
      between.length <= 4 &&
      tokens[last.to - 1]?.sentence === tokens[candidate.from]?.sentence &&
      between.some((token) => /^(,|and|or|&|und|oder|\/|sowie|as)$/.test(token.lower)) &&
      between.every(
        (token) =>
          /^(,|and|or|&|und|oder|\/|sowie|as|well|their|its|the|a|an|die|der|das|ihre|deren)$/.test(token.lower) ||
          token.tag === 'adjective',
      );
    if (isListed) group?.push(candidate);
    else groups.push([candidate]);
  }
  const scored = groups.flatMap((group) =>
    group.map((candidate) => {
      const shared = group
        .flatMap((other) => (other === candidate ? [] : other.evidence))
        .filter(({ rule }) => SHARED.has(rule) && !candidate.evidence.some((own) => own.rule === rule))
        .toSorted((a, b) => b.weight - a.weight)[0];
      if (
        !shared ||
        candidate.evidence.some(({ rule }) => rule === 'is a value' || rule === 'somebody who does something')
      ) {
        return candidate;
      }
      const evidence = [...candidate.evidence, { rule: `in a list: ${shared.rule}`, weight: shared.weight * 0.9 }];
      // "Gigs, songs and setlists": what stands among known things is one, although nobody knows its word.
      const known = group.filter(({ noun, plural }) => noun && plural).length;
      if (!candidate.noun && candidate.plural && known > 0 && group.length > 2)
        evidence.push({ rule: 'among things that are known', weight: 0.15 });
      return { ...candidate, evidence, score: sum(evidence) };
    }),
  );
  return [...values, ...scored].toSorted((a, b) => a.from - b.from);
}

const isValue = ({ evidence }: Candidate) => evidence.some(({ rule }) => rule === 'is a value');

/** Where a list goes on behind a thing: behind the values that it is given, "visits with a diagnosis and a treatment, and bills". */
function behindValues({ key, to }: Candidate, next: Candidate, attributes: Attribute[]): number {
  const own = attributes.filter(
    ({ owner, loose, from, to: end }) => owner === key && !loose && from >= to && from - to <= 3 && end <= next.from,
  );
  const first = own[0];
  if (!first) return to;
  const all = attributes.filter(({ owner, from, to: end }) => owner === key && from >= first.from && end <= next.from);
  return Math.max(to, ...all.map(({ to: end }) => end));
}

/** What stands between two things, without the noun that tells the second apart: "owners, board games". */
function withoutModifier(tokens: Token[], from: number, to: number): Token[] {
  const last = tokens[to - 1];
  return tokens.slice(from, to > from + 1 && last?.tag === 'noun' ? to - 1 : to);
}
