import { FIELD_BY_ENGLISH, NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Attribute } from './attributes.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { type Place, RULES } from './rules.ts';
import type { Token } from './text/tokens.ts';
import { MODALS, RESULTS, VERB_NOUNS } from './wordSets.ts';

/** What speaks for a mention being a thing that the app keeps. */
export interface Evidence {
  rule: string;
  weight: number;
}

export interface Candidate extends Mention {
  /** Key of its mention, before it was settled what the word means. */
  said: string;
  evidence: Evidence[];
  score: number;
}

/** Score from which a candidate is an entity, by what it is. */
export const THRESHOLD = 0.499;

/** Scores every mention, and lets those of one list share the best evidence among them. */
export function scoreMentions(
  reading: Reading,
  mentions: Mention[],
  attributes: Attribute[],
  taken: { start: number; end: number }[] = [],
): Candidate[] {
  const { tokens } = reading;
  const stated = new Set(attributes.flatMap(({ field }) => (field ? [field.name] : [])));
  const opening = openingOf(tokens, attributes);
  const lists = listSentences(tokens, mentions);
  const owners = new Set(attributes.map((attribute) => attribute.owner));
  const candidates = mentions.map((mention): Candidate => {
    const near = (index: number) =>
      tokens[index]?.sentence === tokens[mention.from]?.sentence ? tokens[index] : undefined;
    const within = (attribute: Attribute) => attribute.from <= mention.from && mention.from < attribute.to;
    const start = tokens[mention.from]?.start ?? 0;
    const end = tokens[mention.to - 1]?.end ?? 0;
    const place: Place = {
      isElse: taken.some((range) => range.start <= start && end <= range.end),
      language: reading.language,
      isOpeningList:
        opening !== undefined && mention.from > opening && tokens[mention.from]?.sentence === tokens[opening]?.sentence,
      isStated:
        mention.to - mention.from === 1 &&
        stated.has(FIELD_BY_ENGLISH.get(tokens[mention.from]?.lower ?? '')?.name ?? ''),
      isListed: lists.has(tokens[mention.from]?.sentence ?? -1),
      thingBefore: (at) => mentions.find((other) => other.to === at && other.noun !== undefined),
      tokens,
      mention,
      before: (steps) => near(mention.from - steps),
      after: (steps) => near(mention.to - 1 + steps),
      isOwner: owners.has(mention.key) && !attributes.some((attribute) => attribute.field && within(attribute)),
      isValue: attributes.some((attribute) => attribute.field !== undefined && within(attribute)),
      isPart: attributes.some(
        (attribute) => attribute.field === undefined && attribute.thing === mention.key && within(attribute),
      ),
    };
    const evidence = RULES.filter((rule) => rule.holds(place)).map(({ name, weight }) => ({ rule: name, weight }));
    return { ...mention, said: mention.key, evidence, score: sum(evidence) };
  });
  return [...shareInLists(reading, candidates), ...verbCandidates(reading, candidates)];
}

/** Where the first sentence begins to list what the app keeps: "A club app: members, events", "Clinic software with ...". */
function openingOf(tokens: Token[], attributes: Attribute[]): number | undefined {
  const at = tokens.findIndex(
    (token, index) =>
      index > 0 &&
      index <= 14 &&
      token.sentence <= (token.text === ':' ? 1 : 0) &&
      /^(:|with|mit|for|für|including|managing)$/.test(token.lower) &&
      !attributes.some(({ from }) => from > index && from <= index + 3) &&
      !/^(a|an|my|our|the|your|ein|eine|einen|meine|meinen|unsere|unseren|mein|unser)$/.test(
        tokens[index + 1]?.lower ?? '',
      ),
  );
  return at < 0 ? undefined : at;
}

/** Sentences without a verb that name two known things or more. */
function listSentences(tokens: Token[], mentions: Mention[]): Set<number> {
  const counts = new Map<number, number>();
  for (const mention of mentions) {
    const sentence = tokens[mention.from]?.sentence ?? -1;
    if (mention.noun && mention.plural) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const spoken = new Set(
    tokens.filter((token) => token.tag === 'verb' || MODALS.has(token.lower)).map((token) => token.sentence),
  );
  return new Set(
    [...counts].filter(([sentence, count]) => count >= 2 && !spoken.has(sentence)).map(([sentence]) => sentence),
  );
}

const sum = (evidence: Evidence[]) => evidence.reduce((total, { weight }) => total + weight, 0);

const SHARED = new Set([
  'the object of a keeping verb',
  'before an empty head',
  'after "app for", "list of"',
  'a part of another thing',
  'in the list that the prompt opens with',
]);

/** "Manage clients, projects and invoices": what holds of one holds of all. */
function shareInLists({ tokens }: Reading, candidates: Candidate[]): Candidate[] {
  const groups: Candidate[][] = [];
  for (const candidate of candidates) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const between = last ? tokens.slice(last.to, candidate.from) : [];
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
  return groups.flatMap((group) =>
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
      return { ...candidate, evidence, score: sum(evidence) };
    }),
  );
}

/** Things that verbs make: "customers can book rooms" makes bookings. */
function verbCandidates({ tokens, language }: Reading, candidates: Candidate[]): Candidate[] {
  const made: Candidate[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || token.negated) continue;
    const name = VERB_NOUNS.get(token.lower);
    const noun = name === undefined ? undefined : NOUN_BY_NAME.get(name);
    if (!noun) continue;
    const before = tokens[at - 1]?.lower ?? '';
    const isDone =
      language === 'de'
        ? token.tag === 'verb' || /^\p{Ll}/u.test(token.text)
        : MODALS.has(before) || /^(to|then|and|or|,|online)$/.test(before) || token.tag === 'verb';
    if (!isDone) continue;
    const isNamed = candidates.some((candidate) => candidate.from === at && candidate.score >= THRESHOLD);
    if (isNamed) continue;
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
