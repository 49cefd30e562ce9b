import { type FieldSpec, type FieldType, fieldSchema, RESERVED_FIELDS } from '@appfactory/resources/appBuild';
import { capabilityPlaces } from '../discovery/capabilities.ts';
import { read } from '../discovery/reading.ts';
import { latinOf } from '../discovery/values/names.ts';
import { FIELD_BY_ENGLISH, FIELD_BY_GERMAN } from '../lexicon/lexicon.ts';
import { typeOfName } from '../lexicon/parseFields.ts';
import { camelCase, sentenceCase } from '../words.ts';
import { type Clause, Refusal } from './change.ts';
import { bare, findEntity, isOutside, labelOf, listOf } from './names.ts';

/** What people call types of values. */
const TYPE_NAMES: [RegExp, FieldType][] = [
  [/^(?:long |multi-?line |langer |mehrzeiliger )(?:text|texts)$/, 'text'],
  [/^(?:text|string|short text|word|words|textfeld)$/, 'string'],
  [/^(?:notes?|paragraph|rich text|absatz)$/, 'text'],
  [
    /^(?:date (?:and|with|\+) time|date-?time|timestamp|time|datum (?:und|mit) (?:uhr)?zeit|zeitpunkt|uhrzeit)$/,
    'datetime',
  ],
  [/^(?:date|day|calendar date|datum|tag)$/, 'date'],
  [/^(?:whole number|integer|count|ganze zahl|ganzzahl|anzahl)$/, 'integer'],
  [/^(?:number|decimal|numeric|zahl|kommazahl)$/, 'number'],
  [/^(?:money|amount(?: of money)?|price|currency|betrag|geldbetrag|preis)$/, 'money'],
  [
    /^(?:yes\/no|yes or no|boolean|checkbox|check box|tick box|toggle|switch|flag|ja\/nein|ja oder nein|kontrollkästchen|häkchen|haken)$/,
    'boolean',
  ],
  [/^(?:e-?mail|email address|e-mail address|e-?mail-?adresse)$/, 'email'],
  [/^(?:phone|phone number|telephone|telefon|telefonnummer)$/, 'phone'],
  [/^(?:url|web address|web ?link|website|webadresse)$/, 'url'],
  [/^(?:percent|percentage|prozent)$/, 'percent'],
  [/^(?:picture|image|photo|bild|foto)$/, 'image'],
  [/^(?:file|document|attachment|datei|anhang)$/, 'file'],
  [/^(?:choice|dropdown|drop-?down|select|enum|list of choices|auswahl|auswahlliste)$/, 'enum'],
];

/** The type that a phrase names: “a whole number”. */
export function typeNamed(phrase: string): FieldType | undefined {
  const said = bare(phrase)
    .toLowerCase()
    .replace(/\s+(?:field|column|feld|spalte)$/, '');
  return TYPE_NAMES.find(([pattern]) => pattern.test(said))?.[1];
}

/** Words that begin or join what is no name: “remind a week before”, “total that is computed from …”. */
const NO_NAME =
  /(?:^|\s)(?:that|which|who|when|if|whenever|before|after|until|so|because|then|is|are|be|can|may|must|should|will|to|from|by|with|as|remind|send|show|hide|notify|calculate|compute|dass|wenn|damit|bevor|nachdem|sobald|weil|ist|sind|wird|kann|soll|erinnere|sende|zeige|aus|mit)(?:\s|$)/i;

interface Said {
  /** Without what was said of it. */
  rest: string;
  required: boolean;
  unique: boolean;
  values?: string[];
  type?: FieldType;
}

