import { NOUNS } from '@appfactory/plan/lexicon/lexicon';
import pluralize from 'pluralize';

/** Words that only hold others together, in English and German. */
const EMPTY = new Set(
  'the a an of for to in on with your our my all new der die das den dem des ein eine und and für im mit'.split(' '),
);

/** Words of user interfaces and of records that mean the same to a person, a group a line. */
const SAME = [
  'name title headline label bezeichnung titel',
  'text body content description details message article beschreibung inhalt nachricht anliegen',
  'note notes remark comment remarks bemerkung notiz notizen anmerkung kommentar',
  'price cost amount rate fee preis betrag kosten summe',
  'phone telephone tel mobile telefon handy',
  'mail email emailaddress',
  'date day datum tag when wann',
  'time uhrzeit zeit hour',
  'photo picture image foto bild',
  'state status stage phase zustand',
  'kind type category sort art kategorie typ',
  'place location where ort address adresse standort storage',
  'person borrower member contact who',
  'quantity number count pieces menge anzahl stock amount',
  'start from begin beginn von',
  'end to until ende bis',
  'cart basket bag warenkorb korb',
  'checkout kasse order bestellen',
  'imprint impressum legal',
  'privacy datenschutz',
  'contact kontakt enquiry inquiry anfrage message',
  'post article story entry beitrag artikel blog',
  'product item article produkt ware',
  'customer client kunde',
  'sign register anmelden anmeldung signup',
  'booking appointment reservation termin buchung reservierung',
  'faq question frage',
  'newsletter subscribe',
];
const GROUPS = new Map<string, Set<string>>();
for (const line of [...SAME, ...NOUNS.map((noun) => [noun.name, ...noun.english, ...noun.german].join(' | '))]) {
  const words = line.includes(' | ') ? line.split(' | ') : line.split(' ');
  const group = new Set(words.map(plainWord));
  for (const word of group) GROUPS.set(word, new Set([...(GROUPS.get(word) ?? []), ...group]));
}

/** Lower case, no umlauts, no hyphens within, singular. */
function plainWord(word: string): string {
  const folded = word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return pluralize.singular(folded);
}

/** The words of a name that mean something: "E-Mail-Adresse" gives emailadresse, "Leave requests" gives leave, request. */
export function wordsOf(name: string): string[] {
  const parts = name
    .replace(/\be-?mail\b/gi, 'email')
    .replace(/([a-zäöü])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(plainWord)
    .filter((word) => word !== '');
  const meaning = parts.filter((word) => !EMPTY.has(word));
  return meaning.length > 0 ? meaning : parts;
}

/** Whether two words are one to a person: the same, of one group, or one the end of the other (Kursanfrage is an Anfrage). */
function sameWord(one: string, other: string): boolean {
  if (one === other) return true;
  if (GROUPS.get(one)?.has(other)) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // Endings of verbs and plurals: cancel and cancelled, bestatigen and bestatigt.
  if (
    short.length >= 4 &&
    long.startsWith(short.slice(0, Math.max(4, short.length - 2))) &&
    long.length - short.length <= 4
  )
    return true;
  const [stem, inside] = [short, long].map((word) => word.replace(/(?:en|[ens])$/, ''));
  return short.length >= 4 && (long.endsWith(short) || long.startsWith(short) || (inside ?? '').endsWith(stem ?? ' '));
}

/** How much of what was meant a name says, 0 to 1; 1 where it says that and nothing else. */
export function closeness(meant: string, seen: string): number {
  const [wanted, there] = [wordsOf(meant), wordsOf(seen)];
  if (wanted.length === 0 || there.length === 0) return 0;
  if (wanted.join('') === there.join('')) return 1;
  const hit = wanted.filter((word) => there.some((other) => sameWord(word, other)));
  // The last word of a name says what it is.
  const head = there.some((other) => sameWord(wanted.at(-1) ?? '', other));
  const back = there.filter((other) => wanted.some((word) => sameWord(word, other)));
  if (hit.length === 0) return 0;
  const exact = wanted.filter((word) => there.includes(word)).length / wanted.length;
  return (hit.length / wanted.length) * 0.5 + (back.length / there.length) * 0.2 + exact * 0.2 + (head ? 0.09 : 0);
}

/** The candidate that says best what was meant by any of these names; undefined where none says enough of it. */
export function closest<T>(
  meant: readonly string[],
  candidates: readonly T[],
  nameOf: (candidate: T) => string,
  least = 0.5,
): T | undefined {
  let best: { candidate: T; score: number } | undefined;
  for (const candidate of candidates) {
    // The first name is what was meant; the others are as good where it is not there.
    const score = Math.max(...meant.map((name, at) => closeness(name, nameOf(candidate)) - Math.min(at, 1) * 0.05));
    if (score >= least && score > (best?.score ?? 0)) best = { candidate, score };
  }
  return best?.candidate;
}
