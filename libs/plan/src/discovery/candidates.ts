import { FIELD_BY_ENGLISH } from '../lexicon/lexicon.ts';
import type { Attribute } from './attributes.ts';
import { type Candidate, sum } from './candidate.ts';
import type { Definition } from './definitions.ts';
import type { FormPlace } from './forms.ts';
import { linksOf } from './links.ts';
import { shareInLists } from './lists.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { RoleMention } from './roles.ts';
import { type Place, RULES } from './rules.ts';
import type { Token } from './text/tokens.ts';
import { verbCandidates } from './verbCandidates.ts';
import { EMPTY_HEADS, MODALS } from './wordSets.ts';

/** What is known of the prompt before its things are. */
export interface Context {
  /** Words that ask for something else. */
  taken: { start: number; end: number }[];
  forms: FormPlace[];
  /** Names of the nouns that apps of its domain are about. */
  domain: ReadonlySet<string>;
  isPublic: boolean;
  /** Lines that say what a thing has. */
  definitions: Definition[];
}

const NOTHING: Context = { taken: [], forms: [], domain: new Set(), isPublic: false, definitions: [] };

/** Scores every mention, and lets those of one list share the best evidence among them. */
export function scoreMentions(
  reading: Reading,
  mentions: Mention[],
  attributes: Attribute[],
  who: RoleMention[],
  { taken, forms, domain, isPublic, definitions }: Context = NOTHING,
): Candidate[] {
  const { tokens } = reading;
  const stated = new Set(attributes.flatMap(({ field }) => (field ? [field.name] : [])));
  const opening = openingOf(tokens, mentions, attributes);
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
      isDefined: definitions.some((one) => one.mention === mention),
      isBesideDefined: definitions.length > 0 && isCalledAfter(tokens, mention) && !isSaidAgain(mentions, mention),
      isPublic,
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
        // "A todo app with projects" keeps todos.
        !(domain.has(mention.noun?.name ?? '') && EMPTY_HEADS.has(tokens[mention.to]?.lower ?? '')) &&
        mentions.filter(({ key }) => key === mention.key).length === 1,
      isUsed: isUsed(tokens, mention, who),
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
  return [...shareInLists(reading, candidates, attributes), ...verbCandidates(reading, candidates, who)];
}

/** "Sheet music library", "Snagging app (defect list)": a word in what the prompt calls the app in its first sentence. */
function isCalledAfter(tokens: Token[], { from, to }: Mention): boolean {
  const next = tokens[to];
  return (
    tokens[from]?.sentence === 0 &&
    ((next?.sentence === 0 && (EMPTY_HEADS.has(next.lower) || next.lower === 'library')) ||
      tokens[from - 1]?.text === '(')
  );
}

const isSaidAgain = (mentions: Mention[], mention: Mention): boolean =>
  mentions.some((other) => other !== mention && other.key === mention.key);

function isTaken(taken: { start: number; end: number }[], start = 0, end = 0): boolean {
  return taken.some((range) => range.start <= start && end <= range.end);
}

/** "Volunteers sign up for shifts", "donors drop off donations": somebody, what they do, and what they do it with. */
function isUsed(tokens: Token[], { from, plural }: Mention, who: RoleMention[]): boolean {
  const sentence = tokens[from]?.sentence;
  const isHanded =
    /^(an?|the)$/.test(tokens[from - 1]?.lower ?? '') && /^(gets?|receives?)$/.test(tokens[from - 2]?.lower ?? '');
  return (
    (plural || isHanded) &&
    who.some(({ to }) => {
      const between = tokens.slice(to, from);
      return (
        from > to &&
        between.length <= 5 &&
        tokens[to]?.sentence === sentence &&
        between.some(({ tag }) => tag === 'verb') &&
        between.every(
          ({ tag, lower, kind }) =>
            kind === 'word' && (tag === 'verb' || tag === 'adjective' || MODALS.has(lower) || DONE_WITH.test(lower)),
        )
      );
    })
  );
}

/** What may stand between somebody, what they do and what they do it with. */
const DONE_WITH =
  /^(up|for|off|out|down|in|to|on|of|list|checklist|set|the|their|a|an|all|new|own|at|into|back|over|each|every)$/;

/** Where the first sentence begins to list what the app keeps: "A club app: members, events", "Clinic software with ...". */
function openingOf(tokens: Token[], mentions: Mention[], attributes: Attribute[]): number | undefined {
  const at = tokens.findIndex(
    (token, index) =>
      index > 0 &&
      index <= 14 &&
      token.sentence <= (token.text === ':' ? 1 : 0) &&
      /^(:|with|mit|for|für|including|managing)$/.test(token.lower) &&
      !attributes.some(({ from, owner }) => from > index && from <= index + 3 && isBefore(mentions, owner, index)) &&
      !/^(a|an|my|our|the|your|ein|eine|einen|meine|meinen|unsere|unseren|mein|unser)$/.test(
        tokens[index + 1]?.lower ?? '',
      ),
  );
  return at < 0 ? undefined : at;
}

const isBefore = (mentions: Mention[], owner: string, at: number) =>
  mentions.some(({ key, to }) => key === owner && to <= at);

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
