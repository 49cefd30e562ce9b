import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Noun } from '../lexicon/nounTypes.ts';
import { singularOf } from '../words.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Language } from './text/language.ts';
import { endOfSentence, startOfSentence, type Token } from './text/tokens.ts';

/** A form that the prompt gives fields: "a form to book a table with name, phone and date". */
export interface FormPlace {
  /** What it is for: rows of this are what it makes. */
  mention: Mention;
  /** Where the list of what it asks for begins. */
  at: number;
}

/** What a form makes, by the word before it or the verb behind it; a form that says neither takes inquiries. */
const MAKES: [RegExp, string][] = [
  [/^(contact|inquiry|enquiry|question|message|request|callback|kontakt|anfrage|nachricht)/, 'Inquiry'],
  [/^(register|registration|sign|signup|anmelde|anmeldung)/, 'Registration'],
  [/^(book|booking|buchung|buchen)/, 'Booking'],
  [/^(reserv)/, 'Reservation'],
  [/^(apply|application|applicant|volunteer|bewerb)/, 'Application'],
  [/^(order|pre-?order|bestell|vorbestell)/, 'PreOrder'],
  [/^(quote|estimate|angebot)/, 'Quote'],
  [/^(feedback)/, 'Feedback'],
  [/^(rsvp)/, 'Rsvp'],
  [/^(enrol)/, 'Enrolment'],
  [/^(appointment|termin)/, 'Appointment'],
];
const DEFAULT = 'Inquiry';
/** What begins the list of a form. */
const ASKS =
  /^(with|asks|asking|fields|leave|leaves|enter|enters|give|gives|fill|mit|fragt|felder|angeben|hinterlassen)$/;
const BEHIND_ASKS = /^(for|in|out|the|their|a|an|your|nach|folgenden|these|:|\()$/;
/** How far behind the word the list may begin. */
const REACH = 12;

/**
 * Forms that ask for something of their own. Lists that turn out to hold no values are none (see `attributesOf`).
 * @param isPublic whether a form that says nothing of what it is for is one to write to the business
 */
export function formsIn({ tokens, language }: Reading, isPublic: boolean): FormPlace[] {
  return [...announcedForms(tokens, language), ...namedForms(tokens, language, isPublic)];
}

/** "Two forms:" with a line for each: "Trial day: owner's name, phone, breed". What they make is called as the line is. */
function announcedForms(tokens: Token[], language: Language): FormPlace[] {
  const places: FormPlace[] = [];
  for (const [at, token] of tokens.entries()) {
    const isHeading = /^(forms|formulare)$/.test(token.lower) && tokens[at + 1]?.text === ':' && !token.negated;
    if (!isHeading || !tokens[at + 2]?.bullet) continue;
    for (let line = at + 2; tokens[line]?.bullet; line = endOfSentence(tokens, line)) {
      const colon = [1, 2, 3].find((steps) => /^[:–-]$/.test(tokens[line + steps]?.text ?? ''));
      if (colon === undefined) continue;
      const words = tokens.slice(line, line + colon);
      const noun = NOUN_BY_NAME.get(MAKES.find(([pattern]) => pattern.test(words[0]?.lower ?? ''))?.[1] ?? '');
      const name = words.map(({ lower, text }) => (language === 'de' ? text : lower)).join(' ');
      const singular = noun?.english[0] ?? name;
      places.push({
        mention: { key: noun?.name ?? `?${singular}`, noun, from: line, to: line + colon, singular, plural: false },
        at: line + colon + 1,
      });
    }
  }
  return places;
}

function namedForms(tokens: Token[], language: Language, isPublic: boolean): FormPlace[] {
  return tokens.flatMap((token, at): FormPlace[] => {
    const isForm = language === 'de' ? /formular$/.test(token.lower) : token.lower === 'form';
    if (!isForm || token.negated || token.tag === 'verb') return [];
    const start = listOf(tokens, at);
    if (start === undefined) return [];
    const from = firstWord(tokens, at);
    const noun = nounOf(tokens, from, at, isPublic);
    if (!noun) return [];
    const mention = { key: noun.name, noun, from, to: at + 1, singular: nameUnder(tokens, at, noun), plural: false };
    return [{ mention, at: start }];
  });
}

/** What a form makes is called: under "Volunteers:" an application is a volunteer application. */
function nameUnder(tokens: Token[], at: number, noun: Noun): string {
  const usual = noun.english[0] ?? noun.name;
  const heading = headingOf(tokens, at);
  if (noun.name !== 'Application' || heading?.kind !== 'word') return usual;
  return `${singularOf(heading.lower)} ${usual}`;
}

/** The word that a line stands under: "Volunteers: a form." */
function headingOf(tokens: Token[], at: number): Token | undefined {
  const first = startOfSentence(tokens, at);
  return tokens[first + 1]?.text === ':' ? tokens[first] : undefined;
}

/** Index of the first word of the form's name: "sign-up form", "contact form". */
function firstWord(tokens: Token[], at: number): number {
  const before = tokens[at - 1];
  const isName =
    before?.sentence === tokens[at]?.sentence &&
    before?.kind === 'word' &&
    before.tag !== 'small' &&
    (before.tag === 'noun' || MAKES.some(([pattern]) => pattern.test(before.lower)));
  return isName ? at - 1 : at;
}

function nounOf(tokens: Token[], from: number, at: number, isPublic: boolean): Noun | undefined {
  // "Volunteers: a form."
  const heading = headingOf(tokens, at);
  const words = [tokens[from]?.lower ?? '', ...tokens.slice(at + 1, at + 5).map(({ lower }) => lower)];
  const sentence = tokens[at]?.sentence;
  const verb = tokens
    .slice(at + 1, at + 4)
    .find((token, index) => token.sentence === sentence && tokens[at + index]?.lower === 'to');
  const said = [tokens[from]?.lower, verb?.lower].find((word) => MAKES.some(([pattern]) => pattern.test(word ?? '')));
  // "A form for bookings".
  const named =
    said ?? (words[1] === 'for' ? words.slice(2).find((word) => MAKES.some(([p]) => p.test(word))) : undefined);
  const about = named ?? heading?.lower;
  const name = MAKES.find(([pattern]) => pattern.test(about ?? ''))?.[1] ?? (isPublic ? DEFAULT : '');
  return NOUN_BY_NAME.get(name);
}

/** Where the list of a form begins: behind "with", "asks for", a colon or a bracket. */
function listOf(tokens: Token[], at: number): number | undefined {
  const sentence = tokens[at]?.sentence;
  // "Volunteers: a form. Name, e-mail, phone."
  const next = tokens[at + 1]?.text === '.' ? tokens[at + 2] : tokens[at + 1];
  if (next && next.sentence !== sentence && !next.bullet) return tokens.indexOf(next);
  for (let index = at + 1; index <= at + REACH && tokens[index]?.sentence === sentence; index++) {
    const token = tokens[index];
    if (!token || token.text === ',' || token.text === ')') return undefined;
    if (!ASKS.test(token.lower) && !/^[:(]$/.test(token.text)) continue;
    let start = index + 1;
    while (tokens[start]?.sentence === sentence && BEHIND_ASKS.test(tokens[start]?.lower ?? '')) start++;
    return start;
  }
  return undefined;
}
