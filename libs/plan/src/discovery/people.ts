import { NOUN_BY_ENGLISH, NOUN_BY_GERMAN, NOUNS } from '../lexicon/lexicon.ts';
import type { Noun } from '../lexicon/nounTypes.ts';
import { singularPhrase } from '../lexicon/parseNouns.ts';
import { kebabCase, pascalCase, sentenceCase, singularOf } from '../words.ts';
import { announcedPeople } from './announced.ts';
import type { Reading } from './reading.ts';
import { ROLE_WORDS } from './roleWords.ts';
import { fieldWords, type Phrase, PhraseFinder } from './text/nouns.ts';
import type { Token } from './text/tokens.ts';
import { latinOf } from './values/names.ts';
import { EMPTY_HEADS, KEEPING_VERBS, NOT_KEPT } from './wordSets.ts';

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

const finder = new PhraseFinder<RoleWord>(
  table((word) => word.english.map(singularPhrase)),
  table((word) =>
    word.german.flatMap((text) => [text.toLowerCase(), `${text.toLowerCase()}n`, `${text.toLowerCase()}s`]),
  ),
  { compounds: true },
);

/** Words for somebody, in a prompt. */
export interface PersonPlace {
  /** Name of the role that it would be. */
  role: string;
  label: string;
  noun?: string;
  from: number;
  to: number;
  plural: boolean;
  /** Whether it is known to mean somebody, and does not only look like that. */
  known: boolean;
}

/** Heads of names for people that a word before them tells apart: "stage manager", "shift lead", "packing team". */
const HEADS =
  /^(manager|lead|leader|master|rep|representative|team|staff|officer|assistant|chief|coordinator|director|supervisor|crew|member|worker|keeper|head|planner|technician|agent|owner|teacher|coach|instructor|nurse|driver|department|office|operator|inspector|editor|volunteer|partner|engineer|buyer|seller|guide|specialist|consultant|attendant|chair|president|secretary|treasurer|warden|steward|captain|marshal|surveyor|surgeon)$/;
const RANKS =
  /^(head|senior|junior|deputy|vice|chief|general|local|regional|lead|assistant|second|first|external|internal)$/;

/** People who are one: "the programme team", "the finance department". */
const TEAMS = /^(team|crew|department|committee)$/;

/** Words that point at somebody, which the tagger may take for a part of the name. */
const POINTS = /^(our|my|your|their|his|her|its|whose|which|what|new|every|each|any|some)$/;

/** Endings of words for who does something: "setter", "curator", "therapist", "quartermaster". */
const AGENT =
  /(?:[^aeiou]er|ier|eer|ator|itor|utor|ssor|ctor|ist|ician|arian|man|men|woman|women|keeper|monger|smith|wright)$/;
const GERMAN_AGENT =
  /(?:[^aeiouäöü]er|erin|erinnen|ler|lerin|ator|atorin|ist|istin|isten|ant|anten|antin|ent|enten|entin|kraft|kräfte|leiter|leiterin|leitung|wart|wartin|meister|meisterin|helfer|helferin|beauftragter?|frau|mann|leute)$/;
