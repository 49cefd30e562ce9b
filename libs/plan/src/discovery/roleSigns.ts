import type { PersonPlace } from './people.ts';
import type { Language } from './text/language.ts';
import type { Token } from './text/tokens.ts';
import { KEEPING_VERBS, MODALS, VERB_NOUNS } from './wordSets.ts';

/** What stands around words for somebody. */
export interface Near {
  language: Language;
  person: PersonPlace;
  before(steps: number): Token | undefined;
  /** Behind what brackets say of them. */
  after(steps: number): Token | undefined;
  /** The brackets right behind them, with what they say. */
  bracket: Token[];
}

interface Sign {
  confidence: number;
  holds(near: Near): boolean;
}

/** Verbs that tell what something is or what becomes of it, and not what somebody does with an app. */
const NO_DEED =
  /^(is|are|was|were|be|been|has|have|had|with|belongs?|contains?|consists?|includes?|costs?|needs?|wants?|lives?|stands?|exists?|expires?|happens?|lasts?|becomes?|appears?|remains?|means?|dies?|play|plays|sit|sits|love|loves|like|likes|hat|haben|ist|sind|war|wird|werden|gehört|gehören|kostet|kosten|braucht|brauchen|besteht|heißt|liegt|wohnt|wohnen)$/;
const ARTICLES =
  /^(a|an|the|our|my|each|every|all|one|both|other|some|new|ein|eine|einem|einen|der|die|das|den|dem|jeder|jede|alle|unsere|unser|meine|mein)$/;
/** "Actors only see", "the chef then approves". */
const ADVERBS =
  /^(also|only|then|themselves|always|just|usually|never|later|all|can|auch|selbst|nur|dann|immer|später)$/;

const OTHER_DEEDS =
  /^(sign|signs|log|logs|get|gets|receive|receives|use|uses|pay|pays|apply|applies|register|registers|choose|answer|answers|resolve|resolves|respond|reopen|join|enrol|enroll|decide|decides|check|checks|pick|picks|look|looks|look after|set|sets|change|changes|prepare|prepares|describe|describes|hand|hands|pack|packs|repair|repairs|clean|cleans|discuss|discusses|vote|votes|deny|denies|tick|ticks|fill|fills|note|notes|type|types|upload|uploads|bring|brings|take|takes|accept|accepts|decline|declines|tragen|trägt|bekommen|bekommt|nutzen|nutzt|wählen|wählt|bezahlen|zahlen|arbeiten|antworten|bewerben|einloggen|registrieren|melden|fragen|fragt|prüfen|prüft|gibt|geben|sieht|legt|pflegt|bestätigt)$/;

/** Whether nothing but an article stands between a person and the beginning of a clause. */
function startsClause({ before }: Near): boolean {
  const first = before(1);
  const previous = first && ARTICLES.test(first.lower) ? before(2) : first;
  return (
    previous === undefined ||
    previous.kind === 'sign' ||
    /^(and|while|when|where|but|that|so|then|if|once|before|after|until|und|aber|wo|wenn|or|oder|dann|sobald|bevor|damit|dass)$/.test(
      previous.lower,
    )
  );
}

/** The word before a person and its article. */
function link({ before }: Near): Token | undefined {
  const first = before(1);
  return first && ARTICLES.test(first.lower) ? before(2) : first;
}

/** What a person does: the verb behind, and behind an adverb. */
function deed({ after }: Near): Token | undefined {
  const first = after(1);
  return first && ADVERBS.test(first.lower) ? after(2) : first;
}

const isDeed = ({ lower }: Token) =>
  [lower, lower.replace(/s$/, ''), lower.replace(/es$/, '')].some(
    (verb) => KEEPING_VERBS.has(verb) || VERB_NOUNS.has(verb) || OTHER_DEEDS.test(verb),
  );
/** "Members: sorted by name" tells what is done to them. */
const isActive = ({ lower }: Token) => !NO_DEED.test(lower) && !/[^e]ed$/.test(lower);
/** What is done to people who use an app. */
const INVITED = /^(assigned|invited|allowed|able|notified|reminded|asked|told|permitted)$/;

/** "Managers approve", "the manager approves": the verb has the number of who does it. */
function agrees(person: PersonPlace, verb: Token): boolean {
  const isThird = /[^s]s$/.test(verb.lower);
  return person.plural ? !isThird : isThird;
}

/** A German verb that is conjugated, with something behind it: infinitives end their clause. */
function isGermanDeed(near: Near): boolean {
  const next = near.after(1);
  const beyond = near.after(2);
  const isJoined =
    /^(und|oder)$/.test(beyond?.lower ?? '') && /t$/.test(next?.lower ?? '') && /t$/.test(near.after(3)?.lower ?? '');
  if (!next || !beyond || (/^(,|und|oder|\.|;|:)$/.test(beyond.lower) && !isJoined)) return false;
  if (next.tag === 'small' || NO_DEED.test(next.lower) || !/^\p{Ll}.*(t|en|ln|rn)$/u.test(next.text)) return false;
  if (next.tag === 'verb' || isDeed(next)) return true;
  // "Der Bootswart sperrt Boote", "Fahrlehrer legen Stunden an": whatever it is that they do.
  const isNamed = near.person.known || /^(der|die|das)$/.test(near.before(1)?.lower ?? '');
  return isNamed && (/t$/.test(next.lower) || (near.person.known && beyond.kind === 'word'));
}

