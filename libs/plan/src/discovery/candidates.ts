import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Attribute } from './attributes.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Language } from './text/language.ts';
import type { Token } from './text/tokens.ts';
import { EMPTY_HEADS, KEEPING_VERBS, MODALS, RESULTS, VERB_NOUNS, WEAK_NOUNS } from './wordSets.ts';

/** What speaks for a mention being a thing that the app keeps. */
export interface Evidence {
  rule: string;
  weight: number;
}

export interface Candidate extends Mention {
  evidence: Evidence[];
  score: number;
}

/** Score from which a candidate is an entity, by what it is. */
export const THRESHOLD = 0.5;

interface Place {
  language: Language;
  tokens: Token[];
  mention: Mention;
  before(steps: number): Token | undefined;
  after(steps: number): Token | undefined;
  isOwner: boolean;
  isValue: boolean;
  isPart: boolean;
}

interface Rule {
  name: string;
  weight: number;
  holds(place: Place): boolean;
}

const SKIPPED =
  /^(a|an|the|their|its|our|my|his|her|your|all|new|some|any|own|existing|different|multiple|several|many|various|daily|weekly|upcoming|past|ein|eine|einen|einem|einer|der|die|das|den|dem|neue|neuen|alle|meine|meinen|unsere|unseren|ihre|ihren|eigene|eigenen|verschiedene|of|for|about|mehrere)$/;

/** The word that governs a mention: the first before it that is no article, adjective or other noun beside it. */
function governor(place: Place): Token | undefined {
  for (let back = 1; back < 5; back++) {
    const token = place.before(back);
    if (!token) return undefined;
    if (!SKIPPED.test(token.lower) && token.tag !== 'adjective') return token;
  }
  return undefined;
}

/** A German verb ends its clause: "Kunden und Termine verwalten". */
function closingVerb(place: Place): boolean {
  // "Kunden können Termine buchen": who does it is not what is kept.
  if (MODALS.has(place.after(1)?.lower ?? '') || MODALS.has(place.before(1)?.lower ?? '')) return false;
  for (let ahead = 1; ahead < 7; ahead++) {
    const token = place.after(ahead);
    if (!token || /^[.;:()]$/.test(token.text)) return false;
    if (token.tag === 'verb' && KEEPING_VERBS.has(token.lower)) return true;
  }
  return false;
}

const isKnown = ({ mention }: Place) => mention.noun !== undefined;

/**
 * What each sign is worth. The weights of all that hold are added; THRESHOLD decides. Change them here, and see what the
 * prompts in testing/ say.
 */
