import { NOUNS } from '../lexicon/lexicon.ts';
import type { Noun } from '../lexicon/nounTypes.ts';
import { singularPhrase } from '../lexicon/parseNouns.ts';
import { kebabCase, pascalCase, sentenceCase } from '../words.ts';
import { latinOf } from './attributes.ts';
import type { FoundRole } from './discovery.ts';
import { type Reading, spanOf } from './reading.ts';
import { ROLE_WORDS } from './roleWords.ts';
import type { Language } from './text/language.ts';
import { type Phrase, PhraseFinder } from './text/nouns.ts';
import type { Token } from './text/tokens.ts';
import { KEEPING_VERBS, MODALS, VERB_NOUNS } from './wordSets.ts';

interface RoleWord {
  name: string;
  english: string[];
  german: string[];
  noun?: Noun;
}

const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

const WORDS: RoleWord[] = [
  ...ROLE_WORDS.trim()
    .split('\n')
    .map((line): RoleWord => {
      const [name = '', english, german] = line.split('|').map((column) => column.trim());
      return { name, english: list(english), german: list(german) };
    }),
  ...NOUNS.filter((noun) => noun.flags.includes('person')).map(
    (noun): RoleWord => ({ name: kebabCase(noun.name), english: noun.english, german: noun.german, noun }),
  ),
];

function table(words: (word: RoleWord) => string[]): Map<string, RoleWord> {
  const map = new Map<string, RoleWord>();
  for (const word of WORDS) for (const text of words(word)) if (!map.has(text)) map.set(text, word);
  return map;
}

const people = new PhraseFinder<RoleWord>(
  table((word) => word.english.map(singularPhrase)),
  table((word) =>
    word.german.flatMap((text) => [text.toLowerCase(), `${text.toLowerCase()}n`, `${text.toLowerCase()}s`]),
  ),
  { compounds: true },
);

/** A place where somebody is named who uses the app. */
export interface RoleMention {
  role: string;
  label: string;
  noun?: string;
  from: number;
  to: number;
  /** Whether the words around say that this somebody uses the app, 0 to 1. */
  confidence: number;
}

const NO_DEED =
  /^(is|are|was|were|be|has|have|had|with|belongs?|contains?|consists?|hat|haben|ist|sind|gehört|gehören)$/;
const ARTICLES =
  /^(a|an|the|our|my|each|every|all|one|ein|eine|einem|einen|der|die|den|dem|jeder|jede|alle|unsere|meine)$/;

interface Sign {
  confidence: number;
  holds(near: {
    language: Language;
    before(steps: number): Token | undefined;
    after(steps: number): Token | undefined;
    phrase: Phrase<RoleWord>;
  }): boolean;
}

const OTHER_DEEDS =
  /^(sign|signs|log|logs|get|gets|receive|receives|use|uses|pay|pays|apply|applies|register|registers|choose|answer|answers|resolve|resolves|respond|reopen|join|enrol|enroll|tragen|trägt|bekommen|bekommt|nutzen|wählen|bezahlen|zahlen|arbeiten|antworten|bewerben|einloggen|registrieren|melden)$/;

/** Whether nothing but an article stands between a person and the beginning of a clause. */
function startsClause(before: (steps: number) => Token | undefined): boolean {
  const first = before(1);
  const previous = first && ARTICLES.test(first.lower) ? before(2) : first;
  return (
    previous === undefined ||
    previous.kind === 'sign' ||
    /^(and|while|when|where|but|that|so|und|aber|wo|wenn|or|oder)$/.test(previous.lower)
  );
}

