import type { FieldSpec } from '@appfactory/resources/appBuild';
import { FIELD_BY_ENGLISH, FIELD_BY_GERMAN } from '../../../lexicon/lexicon.ts';
import { camelCase, singularOf } from '../../../words.ts';
import type { Language } from '../copy.ts';
import { type AskedItem, choicesOf } from './askedItems.ts';

/** A value that a form asks for. */
export interface AskedField extends FieldSpec {
  label: string;
  /** One of the things that the page shows, "which course": the words for it. */
  one?: string;
}

const EMAIL =
  /(?:^|[\s'’])(?:e-?mail|mail)(?:[\s-]?(?:address|adresse))?$|^(?:e-?mail|mailadresse)(?!\p{L})|e-?mail-?adresse/iu;
const PHONE =
  /(?<!\p{L})(?:phone|telephone|mobile|tel|telefon|handy|festnetz|whatsapp)|(?:telefon|handy|rückruf)nummer/iu;
const EITHER =
  /^(?:.*(?:mail|phone|mobile|telefon\p{L}*|handy\p{L}*|number|nummer))\s*(?:or|\/|oder)\s*(?:an? |their |your )?(?:.*(?:mail|phone|mobile|telefon\p{L}*|handy\p{L}*))/iu;
const NAME =
  /(?:^|[\s'’])(?:full |first |last |sur|fore)?names?$|^names?(?!\p{L})|vorname|nachname|^namen?(?!\p{L})|^(?:ihr|dein)\s+name|ansprechpartner\p{L}*|contact person/iu;

/** How a value is asked for, and what it then is. The first that fits decides. */
const TYPES: [RegExp, FieldSpec['type']][] = [
  [EMAIL, 'email'],
  [PHONE, 'phone'],
  [/(?:^|\s)yes[\s/]+(?:or\s)?no$|(?:^|\s)ja[\s/]+(?:oder\s)?nein$/i, 'boolean'],
  [
    /^(?:whether|if|ob|do|does|did|are|is|can|have|has|will|would|may|kannst|können|haben|hast|ist|sind|bringen|brauchen)\s/i,
    'boolean',
  ],
  [
    /^(?:number|no\.|amount|count|anzahl|zahl) (?:of\s|der\s|an\s)?\p{L}|^how (?:many|old)|^wie ?(?:viele|alt)|^anzahl|^(?:the )?age(?!\p{L})|(?:^|\s)age$|^alter(?!\p{L})|(?:^|\s)(?:guests|persons|people)$|personenzahl|\p{L}+anzahl$/iu,
    'integer',
  ],
  [
    /(?:^|\s)(?:date|birthday)$|^date of|^date(?!\p{L})|geburtstag|datum|wunschtermin|(?:^|\s)(?:beginn|termin)$|frühester|^(?:when (?:would you like to |do you want to |you want to |they want to )?(?:start|arrive|leave|come|begin))|^(?:arrival|departure|check-in|check-out|anreise|abreise)(?:\s(?:day|date|tag))?$/iu,
    'date',
  ],
  [
    /(?:message|comments?|anything else|something about|few words|few lines|about (?:you|them|yourself|themselves)|notes?|details|description|what it is about|question|concern|reason|motivation|anliegen|nachricht|bemerkung\p{L}*|worte|kommentar|beschreibung|allerg\p{L}*|wünsche|experience|erfahrung\p{L}*)$|^(?:a )?(?:message|comment|description|something about|why|warum|wieso|tell)(?!\p{L})|good at|über (?:sich|dich)/iu,
    'text',
  ],
  [/(?:^|\s)(?:website|web site|link|url|webseite)$/i, 'url'],
];

/** Pictures and files: no visitor can send one. */
export const isFile = (words: string): boolean =>
  /(?<!\p{L})(?:photos?|pictures?|images?|cv|résumé|resume|files?|upload|attachment|fotos?|bild(?:er)?|lebenslauf|datei|anhang)(?!\p{L})/iu.test(
    words,
  );

/** What the prompt says of people who send the form is said to them: "how they would like to help". */
function spokenTo(words: string): string {
  return words
    .replace(/(?<!\p{L})(?:they|he|she|he\/she)(?!\p{L})/giu, 'you')
    .replace(/(?<!\p{L})themselves(?!\p{L})/giu, 'yourself')
    .replace(/(?<!\p{L})(?:their|his|her)(?!\p{L})/giu, 'your')
    .replace(/(?<!\p{L})them(?!\p{L})/giu, 'you')
    .replace(/(?<!\p{L})you (?:has|is)(?!\p{L})/giu, (found) => (found.endsWith('has') ? 'you have' : 'you are'));
}

/** "Whether they bring a dog" asks "Do you bring a dog?". */
function questionOf(words: string, language: Language): string {
  if (language === 'de') return sentence(words.replace(/^ob\s+/i, ''), '?');
  const rest = spokenTo(words.replace(/^(?:whether|if)\s+/i, ''));
  const auxiliary =
    /^you\s+(are|can|could|will|would|should|have(?=\s+(?:\p{L}+ed|been|done|had|gone|taken|seen|used|ever)(?!\p{L})))\s+(.+)$/iu.exec(
      rest,
    );
  if (auxiliary) return sentence(`${auxiliary[1] ?? ''} you ${auxiliary[2] ?? ''}`, '?');
  if (/^you\s/i.test(rest)) return sentence(`do ${rest}`, '?');
  if (/^(?:do|does|did|are|is|can|have|has|will|would)\s/i.test(rest)) return sentence(rest, '?');
  return sentence(rest);
}

const sentence = (words: string, end = '') => {
  const text = words
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.?!]+$/, '');
  return (text.charAt(0).toUpperCase() + text.slice(1) + end).slice(0, 80);
};

const CHOICE = /^(\p{L}[\p{L} -]{1,25}?)\s+(?:or|oder)\s+(\p{L}[\p{L} -]{1,25})$/iu;

/** A form's value by what it is called, and what the brackets behind it say. */
export function fieldOf(
  { words: said, bracket }: AskedItem,
  language: Language,
  taken: Set<string>,
): AskedField | undefined {
  const isOptional = /(?<!\p{L})(?:optional|if any|if known|freiwillig)(?!\p{L})/iu.test(`${said} ${bracket ?? ''}`);
  const isRequired = /(?<!\p{L})(?:required|mandatory|pflicht\p{L}*)(?!\p{L})/iu.test(`${said} ${bracket ?? ''}`);
  const words = said
    .replace(/\s*(?<!\p{L})(?:\(?optional\)?|if any|if known|freiwillig|required|mandatory)(?!\p{L})/giu, '')
    .trim();
  if (words === '' || isFile(words)) return undefined;
  const isYesNo = /^(?:yes[\s/,]+(?:or )?no|ja[\s/,]+(?:oder )?nein)$/i.test(bracket ?? '');
  const isEither = EITHER.test(words);
  const choices = isYesNo || isEither ? undefined : choicesOf(bracket);
  const pair = !choices && !isEither && words.split(/\s+/).length <= 6 ? CHOICE.exec(words) : null;
  const typed = isEither
    ? 'string'
    : isYesNo
      ? 'boolean'
      : (TYPES.find(([pattern]) => pattern.test(words))?.[1] ?? 'string');
  const type = choices || (pair && typed === 'string') ? 'enum' : typed;
  const values = choices ?? (pair && type === 'enum' ? [sentence(pair[1] ?? ''), sentence(pair[2] ?? '')] : undefined);
  const plain = words
    .replace(/\s*(?:yes[\s/]+(?:or\s)?no|ja[\s/]+(?:oder\s)?nein)$/i, '')
    .replace(/^(?:a|an|the|their|your|ein|eine)\s+/i, '');
  const label =
    type === 'boolean'
      ? questionOf(plain, language)
      : sentence(language === 'de' ? plain.replace(/^Namen(?=\s|$)/, 'Name') : spokenTo(plain));
  const named = nameOf(knownName(plain, language, taken) ?? plain, taken);
  const one = /^(?:which|what|welche[rsn]?|choice of)\s+([\p{L}-]+)$/iu.exec(plain)?.[1];
  return {
    name: named,
    label,
    type,
    required: isRequired && !isOptional,
    unique: false,
    ...(values ? { values } : {}),
    ...(one && type === 'string' ? { one: language === 'de' ? one : singularOf(one.toLowerCase()) } : {}),
  };
}

const UMLAUTS: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  é: 'e',
  è: 'e',
  ê: 'e',
};
export const latin = (text: string): string => text.replace(/[äöüßÄÖÜéèê]/g, (sign) => UMLAUTS[sign] ?? sign);

/** The usual name of a value, where the form asks for one of them: "Telefon" is a phone, "Alter des Hundes" an age. */
function knownName(words: string, language: Language, taken: ReadonlySet<string>): string | undefined {
  if (/^e-?mail(?:[\s-]?(?:address|adresse))?$/i.test(words)) return 'email';
  const [head = ''] = language === 'de' ? words.split(/\s+(?:des|der|vom|von)\s/) : [words];
  const known = (language === 'de' ? FIELD_BY_GERMAN : FIELD_BY_ENGLISH).get(head.toLowerCase())?.name;
  return known && !taken.has(known) ? known : undefined;
}

/** An identifier that no other value of the form has. */
function nameOf(words: string, taken: Set<string>): string {
  const plain = latin(/^[a-z]+(?:[A-Z][a-z]*)+$/.test(words) ? words.replace(/[A-Z]/g, ' $&') : words)
    .replace(/['’]s(?!\w)/g, '')
    .replace(/[^A-Za-z0-9 ]/g, ' ');
  const parts = plain
    .replace(/^\s*(?:whether|if|ob|do|does|did)\s+(?:they |you |sie |du )?/i, '')
    .split(/\s+/)
    .filter((part) => part && !/^(?:the|a|an|of|is|der|die|das|des|their|your)$/i.test(part));
  const base = camelCase(parts.slice(0, 7).join(' ')).replace(/^\d+/, '').slice(0, 34) || 'answer';
  const safe = RESERVED.has(base) ? `${base}Given` : base;
  let name = safe;
  for (let number = 2; taken.has(name); number++) name = `${safe}${number}`;
  taken.add(name);
  return name;
}

const RESERVED = new Set(['id', 'createdAt', 'updatedAt', 'status', 'receivedOn', 'state']);

export const isName = ({ label, type }: Pick<AskedField, 'label' | 'type'>): boolean =>
  type === 'string' && NAME.test(label);
export const isReach = ({ label, type }: Pick<AskedField, 'label' | 'type'>): boolean =>
  type === 'email' || type === 'phone' || EITHER.test(label);

/** Whether words name something that only people who write to somebody are asked for. */
export const isPersonal = (words: string): boolean => EMAIL.test(words) || PHONE.test(words) || NAME.test(words);
