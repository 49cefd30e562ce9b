import { FIELD_BY_ENGLISH, NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Attribute } from './attributes.ts';
import type { FormPlace } from './forms.ts';
import { linksOf } from './links.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { RoleMention } from './roles.ts';
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
  who: RoleMention[],
  { taken, forms }: { taken: { start: number; end: number }[]; forms: FormPlace[] } = { taken: [], forms: [] },
): Candidate[] {
  const { tokens } = reading;
  const stated = new Set(attributes.flatMap(({ field }) => (field ? [field.name] : [])));
  const opening = openingOf(tokens, attributes);
  const lists = listSentences(tokens, mentions, attributes);
  // "A clinic with doctors": what a house has is what the app keeps.
  const places = new Set(
    mentions.flatMap(({ key, noun, plural }) =>
      !plural && noun?.flags.some((flag) => flag === 'org' || flag === 'place') ? [key] : [],
    ),
  );
  const owned = attributes.filter(({ loose }) => !loose);
  const owners = new Set(owned.map((attribute) => attribute.owner));
  const opened = mentions.filter(
    ({ noun, plural, from }) =>
      opening !== undefined && noun && plural && from > opening && tokens[from]?.sentence === tokens[opening]?.sentence,
  );
  // What people do, as a word that is a thing as well: "report", "request".
  const made = new Set(
    who.flatMap(({ to, from }) => {
      const verb = tokens
        .slice(to, to + 3)
        .find((token) => token.tag === 'verb' && token.sentence === tokens[from]?.sentence);
      return verb ? [verb.lower, verb.lower.replace(/s$/, '')] : [];
    }),
  );
  const linked = new Set(
    linksOf(
      reading,
      mentions.filter(({ from, to }) => !isTaken(taken, tokens[from]?.start, tokens[to - 1]?.end)),
    )
      .filter(({ sure }) => sure)
      .flatMap(({ from, to }) => [from, to]),
  );
  const users = new Set(who.flatMap(({ noun, role }) => [noun ?? role, `?${role.replaceAll('-', ' ')}`]));
  const candidates = mentions.map((mention): Candidate => {
    const near = (index: number) =>
      tokens[index]?.sentence === tokens[mention.from]?.sentence ? tokens[index] : undefined;
    const within = (attribute: Attribute) => attribute.from <= mention.from && mention.from < attribute.to;
    const start = tokens[mention.from]?.start ?? 0;
    const end = tokens[mention.to - 1]?.end ?? 0;
    const isForm = forms.some((form) => form.mention === mention);
    const place: Place = {
      isForm,
      isElse: !isForm && isTaken(taken, start, end),
      language: reading.language,
      isOpeningList:
        (opening !== undefined &&
          mention.from > opening &&
          tokens[mention.from]?.sentence === tokens[opening]?.sentence) ||
        attributes.some((attribute) => places.has(attribute.owner) && !attribute.field && within(attribute)),
      isStated:
        mention.to - mention.from === 1 &&
        stated.has(FIELD_BY_ENGLISH.get(tokens[mention.from]?.lower ?? '')?.name ?? ''),
      isListed: lists.has(tokens[mention.from]?.sentence ?? -1),
      thingBefore: (at) => mentions.find((other) => other.to === at && other.noun !== undefined),
      tokens,
      mention,
      before: (steps) => near(mention.from - steps),
      after: (steps) => near(mention.to - 1 + steps),
      isLinked: linked.has(mention),
      values: owned.filter(({ owner, field }) => field && owner === mention.key).length,
      told: attributes.filter(({ owner, field, loose }) => loose && field && owner === mention.key).length,
      isMade: made.has(mention.singular),
      isTitle:
        opening !== undefined &&
        mention.to <= opening &&
        tokens[mention.from]?.sentence === 0 &&
        !attributes.some(({ owner, field, loose }) => field && !loose && owner === mention.key) &&
        opened.length > 1 &&
        mentions.filter(({ key }) => key === mention.key).length === 1,
      isRole: users.has(mention.key),
      acts: who.some(({ from, to }) => from < mention.to && mention.from < to),
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

function isTaken(taken: { start: number; end: number }[], start = 0, end = 0): boolean {
  return taken.some((range) => range.start <= start && end <= range.end);
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
function listSentences(tokens: Token[], mentions: Mention[], attributes: Attribute[]): Set<number> {
  const counts = new Map<number, number>();
  for (const mention of mentions) {
    const sentence = tokens[mention.from]?.sentence ?? -1;
    if (mention.noun && mention.plural) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  // "Make" and "record" may be values, and "books" at the beginning are things.
  const isNamed = (at: number) =>
    attributes.some(({ field, from, to }) => field && from <= at && at < to) ||
    mentions.some(({ noun, plural, from, to }) => noun && plural && from <= at && at < to);
  const spoken = new Set(
    tokens
      .filter((token, at) => (token.tag === 'verb' || MODALS.has(token.lower)) && !isNamed(at))
      .map((token) => token.sentence),
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

/** "Buchen Material aus": a German verb whose first part stands at the end of its clause means something else. */
function isSeparable(tokens: Token[], at: number): boolean {
  const sentence = tokens[at]?.sentence;
  const behind = tokens.slice(at + 1, at + 8).filter((token) => token.sentence === sentence);
  const end = behind.findIndex(({ text }) => /^[,.;:]$/.test(text));
  const last = behind[end < 0 ? behind.length - 1 : end - 1];
  return /^(aus|ab|um|nach|zu|auf)$/.test(last?.lower ?? '');
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
    if (!isDone || (language === 'de' && isSeparable(tokens, at))) continue;
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
