import { announcedPeople } from './announced.ts';
import type { FoundRole } from './discovery.ts';
import { type PersonPlace, peopleIn } from './people.ts';
import { type Reading, spanOf } from './reading.ts';
import { SIGNS } from './roleSigns.ts';
import type { Token } from './text/tokens.ts';

/** A place where somebody is named who uses the app. */
export interface RoleMention extends Omit<PersonPlace, 'plural' | 'known'> {
  /** Whether the words around say that this somebody uses the app, 0 to 1. */
  confidence: number;
}

/** Confidence from which the words around a name are enough for a role. */
const CERTAIN = 0.75;

/** Every place that names somebody who does something with the app. */
export function roleMentions(reading: Reading): RoleMention[] {
  const { tokens, language } = reading;
  const announced = announcedRoles(tokens);
  const found = peopleIn(reading).map(({ plural, known, ...person }): RoleMention & { known: boolean } => {
    const sentence = tokens[person.from]?.sentence;
    const near = (at: number) => (tokens[at]?.sentence === sentence ? tokens[at] : undefined);
    const behind = behindBracket(tokens, person.to);
    const sign = SIGNS.find(({ holds }) =>
      holds({
        language,
        person: { ...person, plural, known },
        before: (steps) => near(person.from - steps),
        after: (steps) => near(behind - 1 + steps),
        bracket: tokens.slice(person.to, behind),
      }),
    );
    return { ...person, known, confidence: announced.has(person.from) ? 0.95 : (sign?.confidence ?? 0) };
  });
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
  const outside = new Set(found.filter((mention) => staysOut(tokens, mention)).map(({ role }) => role));
  return found
    .filter((mention) => mention.confidence > 0.5 && !outside.has(mention.role))
    .map(({ known: _, ...mention }) => mention);
}

/** "The manager (Petra) approves": the first token behind what brackets say of somebody. */
function behindBracket(tokens: Token[], at: number): number {
  if (tokens[at]?.text !== '(') return at;
  const closed = tokens.findIndex((token, index) => index > at && token.text === ')');
  return closed < 0 || closed - at > 24 ? at : closed + 1;
}

/** "Customers must not log in", "Kunden brauchen kein Konto": who never signs in has no role. */
function staysOut(tokens: Token[], { from, to }: RoleMention): boolean {
  const behind = tokens.slice(to, to + 9).filter((token) => token.sentence === tokens[from]?.sentence);
  const text = behind.map((token) => token.lower).join(' ');
  if (
    /^[\w-]+(?: [\w-]+){0,5}(?: ,)? without (?:a |an |any )?(?:account|login|log-in|sign-?in|registration|registering|signing)/.test(
      text,
    )
  )
    return true;
  return /^(must|should|can|do|does|need|will|dürfen|sollen|können|brauchen|müssen)?\s?(not|don't|doesn't|cannot|can't|never|nicht|kein|keine|keinen|no|sich nicht)\b.*\b(log|login|sign|account|einloggen|anmelden|konto|zugang|anmeldung)\b/.test(
    text,
  );
}

/** Tokens of a list behind "roles:", "three kinds of users:", "Rollen:". */
function announcedRoles(tokens: Token[]): Set<number> {
  const places = new Set(
    announcedPeople(tokens).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, step) => from + step)),
  );
  for (const [at, token] of tokens.entries()) {
    if (
      !/^(roles?|users?|people|logins?|accounts?|rights|rollen|benutzerrollen|nutzergruppen|benutzergruppen|nutzer|benutzer|personen|rechte|actors)$/.test(
        token.lower,
      )
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
  const certain = all.filter((role) => role.confidence >= CERTAIN);
  return (certain.length > 0 ? certain : all).slice(0, 8);
}