/** What says that a person uses the app, most certain first. */
export const SIGNS: Sign[] = [
  {
    confidence: 0.95,
    holds: (near) => {
      // "A customer can have many cars" tells what a customer is.
      if (/^(have|be|belong|contain|consist|include)$/.test(near.after(2)?.lower ?? '')) return false;
      return MODALS.has(near.after(1)?.lower ?? '') || MODALS.has(deed(near)?.lower ?? '');
    },
  },
  {
    // "Managers want to see".
    confidence: 0.9,
    holds: ({ after }) =>
      /^(want|wants|need|needs|have|has|wish|wishes|like|likes)$/.test(after(1)?.lower ?? '') &&
      after(2)?.lower === 'to',
  },
  {
    confidence: 0.95,
    holds: ({ before }) =>
      before(2)?.tag !== 'noun' &&
      /^(kann|können|darf|dürfen|soll|sollen|muss|müssen|möchte|möchten)$/.test(before(1)?.lower ?? ''),
  },
  {
    // "Only see", of whomever: it is about what they may.
    confidence: 0.85,
    holds: (near) =>
      near.person.known && /^(only|nur)$/.test(near.after(1)?.lower ?? '') && near.after(2)?.tag === 'verb',
  },
  {
    // "As a treasurer I want", "only managers", "let customers book"; who orders "as a guest" has no account.
    confidence: 0.9,
    holds: (near) =>
      !(near.person.role === 'guest' && /^(as|als)$/.test(link(near)?.lower ?? '')) &&
      /^(as|als|only|nur|let|lets|allow|allows|allowing|enable|enables|lasst)$/.test(link(near)?.lower ?? ''),
  },
  {
    // "The drivers only their own tours", after a verb that was said of others.
    confidence: 0.8,
    holds: (near) =>
      /^(only|nur)$/.test(near.after(1)?.lower ?? '') &&
      /^(their|his|her|its|the|ihre|ihren|seine|die|das|den)$/.test(near.after(2)?.lower ?? ''),
  },
  {
    // "Referees are assigned to matches".
    confidence: 0.78,
    holds: (near) =>
      /^(is|are)$/.test(near.after(1)?.lower ?? '') && INVITED.test(near.after(2)?.lower ?? '') && startsClause(near),
  },
  {
    // "Trainers (enter results), parents (they only read)", "Treasurer: keeps the books".
    confidence: 0.85,
    holds: ({ person, bracket, after }) => {
      const told = bracket.slice(1).filter((token) => token.kind === 'word' && !ADVERBS.test(token.lower));
      const says = told[0] ?? (after(1)?.text === ':' ? after(2) : undefined);
      if (!says) return false;
      if (person.known && /^(everything|alles)$/.test(says.lower)) return true;
      if (person.known && told.slice(0, 2).some((token) => token.tag === 'verb' && isActive(token))) return true;
      // "Customers: name, phone" tells what they have.
      if (bracket.length === 0 && /^[,.;]$/.test(after(3)?.text ?? '.')) return false;
      const isDoing = isDeed(says) || MODALS.has(says.lower) || /^(they|she|he|who|sie|er|full|read)$/.test(says.lower);
      return isActive(says) && (isDoing || (person.known && says.tag === 'verb'));
    },
  },
  {
    // "For members only", "staff only".
    confidence: 0.85,
    holds: ({ person, before, after }) =>
      person.known &&
      ((/^(for|für|to)$/.test(before(1)?.lower ?? '') && after(1)?.lower === 'only') ||
        (/^(only|nur)$/.test(before(2)?.lower ?? '') && /^(for|to|für)$/.test(before(1)?.lower ?? ''))),
  },
  {
    // "Managers approve", "the treasurer who keeps the books".
    confidence: 0.8,
    holds: (near) => {
      const doing = near.after(1)?.lower === 'who' ? near.after(2) : undefined;
      if (doing) return isDeed(doing);
      if (near.language === 'de') return startsClause(near) && isGermanDeed(near);
      const verb = deed(near);
      return verb !== undefined && startsClause(near) && !NO_DEED.test(verb.lower) && isDeed(verb);
    },
  },
  {
    // "Fitters weld", "then the curator frames": whatever it is that people do.
    confidence: 0.76,
    holds: (near) => {
      const verb = deed(near);
      if (near.language === 'de' || !verb || NO_DEED.test(verb.lower) || verb.kind !== 'word') return false;
      // "Suppliers deliver items" tells of the world: of people of whom rows are kept, only what is done with an app counts.
      if (near.person.role === 'user') return false;
      if (startsClause(near)) return near.person.noun === undefined && verb.tag === 'verb' && agrees(near.person, verb);
      return (
        near.person.known && isDeed(verb) && agrees(near.person, verb) && ARTICLES.test(near.before(1)?.lower ?? '')
      );
    },
  },
  {
    // "Approved by the manager", and not "filter by guest".
    confidence: 0.75,
    holds: (near) => {
      if (!/^(by|durch)$/.test(link(near)?.lower ?? '')) return false;
      const back = near.before(1) === link(near) ? 2 : 3;
      const verb = near.before(back)?.lower ?? '';
      return (
        near.language === 'de' ||
        (/(ed|en|wn|ne|de|id|ut|ade|et)$/.test(verb) && !/^(filtered|sorted|grouped)$/.test(verb))
      );
    },
  },
  {
    // "Approved (by the director)".
    confidence: 0.75,
    holds: ({ person, before, after }) => {
      const first = before(1);
      const by = first && ARTICLES.test(first.lower) ? 2 : 1;
      return (
        person.known &&
        /^(by|durch|von)$/.test(before(by)?.lower ?? '') &&
        before(by + 1)?.text === '(' &&
        after(1)?.text === ')'
      );
    },
  },
  {
    confidence: 0.6,
    holds: (near) => near.person.known && near.person.plural && /^(for|für)$/.test(near.before(1)?.lower ?? ''),
  },
];