/** Takes off what is said about a value: that rows need it, its choices, its type. */
function taken(phrase: string): Said {
  let rest = bare(phrase);
  const said: Said = { rest, required: false, unique: false };
  const flags =
    /^(?:(required|mandatory|obligatory|needed|verpflichtende[ns]?|erforderliche[ns]?)|(unique|distinct|eindeutige[nrs]?)|(optional|optionale[nrs]?))\s+/i;
  for (let match = flags.exec(rest); match; match = flags.exec(rest)) {
    if (match[1]) said.required = true;
    if (match[2]) said.unique = true;
    rest = bare(rest.slice(match[0].length));
  }
  const bracket = /^(.*?)\s*\(([^()]*)\)$/.exec(rest);
  const colon = /^([^:"]+):\s*(.+)$/.exec(rest);
  const choices =
    /^(.*?)[\s,]+(?:with|having|mit)\s+(?:the\s+|den\s+)?(?:choices?|options?|values?|states?|auswahl|werten?|optionen|möglichkeiten|zuständen)\s*:?\s+(.+)$/i.exec(
      rest,
    );
  const found = choices ?? bracket ?? colon;
  if (found) {
    const [, before = '', inside = ''] = found;
    const type = typeNamed(inside);
    const items = listOf(inside.replaceAll('/', ',')).map((item) => item.replace(/^"(.*)"$/, '$1'));
    if (type && type !== 'enum') said.type = type;
    else if (
      items.length > 0 &&
      items.every((item) => /^(?:required|unique|optional|pflicht|eindeutig)$/i.test(item))
    ) {
      said.required ||= items.some((item) => /^(?:required|pflicht)$/i.test(item));
      said.unique ||= items.some((item) => /^(?:unique|eindeutig)$/i.test(item));
    } else if (items.length >= 2) said.values = items.map((item) => item.charAt(0).toUpperCase() + item.slice(1));
    else throw new Refusal(`“${inside}” is neither a kind of value nor a list of choices.`);
    rest = before.trim();
  }
  const as = /^(.+?)\s+(?:as|als)\s+(.+)$/i.exec(rest);
  const asType = as && typeNamed(as[2] ?? '');
  if (as?.[1] && asType) {
    said.type = asType;
    rest = as[1];
  }
  const called = /^(.*?)\s*\b(?:called|named|namens|genannt)\s+(.+)$/i.exec(rest);
  if (called?.[2]) {
    const kind = (called[1] ?? '').replace(/\s*\b(?:field|column|value|feld|spalte|wert)$/i, '').trim();
    const type = typeNamed(kind);
    if (kind !== '' && !type && !/^(?:field|column|value|feld|spalte|wert)$/i.test(kind)) {
      throw new Refusal(`“${kind}” is no kind of value that I know.`);
    }
    said.type ??= type;
    rest = called[2];
  }
  rest = rest.replace(/\s+(?:field|column|feld|spalte)$/i, '');
  const typed = /^(.+?)\s+(?:field|column|feld|spalte)\s+("[^"]+"|\S.*)$/i.exec(rest);
  const kind = typed && typeNamed(typed[1] ?? '');
  if (typed?.[2] && kind) {
    said.type ??= kind;
    rest = typed[2];
  }
  return { ...said, rest: bare(rest.replace(/^(?:field|column|feld|spalte)\s+/i, '')) };
}

/**
 * A field from the words for it: “a due date”, “a required phone number”, “a priority (low, high)”, “a number field called
 * Seats”, “a link to project”.
 * @throws Refusal where the words are no name, or the type cannot be what was said
 */
export function newField(clause: Clause, phrase: string): FieldSpec {
  const { rest, required, unique, values, type } = taken(phrase);
  const link =
    /^(?:links?|references?|connections?|verweise?|verknüpfung(?:en)?)\s+(?:to|auf|zu(?:r|m)?|mit)\s+(.+)$/i.exec(rest);
  const flags = { required, unique };
  if (link?.[1]) {
    const target = findEntity(clause, link[1]);
    if (!target) throw new Refusal(`There is no “${bare(link[1])}” to link to.`);
    const many = /^(?:many|several|mehrere)\b/i.test(link[1]);
    return checked({ ...named(labelOf(target)), ...flags, type: many ? 'references' : 'reference', to: target.name });
  }
  const isQuoted = /"/.test(phrase);
  if (rest === '' || rest.length > 60 || (!isQuoted && (NO_NAME.test(rest) || rest.split(/\s+/).length > 4))) {
    throw new Refusal(`“${rest || bare(phrase)}” is no name of a value that I understand: put a name in quotes.`);
  }
  const word = FIELD_BY_ENGLISH.get(rest.toLowerCase()) ?? FIELD_BY_GERMAN.get(rest.toLowerCase());
  if (values) return checked({ ...named(rest, word?.name), ...flags, type: 'enum', values });
  if (type === 'enum') throw new Refusal(`Say which choices “${rest}” has, for example “${rest} (low, high)”.`);
  if (type) return checked({ ...named(rest, word?.name), ...flags, type });
  if (word) {
    return checked({
      ...named(rest, word.name),
      ...flags,
      type: word.type,
      ...(word.values ? { values: word.values } : {}),
    });
  }
  if (!isQuoted) refuseCapability(rest);
  const target = findEntity(clause, rest);
  if (target) return checked({ ...named(rest), ...flags, type: 'reference', to: target.name });
  const field = named(rest);
  const { type: told, values: known } = typeOfName(field.name);
  if (told === 'string') {
    clause.note(
      `“${labelOf(field)}” is taken as text; say “make ${rest} a number”, or a date, if it is something else.`,
    );
  }
  return checked({ ...field, ...flags, type: told, ...(known ? { values: known } : {}) });
}

/** “Add search to invoices” is about what an app does, and no value. @throws Refusal */
function refuseCapability(rest: string): void {
  const reading = read(rest);
  const asked = capabilityPlaces(reading).find(({ source }) => source.start === 0 && source.end >= rest.length - 1);
  if (!asked) return;
  const { built, what } = asked.capability;
  throw new Refusal(
    built
      ? `Every app has ${what} already. For a value of this name, put it in quotes: “${rest}”.`
      : `${what.charAt(0).toUpperCase()}${what.slice(1)} is not part of this version. For a value of this name, put it in quotes: “${rest}”.`,
  );
}

/** Identifier and label of what people call so. */
export function named(text: string, name = camelCase(latinOf(text)).slice(0, 40)): { name: string; label?: string } {
  const said = bare(text);
  const label = said.charAt(0).toUpperCase() + said.slice(1);
  return label === sentenceCase(name) ? { name } : { name, label: label.slice(0, 80) };
}

function checked(field: FieldSpec): FieldSpec {
  if (RESERVED_FIELDS.includes(field.name)) {
    throw new Refusal(`“${labelOf(field)}” is a name that every row has already: choose another.`);
  }
  const parsed = fieldSchema.safeParse(field);
  if (parsed.success) return parsed.data;
  throw new Refusal(`“${labelOf(field)}” is no name that a field can have: it begins with a letter.`);
}

/** The fields of “a due date, a number and a priority (low, high)”. @throws Refusal */
export function newFields(clause: Clause, phrase: string): FieldSpec[] {
  const hasColon = [...phrase.matchAll(/:\s/g)].some(({ index }) => isOutside(phrase, index));
  const hasChoices =
    /\b(?:with|mit)\s+(?:the\s+|den\s+)?(?:choices?|options?|values?|states?|werten?|optionen)\b/i.test(phrase);
  const parts = hasColon || hasChoices ? [phrase] : listOf(phrase);
  return parts.map((part) => newField(clause, part));
}
