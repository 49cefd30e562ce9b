import type { Mention } from './mentions.ts';
import type { Language } from './text/language.ts';
import type { Token } from './text/tokens.ts';
import { EMPTY_HEADS, KEEPING_VERBS, MODALS, VERB_NOUNS, WEAK_NOUNS } from './wordSets.ts';

/** A mention with what stands around it. */
export interface Place {
  language: Language;
  tokens: Token[];
  mention: Mention;
  before(steps: number): Token | undefined;
  after(steps: number): Token | undefined;
  isOwner: boolean;
  isValue: boolean;
  isPart: boolean;
  /** Lies within words that ask for something else: "contact form". */
  isElse: boolean;
  /** Behind a colon that stands in the first sentence after words for the app itself: "A club app: members, events". */
  isOpeningList: boolean;
  /** The prompt gives its word to another thing as a value: "notes" of a session. */
  isStated: boolean;
  /** Its sentence has no verb and names several things. */
  isListed: boolean;
  /** The mention that ends just before a token. */
  thingBefore(at: number): Mention | undefined;
}

export interface Rule {
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

/** Index of the preposition right before a mention and its article. */
function governorOf(place: Place): number | undefined {
  for (let at = place.mention.from - 1; at >= place.mention.from - 3 && at >= 0; at--) {
    const token = place.tokens[at];
    if (!token || token.sentence !== place.tokens[place.mention.from]?.sentence) return undefined;
    if (/^(for|of|from|für|von|der|des)$/.test(token.lower)) return at;
    if (!SKIPPED.test(token.lower)) return undefined;
  }
  return undefined;
}

/** A German verb ends its clause: "Kunden und Termine verwalten". */
function closingVerb(place: Place): boolean {
  // "Kunden können Termine buchen": who does it is not what is kept.
  if (isPerson(place) && isActing(place)) return false;
  if (MODALS.has(place.after(1)?.lower ?? '') || (isPerson(place) && MODALS.has(place.before(1)?.lower ?? '')))
    return false;
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
    name: 'what somebody books, enrols in, applies for',
    weight: 0.3,
    holds: (place) => {
      const link = governor(place);
      const verb = link && /^(in|for|to)$/.test(link.lower) ? place.tokens[place.tokens.indexOf(link) - 1] : link;
      return verb !== undefined && VERB_NOUNS.has(verb.lower) && !KEEPING_VERBS.has(verb.lower);
    },
  },
  {
    name: 'before an empty head',
    weight: 0.4,
    holds: (place) => {
      const next = place.after(1)?.lower ?? '';
      // "Teachers record grades": the plural of a person with a verb, and no compound.
      return EMPTY_HEADS.has(next) && !isOrganisation(place) && !(place.mention.plural && KEEPING_VERBS.has(next));
    },
  },
  { name: 'has values of its own', weight: 0.4, holds: ({ isOwner }) => isOwner },
  { name: 'a part of another thing', weight: 0.3, holds: ({ isPart }) => isPart },
  { name: 'is a value', weight: -0.8, holds: ({ isValue }) => isValue },
  { name: 'is a value elsewhere', weight: -0.4, holds: ({ isStated, isOwner }) => isStated && !isOwner },
  {
    name: 'what a sentence is about',
    weight: 0.2,
    holds: (place) => {
      const before = place.before(1);
      const isFirst = (before === undefined || before.text === ',') && place.mention.plural && isKnown(place);
      const next = place.after(1);
      return (
        isFirst &&
        next !== undefined &&
        next.kind === 'word' &&
        (next.tag === 'verb' || /^(are|have|sind|haben|werden)$/.test(next.lower)) &&
        !(isPerson(place) && DEEDS.has(next.lower))
      );
    },
  },
  {
    name: 'by which things are looked for',
    weight: 0.25,
    holds: (place) =>
      isKnown(place) &&
      /^(by|per|nach)$/.test(place.before(1)?.lower ?? '') &&
      [2, 3, 4, 5].some((steps) =>
        /^(browse|filter|filtered|search|sort|sorted|group|grouped|organised|organized|gruppiert|gefiltert|sortiert|filtern|durchsuchen)$/.test(
          place.before(steps)?.lower ?? '',
        ),
      ),
  },
  { name: 'in a sentence that only lists things', weight: 0.3, holds: ({ isListed }) => isListed },
  { name: 'words that ask for something else', weight: -0.8, holds: ({ isElse }) => isElse },
  {
    name: 'of or for whom something is',
    weight: 0.25,
    holds: (place) => {
      const link = governorOf(place);
      const thing = link === undefined ? undefined : place.thingBefore(link);
      return thing !== undefined && /^(for|of|from|für|von|der|des)$/.test(place.tokens[link ?? 0]?.lower ?? '');
    },
  },
  {
    name: 'in the list that the prompt opens with',
    weight: 0.35,
    holds: (place) => place.isOpeningList && place.mention.plural && isKnown(place) && !isActing(place),
  },
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
    holds: (place) => {
      const before = [2, 3, 4].map((steps) => place.before(steps)?.lower ?? '');
      const isWhole =
        /^(to|zu)$/.test(governor(place)?.lower ?? '') &&
        [place.before(1)?.lower ?? '', ...before].some((word) => BELONGS.test(word) || /^assigns?$/.test(word));
      return BELONGS.test(place.after(1)?.lower ?? '') || isWhole;
    },
  },
  {
    name: 'after "app for", "list of"',
    weight: 0.3,
    holds: (place) => {
      const link = governorOf(place);
      return link !== undefined && EMPTY_HEADS.has(place.tokens[link - 1]?.lower ?? '') && place.mention.plural;
    },
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
    holds: (place) => isPerson(place) && isActing(place),
  },
];