/** What says that a person uses the app, most certain first. */
const SIGNS: Sign[] = [
  {
    confidence: 0.95,
    holds: ({ after }) =>
      MODALS.has(after(1)?.lower ?? '') ||
      (/^(also|only|then|themselves|auch|selbst|nur)$/.test(after(1)?.lower ?? '') &&
        MODALS.has(after(2)?.lower ?? '')),
  },
  {
    confidence: 0.95,
    holds: ({ before }) =>
      MODALS.has(before(1)?.lower ?? '') &&
      before(2)?.tag !== 'noun' &&
      /^(kann|können|darf|dürfen|soll|sollen|muss|müssen|möchte|möchten)$/.test(before(1)?.lower ?? ''),
  },
  {
    confidence: 0.9,
    holds: ({ before }) =>
      /^(as|als)$/.test(before(1)?.lower ?? '') ||
      (ARTICLES.test(before(1)?.lower ?? '') && /^(as|als)$/.test(before(2)?.lower ?? '')),
  },
  {
    confidence: 0.9,
    holds: ({ before }) =>
      /^(only|nur)$/.test(before(1)?.lower ?? '') ||
      (ARTICLES.test(before(1)?.lower ?? '') && /^(only|nur)$/.test(before(2)?.lower ?? '')),
  },
  {
    confidence: 0.9,
    holds: ({ before }) =>
      /^(let|lets|allow|allows|allowing|enable|enables|lasst)$/.test(before(1)?.lower ?? '') ||
      (ARTICLES.test(before(1)?.lower ?? '') &&
        /^(let|lets|allow|allows|enable|enables)$/.test(before(2)?.lower ?? '')),
  },
  {
    confidence: 0.8,
    holds: ({ after, before, language }) => {
      const next = after(1);
      if (!next || NO_DEED.test(next.lower)) return false;
      const opens = startsClause(before);
      // English: "managers approve". German infinitives end their clause, so that "Kunden verwalten" is no deed of customers.
      if (language !== 'de')
        return opens && (KEEPING_VERBS.has(next.lower) || VERB_NOUNS.has(next.lower) || OTHER_DEEDS.test(next.lower));
      const conjugated =
        /^\p{Ll}.*(t|en|ln|rn)$/u.test(next.text) &&
        (next.tag === 'verb' || KEEPING_VERBS.has(next.lower) || OTHER_DEEDS.test(next.lower));
      const beyond = after(2);
      return opens && conjugated && beyond !== undefined && !/^(,|und|oder|\.|;|:)$/.test(beyond.lower);
    },
  },
  {
    confidence: 0.75,
    holds: ({ before }) =>
      /^(by|durch)$/.test(before(1)?.lower ?? '') ||
      (ARTICLES.test(before(1)?.lower ?? '') && /^(by|durch)$/.test(before(2)?.lower ?? '')),
  },
  { confidence: 0.6, holds: ({ before, phrase }) => phrase.plural && /^(for|für)$/.test(before(1)?.lower ?? '') },
];

/** Every place that names somebody who does something with the app. */
export function roleMentions(reading: Reading): RoleMention[] {
  const { tokens, language } = reading;
  const near = (at: number, sentence: number | undefined) =>
    tokens[at]?.sentence === sentence ? tokens[at] : undefined;
  const found: RoleMention[] = [];
  const announced = announcedRoles(tokens);
  const phrases = people
    .all(tokens, language)
    .filter((phrase) => phrase.corrected === undefined && !tokens[phrase.from]?.negated);
  for (const phrase of phrases) {
    const sentence = tokens[phrase.from]?.sentence;
    const before = (steps: number) => near(phrase.from - steps, sentence);
    const after = (steps: number) => near(phrase.to - 1 + steps, sentence);
    const sign = SIGNS.find(({ holds }) => holds({ before, after, phrase, language }));
    const confidence = announced.has(phrase.from) ? 0.95 : (sign?.confidence ?? 0);
    found.push({ ...namesOf(reading, phrase), from: phrase.from, to: phrase.to, confidence });
  }
  // "Teachers and students can": what is said of the last is said of all, in a list of more too.
  let isList = false;
  for (let at = found.length - 2; at >= 0; at--) {
    const [mention, next] = [found[at], found[at + 1]];
    const between = mention && next ? tokens.slice(mention.to, next.from).map((token) => token.lower) : [];
    const words = between.filter((word) => !/^(the|die|der|,)$/.test(word));
    const joins =
      between.length > 0 && between.length <= 3 && words.every((word) => /^(and|or|&|und|oder)$/.test(word));
    isList = joins && (words.length > 0 || isList);
    if (!mention || !next || !isList || next.confidence < 0.7) continue;
    if (mention.confidence < next.confidence) mention.confidence = next.confidence * 0.95;
  }
  return found.filter((mention) => mention.confidence > 0.5 && !staysOut(tokens, mention));
}