/** Words for people that do not end as such words do. */
const SOMEBODY = new Set(
  `warden docent sexton concierge hostess tailor sailor deckhand fan graduate postdoc trustee bishop imam rabbi deacon surgeon physio
  osteopath jockey surveyor architect glazier mason councillor councilor mayor constable detective bailiff paralegal notary correspondent
  stagehand roadie historian convenor delegate steward marshal captain usher verger sponsor pilot ranger guard
  wirt küchenhilfe ausbilder kamerad kameraden regisseur lektorin geselle notar gast koch bauer`
    .split(/\s+/)
    .filter(Boolean),
);
/** Words that end like people and are none. */
const NOBODY = new Set(
  `answer banner barrier battery beer border bumper butter center centre chapter character charter cluster computer container
  corner counter cover cylinder diameter dinner disaster drawer elevator filter finger flower folder footer freezer gender
  header heater helicopter hunger ladder laser layer leather letter lever lighter liter litre locker manner marker master matter
  meter monster mother motor neither newsletter number offer order other outer over oyster paper parameter partner pepper
  picker planner poster powder power printer prior property quarter register reminder remainder router rubber scanner screwdriver
  server shelter shower shoulder slider soccer spider starter sticker stroller summer super supper sweater tender theater theatre
  thunder tiger timer toner tower tracker trailer transfer trigger under user voucher wafer wallpaper wander water weather whether
  whatever whenever winter wonder wrapper calculator factor generator indicator radiator refrigerator separator simulator sector
  vector doctor holder hanger danger ledger merger charger hammer trimmer copper zipper stopper stapler ruler roller sampler boiler
  cooler scooter pointer encounter adapter semester booster toaster plaster feather silver river fever fertilizer fertiliser analyzer
  analyser blender dishwasher dryer scheduler logger parser crawler converter thermometer barometer transmitter projector detector
  connector reflector tractor reactor processor compressor cursor sensor monitor resistor capacitor controller checker folder builder
  launcher loader importer exporter inverter burner dozer burger cider fiber fibre timber lumber rubber amber ember september october
  november december january checklist wishlist playlist list artist twist cyst mist fist waist human german roman woman ocean median
  fenster zimmer nummer ordner drucker computer kalender wasser wetter sommer winter messer keller teller koffer hammer fehler
  monster muster pflaster filter container ticket event element moment dokument patent talent prozent cent termin rechner
  stecker schalter schlüssel kühler becher bücher länder kinder bilder räder felder wörter männer güter schilder häuser dächer
  partner server beamer eimer einer keiner jeder immer leiter ständer zähler kraft fracht unterkunft ankunft text kommentar`
    .split(/\s+/)
    .filter(Boolean),
);

/** Everybody that a prompt names, by words that are known and by words that look like somebody, in their order. */
export function peopleIn(reading: Reading): PersonPlace[] {
  const { tokens, language } = reading;
  const known = finder
    .all(tokens, language)
    .filter((phrase) => phrase.corrected === undefined && !tokens[phrase.from]?.negated)
    .map((phrase) => placeOf(reading, phrase));
  const taken = new Set(known.flatMap(({ from, to }) => tokens.slice(from, to)));
  const unknown = tokens.flatMap((token, at): PersonPlace[] => {
    if (taken.has(token)) return [];
    const isTeam = language === 'en' && TEAMS.test(token.lower) && modifiersOf(tokens, at).length > 0;
    if (!isTeam && !looksLikeSomebody(reading, at)) return [];
    const isGerman = language === 'de';
    const singular = isGerman ? token.text : singularOf(token.lower);
    const words = isGerman ? [token.text] : [...modifiersOf(tokens, at), singular];
    return [
      {
        ...namedAfter(words, isGerman),
        from: at - (words.length - 1),
        to: at + 1,
        plural: singular !== token.lower,
        known: false,
      },
    ];
  });
  const named = announcedPeople(tokens).flatMap(({ from, to }): PersonPlace[] => {
    if ([...known, ...unknown].some((place) => place.from < to && from < place.to)) return [];
    const isGerman = language === 'de';
    const words = tokens.slice(from, to).map(({ text, lower }) => (isGerman ? text : singularOf(lower)));
    return [{ ...namedAfter(words, isGerman), from, to, plural: false, known: false }];
  });
  const all = [...known, ...unknown, ...named].filter(({ role }) => role !== '');
  return apart(all.toSorted((a, b) => a.from - b.from));
}

/** Different words for one role are different people where both stand in a prompt: "the kitchen" and "the chef". */
function apart(places: PersonPlace[]): PersonPlace[] {
  const labels = new Map<string, string>();
  return places.map((place) => {
    const label = labels.get(place.role) ?? place.label;
    labels.set(place.role, label);
    const [one, other] = [label.toLowerCase(), place.label.toLowerCase()];
    if (one.includes(other.slice(0, 5)) || other.includes(one.slice(0, 5)) || place.noun !== undefined)
      return { ...place, label };
    const role = kebabCase(latinOf(place.label)).slice(0, 30);
    return role === '' ? { ...place, label } : { ...place, role };
  });
}