const BELONGS = /^(belong|belongs|assigned|linked|attached|gehört|gehören|zugeordnet)$/;
/** What people do with an app; other verbs tell what happens in the world. */
const DEEDS: ReadonlySet<string> = new Set([
  ...KEEPING_VERBS,
  'sign',
  'log',
  'get',
  'receive',
  'use',
  'pay',
  'apply',
  'register',
  'comment',
  'vote',
  'donate',
  'enrol',
  'enroll',
  'choose',
  'answer',
  'resolve',
  'respond',
  'move',
  'tragen',
  'melden',
  'bekommen',
  'nutzen',
]);

const isPerson = ({ mention }: Place) => mention.noun?.flags.includes('person') === true;

function isActing(place: Place): boolean {
  const next = place.after(1);
  const back = [place.before(1)?.lower ?? '', place.before(2)?.lower ?? ''];
  if (
    /^(as|als|only|nur)$/.test(back[0] ?? '') ||
    /^(as|als)$/.test(back[1] ?? '') ||
    (MODALS.has(back[0] ?? '') && place.before(2)?.tag !== 'noun')
  )
    return true;
  if (!next || /^(manage|manages|verwalten|verwaltet|track|add|list)$/.test(back[0] ?? '')) return false;
  if (MODALS.has(next.lower)) return true;
  if (!DEEDS.has(next.lower)) return false;
  // "Guest list" is a compound.
  if (place.language === 'en' && !place.mention.plural && EMPTY_HEADS.has(next.lower)) return false;
  // German infinitives end their clause: "Kunden verwalten und ..." says nothing of what customers do.
  const opens =
    place.before(1) === undefined ||
    (place.before(2) === undefined && /^(der|die|das|jeder|jede|alle)$/.test(back[0] ?? ''));
  return (
    place.language !== 'de' ||
    (opens && place.after(2)?.kind === 'word' && !/^(und|oder)$/.test(place.after(2)?.lower ?? ''))
  );
}

function isOrganisation({ mention }: Place): boolean {
  return mention.noun?.flags.some((flag) => flag === 'org' || flag === 'place') === true;
}

/** "for a small agency", "für meinen Verein": one, with an article, behind "for". */
function isPurpose(place: Place): boolean {
  for (let back = 1; back < 6; back++) {
    const token = place.before(back);
    if (!token) return false;
    // "We are a small label", "wir betreiben einen Laden"
    if (
      /^(are|run|own|am|sind|betreiben|führen)$/.test(token.lower) &&
      /^(we|i|wir|ich)$/.test(place.before(back + 1)?.lower ?? '')
    )
      return true;
    if (/^(for|für)$/.test(token.lower)) {
      // "A return for an order": what stands before it is a thing of its own.
      if (place.thingBefore(place.mention.from - back) !== undefined) return false;
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
