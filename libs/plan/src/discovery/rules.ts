import { isAskedFor, type Mention } from './mentions.ts';
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
  /** The sentence says that it hangs together with another thing. */
  isLinked: boolean;
  /** How many values the prompt gives it, and how many more it tells of it elsewhere. */
  values: number;
  told: number;
  /** Somebody who uses the app makes it: "report" is a verb of theirs. */
  isMade: boolean;
  /** Stands in the words for the app itself, before its list begins, and nowhere else. */
  isTitle: boolean;
  /** Somebody who uses the app does something with it. */
  isUsed: boolean;
  /** Somebody who uses the app, and who does something with it right here. */
  isRole: boolean;
  acts: boolean;
  isValue: boolean;
  isPart: boolean;
  /** A line says what it has: "House: address, plot number". */
  isDefined: boolean;
  /** Stands in the name of the app alone, while lines say what the app keeps. */
  isBesideDefined: boolean;
  /** A form with fields of its own makes it. */
  isForm: boolean;
  /** The app is a page for everybody, whose headings are those of its sections. */
  isPublic: boolean;
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
/** "Lends out books", "writes down fees": belongs to the verb before it. */
const PARTICLE = /^(out|off|up|down|in|back|away)$/;

/** The word that governs a mention: the first before it that is no article, adjective or other noun beside it. */
function governor(place: Place): Token | undefined {
  for (let back = 1; back < 7; back++) {
    const token = place.before(back);
    if (!token) return undefined;
    const isBeside = back === 1 && token.tag === 'noun' && !KEEPING_VERBS.has(token.lower) && !token.possessive;
    // "Plant care diary": no order to plant something.
    if (back > 1 && token.tag === 'noun' && place.before(back - 1)?.tag === 'noun') return undefined;
    // "My kids' chores".
    const isPossessive =
      /^['’]$/.test(token.text) || (/^['’]$/.test(place.before(back - 1)?.text ?? '') && token.tag === 'noun');
    if (isPossessive) continue;
    const isParticle = PARTICLE.test(token.lower) && place.before(back + 1)?.tag === 'verb';
    if (!isBeside && !isParticle && !SKIPPED.test(token.lower) && token.tag !== 'adjective') return token;
  }
  return undefined;
}

/** "Track calories and workouts": the verb before a list whose items before this one are no things. */
function listGovernor(place: Place): Token | undefined {
  const first = place.before(1);
  if (!first || !/^(,|and|und|&)$/.test(first.lower)) return undefined;
  for (let back = 2; back < 8; back++) {
    const token = place.before(back);
    if (!token) return undefined;
    if (KEEPING_VERBS.has(token.lower) && (token.tag === 'verb' || place.before(back + 1) === undefined)) return token;
    if (token.kind === 'word' && token.tag !== 'noun' && token.tag !== 'adjective' && !SKIPPED.test(token.lower))
      return undefined;
    if (token.kind === 'sign' && token.text !== ',') return undefined;
  }
  return undefined;
}