/** "Customers must not log in", "Kunden brauchen kein Konto": who never signs in has no role. */
function staysOut(tokens: Token[], { from, to }: RoleMention): boolean {
  const behind = tokens.slice(to, to + 7).filter((token) => token.sentence === tokens[from]?.sentence);
  const text = behind.map((token) => token.lower).join(' ');
  return /^(must|should|can|do|need|will|dürfen|sollen|können|brauchen|müssen)?\s?(not|don't|cannot|can't|never|nicht|kein|keine|keinen|no|sich nicht)\b.*\b(log|login|sign|account|einloggen|anmelden|konto|zugang|anmeldung)\b/.test(
    text,
  );
}

/** Tokens of a list behind "roles:", "three kinds of users:", "Rollen:". */
function announcedRoles(tokens: Token[]): Set<number> {
  const places = new Set<number>();
  for (const [at, token] of tokens.entries()) {
    if (
      !/^(roles?|users?|rollen|benutzerrollen|nutzergruppen|benutzergruppen|nutzer|benutzer|actors)$/.test(token.lower)
    )
      continue;
    const next = tokens[at + 1];
    const opens =
      next &&
      (/^[:(]$/.test(next.text) ||
        (/^(roles?|types?|groups?)$/.test(next.lower) && /^[:(]$/.test(tokens[at + 2]?.text ?? '')));
    const isList =
      opens || (/^(roles|rollen)$/.test(token.lower) && /^(are|sind|like|such|wie)$/.test(next?.lower ?? ''));
    if (!isList) continue;
    for (
      let index = at + 1;
      index < tokens.length && tokens[index]?.sentence === token.sentence && index < at + 24;
      index++
    )
      places.add(index);
  }
  return places;
}

function namesOf(reading: Reading, phrase: Phrase<RoleWord>): { role: string; label: string; noun?: string } {
  const { value, singular } = phrase;
  const noun = value.noun?.name;
  if (reading.language === 'de') {
    const own = reading.tokens[phrase.from]?.text ?? '';
    // A compound is somebody of its own: "Vereinskassierer".
    const isOwn = [...value.german, ...value.english].some((word) =>
      own.toLowerCase().startsWith(word.toLowerCase().slice(0, 5)),
    );
    if (!isOwn) return { role: kebabCase(latinOf(own)).slice(0, 30) || value.name, label: own.slice(0, 60), noun };
    return { role: value.name, label: value.german[0] ?? sentenceCase(value.name), noun };
  }
  const isGeneric = value.noun === undefined;
  const role = isGeneric ? value.name : kebabCase(pascalCase(singular));
  return {
    role,
    label: isGeneric && value.name !== 'staff' ? sentenceCase(value.name) : sentenceCase(pascalCase(singular)),
    noun,
  };
}

/** The roles of the prompt, each once, in the order of their first mention. */
export function rolesOf(reading: Reading, mentions: RoleMention[]): FoundRole[] {
  const roles = new Map<string, FoundRole>();
  for (const mention of mentions) {
    const known = roles.get(mention.role);
    if (known) {
      known.confidence = Math.max(known.confidence, mention.confidence);
      continue;
    }
    roles.set(mention.role, {
      name: mention.role,
      label: mention.label,
      signsUp: false,
      noun: mention.noun,
      source: spanOf(reading, mention.from, mention.to),
      confidence: mention.confidence,
    });
  }
  const all = [...roles.values()];
  // "For teachers" alone is a guess where others are said to do something.
  const certain = all.filter((role) => role.confidence >= 0.75);
  return (certain.length > 0 ? certain : all).slice(0, 8);
}