function placeOf(reading: Reading, phrase: Phrase<RoleWord>): PersonPlace {
  const { tokens, language } = reading;
  const { from, to, plural } = phrase;
  const head = tokens[to - 1]?.lower ?? '';
  const before = language === 'de' || to - from > 1 || !HEADS.test(singularOf(head)) ? [] : modifiersOf(tokens, from);
  if (before.length > 0)
    return { ...namedAfter([...before, singularOf(head)], false), from: from - before.length, to, plural, known: true };
  return { ...namesOf(reading, phrase), from, to, plural, known: true };
}

/** The word before a head that tells it apart; none where it is an article or a verb that governs it. */
function modifiersOf(tokens: Token[], at: number): string[] {
  const [token, head] = [tokens[at - 1], tokens[at]];
  if (token?.kind !== 'word' || token.sentence !== head?.sentence || token.possessive) return [];
  const isFirst = tokens[at - 2]?.sentence !== token.sentence;
  const isNoun =
    (token.tag === 'noun' && !KEEPING_VERBS.has(token.lower) && !POINTS.test(token.lower)) ||
    RANKS.test(token.lower) ||
    (/ing$/.test(token.lower) && !/^(using|having|being|including|managing)$/.test(token.lower)) ||
    // "Project leads create", "may plan: shift leads": what the tagger takes for a verb where a name begins.
    ((isFirst || /^[:,(]$/.test(tokens[at - 2]?.text ?? '')) && NOUN_BY_ENGLISH.has(token.lower));
  return isNoun ? [token.lower] : [];
}

/** Whether a word that no list has looks like one for somebody: a noun that ends as they do, and means nothing else. */
function looksLikeSomebody(reading: Reading, at: number): boolean {
  const { tokens, language } = reading;
  const token = tokens[at];
  if (token?.kind !== 'word' || token.negated) return false;
  const singular = singularOf(token.lower);
  const isListed = SOMEBODY.has(singular) || SOMEBODY.has(token.lower);
  if (token.lower.length < 5 && !isListed) return false;
  if ([token.lower, singular].some((word) => NOBODY.has(word) || NOT_KEPT.has(word) || EMPTY_HEADS.has(word)))
    return false;
  if (reading.nouns.some((noun) => noun.corrected === undefined && noun.from <= at && at < noun.to)) return false;
  if (fieldWords.at(tokens, at, language)?.corrected === undefined && fieldWords.at(tokens, at, language)) return false;
  if (language === 'de') {
    if (!/^\p{Lu}/u.test(token.text) || NOUN_BY_GERMAN.has(token.lower)) return false;
    return isListed || GERMAN_AGENT.test(token.lower);
  }
  // The tagger reads on over the end of a line: what begins an item is a noun, if it looks like one.
  return (token.tag === 'noun' || token.tag === 'other' || token.bullet) && (isListed || AGENT.test(singular));
}

function namedAfter(words: string[], isGerman: boolean): { role: string; label: string } {
  const text = words.join(' ');
  const role = kebabCase(latinOf(text)).slice(0, 30);
  return { role, label: (isGerman ? text : sentenceCase(pascalCase(latinOf(text)))).slice(0, 60) };
}

/** Words for people whose label is the table's: they mean whoever is there. */
const EVERYBODY = new Set(['user', 'visitor', 'owner', 'admin']);

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
    // The singular that the table has for a word of the prompt, where it has one.
    const said = value.german.find((word) => own.toLowerCase().startsWith(word.toLowerCase().slice(0, 6)));
    return { role: value.name, label: said ?? value.german[0] ?? sentenceCase(value.name), noun };
  }
  const isGeneric = value.noun === undefined;
  const label = EVERYBODY.has(value.name) ? sentenceCase(value.name) : sentenceCase(pascalCase(singular));
  return { role: isGeneric ? value.name : kebabCase(pascalCase(singular)), label, noun };
}