/** "Keep track of owners": the noun of a phrase that means to keep. */
function isPhraseOfKeeping({ tokens }: Place, verb: Token): boolean {
  const at = tokens.indexOf(verb);
  return (
    /^(track|record|records|list|count)$/.test(verb.lower) &&
    /^(keep|keeps|keeping|lose|losing)$/.test(tokens[at - 1]?.lower ?? '') &&
    tokens[at + 1]?.lower === 'of'
  );
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
  if (place.acts) return false;
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
  {
    name: 'a noun that often is none',
    weight: -0.2,
    holds: ({ mention, isOwner, values }) => WEAK_NOUNS.has(mention.noun?.name ?? '') && !(isOwner && values > 1),
  },
  {
    // "A quote is made", "every call is logged".
    name: 'what is kept, made or sent',
    weight: 0.35,
    holds: (place) => {
      const be = place.after(1)?.lower ?? '';
      const done = [place.after(2), place.after(3)].some((token) => KEPT.test(token?.lower ?? ''));
      return /^(is|are|gets?|wird|werden|was|were|can|must|should|may)$/.test(be) && done;
    },
  },
  {
    name: 'a span of time',
    weight: -0.8,
    holds: ({ mention }) =>
      !mention.plural && /^(hour|day|week|month|minute|stunde|tag|woche|monat)$/.test(mention.singular),
  },
  { name: 'plural', weight: 0.1, holds: ({ mention }) => mention.plural },
  {
    name: 'the object of a keeping verb',
    weight: 0.4,
    holds: (place) => {
      const verb = governor(place);
      // The tagger takes "Track" and "Book" at the beginning of a sentence for nouns now and then.
      const isFirst =
        verb !== undefined && (place.tokens[place.tokens.indexOf(verb) - 1]?.sentence !== verb.sentence || verb.bullet);
      const governs =
        verb !== undefined &&
        ((KEEPING_VERBS.has(verb.lower) && (verb.tag !== 'noun' || isFirst)) || isPhraseOfKeeping(place, verb));
      const isListed =
        place.language === 'en' && place.mention.plural && isKnown(place) && listGovernor(place) !== undefined;
      return governs || isListed || (place.language === 'de' && closingVerb(place));
    },
  },
  {
    // "I need clients, shoots and contracts": what is needed in a list of several.
    name: 'what is needed',
    weight: 0.3,
    holds: (place) =>
      place.mention.plural &&
      isKnown(place) &&
      /^(need|needs|want|wants|brauche|brauchen)$/.test(governor(place)?.lower ?? '') &&
      /^[,]$/.test(place.after(1)?.text ?? ''),
  },
  {
    // "Print the report", "see the calendar of a colleague": one thing that is looked at is not for that a row.
    name: 'one that is looked at, sent or opened',
    weight: -0.2,
    holds: (place) => !place.mention.plural && LOOKED_AT.test(governor(place)?.lower ?? ''),
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
  { name: 'has values of its own', weight: 0.4, holds: ({ isOwner, values }) => isOwner && values > 1 },
  {
    // A line of its own: "House: address, plot number, handover date".
    name: 'a heading with its values',
    weight: 0.6,
    holds: (place) =>
      place.isOwner &&
      place.values > 2 &&
      !place.isPublic &&
      !place.isRole &&
      place.before(1) === undefined &&
      /^[:–-]$/.test(place.after(1)?.text ?? ''),
  },
  { name: 'has something of its own', weight: 0.2, holds: ({ isOwner, values }) => isOwner && values < 2 },
  { name: 'hangs together with another thing', weight: 0.5, holds: ({ isLinked }) => isLinked },
  { name: 'values are told of it', weight: 0.15, holds: ({ isOwner, told }) => !isOwner && told > 1 },
  {
    // "Citizens report a hole" and "the open reports".
    name: 'what somebody who uses the app makes by its verb',
    weight: 0.35,
    holds: ({ isMade }) => isMade,
  },
  {
    // "Sports league with teams and players", "podcast planner: episodes, guests".
    name: 'what the app is called after',
    weight: -0.4,
    // "Manage my flats: tenants, repairs" keeps flats.
    holds: (place) =>
      place.isTitle &&
      !(place.mention.plural && KEEPING_VERBS.has(governor(place)?.lower ?? '')) &&
      // "Rental of boats: customers ask ..."
      !(place.mention.plural && /^(of|von)$/.test(place.before(1)?.lower ?? '')),
  },
  {
    name: 'what somebody who uses the app does something with',
    weight: 0.25,
    holds: (place) => place.isUsed && isKnown(place) && !place.acts,
  },
  { name: 'a part of another thing', weight: 0.1, holds: ({ isPart }) => isPart },
  { name: 'defined in a line of its own', weight: 1.2, holds: ({ isDefined }) => isDefined },
  {
    name: 'in the name of an app whose things are defined',
    weight: -0.6,
    holds: ({ isBesideDefined }) => isBesideDefined,
  },
  { name: 'what a form makes', weight: 0.6, holds: ({ isForm }) => isForm },
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
        !place.acts
      );
    },
  },
  {
    name: 'by which things are looked for',
    weight: 0.1,
    holds: (place) =>
      isKnown(place) &&
      /^(by|per|nach)$/.test(place.before(1)?.lower ?? '') &&
      [2, 3, 4, 5].some((steps) =>
        /^(browse|filter|filtered|search|sort|sorted|group|grouped|organised|organized|gruppiert|gefiltert|sortiert|filtern|durchsuchen)$/.test(
          place.before(steps)?.lower ?? '',
        ),
      ),
  },
  {
    name: 'in a sentence that only lists things',
    weight: 0.3,
    holds: ({ isListed, mention }) => isListed && mention.plural,
  },
  { name: 'words that ask for something else', weight: -0.8, holds: ({ isElse }) => isElse },
  {
    name: 'of or for whom something is',
    weight: 0.1,
    holds: (place) => {
      const link = governorOf(place);
      const thing = link === undefined ? undefined : place.thingBefore(link);
      return thing !== undefined && /^(for|of|from|für|von|der|des)$/.test(place.tokens[link ?? 0]?.lower ?? '');
    },
  },
  {
    name: 'in the list that the prompt opens with',
    weight: 0.35,
    holds: (place) => place.isOpeningList && place.mention.plural && isKnown(place) && !place.acts,
  },
  {
    name: 'each, every, per',
    weight: 0.25,
    holds: (place) => /^(each|every|per|jede|jeder|jedes|jeden|jedem|pro)$/.test(place.before(1)?.lower ?? ''),
  },
  {
    name: 'which one it is about',
    weight: 0.5,
    holds: (place) => isAskedFor(place.tokens, place.mention.from),
  },
  {
    name: 'first in an item of a list',
    weight: 0.2,
    holds: ({ tokens, mention }) => tokens[mention.from]?.bullet === true,
  },
  {
    name: 'after "app for", "list of"',
    weight: 0.3,
    holds: (place) => {
      const link = governorOf(place);
      // "A league manager for friends".
      if (/^(friend|kid|beginner|amateur|hobbyist|fan)$/.test(place.mention.singular)) return false;
      return link !== undefined && EMPTY_HEADS.has(place.tokens[link - 1]?.lower ?? '') && place.mention.plural;
    },
  },
  {
    name: 'whom the app is for',
    weight: -0.5,
    holds: (place) => !place.mention.plural && isPurpose(place),
  },
  {
    // "Help me organise my wedding": one's own, of which there is one.
    name: 'the one that it is all about',
    weight: -0.5,
    holds: (place) =>
      !place.mention.plural &&
      place.values === 0 &&
      /^(my|our|meine?n?|unsere?n?)$/.test(place.before(1)?.lower ?? '') &&
      /^(organise|organize|organising|organizing|plan|planning|run|manage|organisieren|planen)$/.test(
        governor(place)?.lower ?? '',
      ),
  },
  {
    name: 'a place or an organisation, and one only',
    weight: -0.4,
    holds: (place) => !place.mention.plural && isOrganisation(place),
  },
  { name: 'somebody who does something', weight: -0.45, holds: ({ acts }) => acts },
  { name: 'somebody who uses the app', weight: -0.2, holds: ({ acts, isRole }) => isRole && !acts },
];

const LOOKED_AT =
  /^(view|views|viewing|see|sees|show|shows|showing|display|displays|print|prints|send|sends|open|opens|close|closes|read|reads|search|find|share|shares|compare|export|exports|import|imports|make|makes|give|gives|check|start|run|leave|leaves|join|fill|mark|marks|move|moves|follow|monitor|sehen|sieht|ansehen|zeigen|anzeigen|suchen|finden|lesen|liest)$/;

/** "Made", "recorded": what is done to rows. */
const KEPT =
  /^(made|created|recorded|stored|kept|added|entered|written|logged|listed|booked|issued|published|uploaded|tracked|managed|registered|submitted|filed|collected|saved|planned|scheduled|erstellt|angelegt|erfasst|gespeichert|eingetragen|gebucht|veröffentlicht|geplant|verwaltet)$/;

const isPerson = ({ mention }: Place) => mention.noun?.flags.includes('person') === true;

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