export const RULES: Rule[] = [
  { name: 'a noun of the lexicon', weight: 0.25, holds: isKnown },
  { name: 'a noun that often is none', weight: -0.2, holds: ({ mention }) => WEAK_NOUNS.has(mention.noun?.name ?? '') },
  { name: 'plural', weight: 0.1, holds: ({ mention }) => mention.plural },
  {
    name: 'the object of a keeping verb',
    weight: 0.4,
    holds: (place) => {
      const verb = governor(place);
      // The tagger takes "Track" and "Book" at the beginning of a sentence for nouns now and then.
      const isFirst =
        verb !== undefined && (place.tokens[place.tokens.indexOf(verb) - 1]?.sentence !== verb.sentence || verb.bullet);
      const governs = verb !== undefined && KEEPING_VERBS.has(verb.lower) && (verb.tag !== 'noun' || isFirst);
      return governs || (place.language === 'de' && closingVerb(place));
    },
  },
  {
    name: 'before an empty head',
    weight: 0.4,
    holds: (place) => EMPTY_HEADS.has(place.after(1)?.lower ?? '') && !isOrganisation(place),
  },
  { name: 'has values of its own', weight: 0.4, holds: ({ isOwner }) => isOwner },
  { name: 'a part of another thing', weight: 0.3, holds: ({ isPart }) => isPart },
  { name: 'is a value', weight: -0.8, holds: ({ isValue }) => isValue },
  {
    name: 'each, every, per',
    weight: 0.25,
    holds: (place) => /^(each|every|per|jede|jeder|jedes|jeden|jedem|pro)$/.test(place.before(1)?.lower ?? ''),
  },
  {
    name: 'first in an item of a list',
    weight: 0.2,
    holds: ({ tokens, mention }) => tokens[mention.from]?.bullet === true,
  },
  {
    name: 'belongs to something, or something to it',
    weight: 0.25,
    holds: (place) =>
      /^(belong|belongs|gehört|gehören)$/.test(place.after(1)?.lower ?? '') ||
      (/^(to|zu)$/.test(governor(place)?.lower ?? '') &&
        /^(belong|belongs|assigned|linked|gehört)$/.test(place.before(3)?.lower ?? place.before(2)?.lower ?? '')),
  },
  {
    name: 'after "app for", "list of"',
    weight: 0.3,
    holds: (place) =>
      /^(for|of|für|von)$/.test(place.before(1)?.lower ?? '') &&
      EMPTY_HEADS.has(place.before(2)?.lower ?? '') &&
      place.mention.plural,
  },
  {
    name: 'whom the app is for',
    weight: -0.5,
    holds: (place) => !place.mention.plural && isPurpose(place),
  },
  {
    name: 'a place or an organisation, and one only',
    weight: -0.4,
    holds: (place) => !place.mention.plural && isOrganisation(place),
  },
  {
    name: 'somebody who does something',
    weight: -0.25,
    holds: (place) =>
      place.mention.noun?.flags.includes('person') === true &&
      (MODALS.has(place.after(1)?.lower ?? '') ||
        place.after(1)?.tag === 'verb' ||
        /^(as|als|only|nur)$/.test(place.before(1)?.lower ?? '') ||
        /^(as|als)$/.test(place.before(2)?.lower ?? '')),
  },
];

function isOrganisation({ mention }: Place): boolean {
  return mention.noun?.flags.some((flag) => flag === 'org' || flag === 'place') === true;
}

/** "for a small agency", "für meinen Verein": one, with an article, behind "for". */
function isPurpose(place: Place): boolean {
  for (let back = 1; back < 6; back++) {
    const token = place.before(back);
    if (!token) return false;
    if (/^(for|für)$/.test(token.lower)) {
      return (
        back > 1 &&
        /^(a|an|my|our|the|your|ein|eine|einen|mein|meine|meinen|unser|unsere|unseren|den|die|das)$/.test(
          place.before(back - 1)?.lower ?? '',
        )
      );
    }
    if (token.kind === 'sign' || token.tag === 'verb' || /^(and|or|with|und|mit)$/.test(token.lower)) return false;
  }
  return false;
}

/** Scores every mention, and lets those of one list share the best evidence among them. */
export function scoreMentions(reading: Reading, mentions: Mention[], attributes: Attribute[]): Candidate[] {
  const { tokens } = reading;
  const owners = new Set(attributes.map((attribute) => attribute.owner));
  const candidates = mentions.map((mention): Candidate => {
    const near = (index: number) =>
      tokens[index]?.sentence === tokens[mention.from]?.sentence ? tokens[index] : undefined;
    const within = (attribute: Attribute) => attribute.from <= mention.from && mention.from < attribute.to;
    const place: Place = {
      language: reading.language,
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
    return { ...mention, evidence, score: sum(evidence) };
  });
  return [...shareInLists(reading, candidates), ...verbCandidates(reading, candidates)];
}

const sum = (evidence: Evidence[]) => evidence.reduce((total, { weight }) => total + weight, 0);

const SHARED = new Set([
  'the object of a keeping verb',
  'before an empty head',
  'after "app for", "list of"',
  'a part of another thing',
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
      if (!shared || candidate.evidence.some(({ rule }) => rule === 'is a value')) return candidate;
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
    const name = VERB_NOUNS[token.lower];
    const noun = name === undefined ? undefined : NOUN_BY_NAME.get(name);
    if (!noun) continue;
    const before = tokens[at - 1]?.lower ?? '';
    const isDone =
      language === 'de'
        ? token.tag === 'verb' || /^\p{Ll}/u.test(token.text)
        : MODALS.has(before) || /^(to|then|and|or|,|online)$/.test(before) || token.tag === 'verb';
    if (!isDone) continue;
    const isNamed = candidates.some((candidate) => candidate.from === at);
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
