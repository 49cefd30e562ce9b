import { FIELD_TYPES, type FieldType } from '@appfactory/resources/appBuild';
import { camelCase } from '../words.ts';
import { FIELD_WORDS } from './fieldWords.ts';
import type { LexiconField } from './nounTypes.ts';

/** What is known of a value by its name. */
export interface FieldWord {
  name: string;
  type: FieldType;
  values?: string[];
  english: string[];
  german: string[];
}

const columns = (line: string) => line.split(/(?<= )\|(?= |$)/).map((column) => column.trim());
const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

function isFieldType(text: string): text is FieldType {
  return (FIELD_TYPES as readonly string[]).includes(text);
}

/** The field words, one for each line of the table. */
export function parseFieldWords(table: string): FieldWord[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', kind = '', english, german] = columns(line);
      const [, type = '', values] = /^(\w+)(?:\((.*)\))?$/.exec(kind) ?? [];
      if (!isFieldType(type)) throw new Error(`field word "${name}": no type "${type}"`);
      const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
      return {
        name,
        type,
        ...(values === undefined ? {} : { values: values.split('|') }),
        english: [...new Set([words, ...list(english)])],
        german: list(german),
      };
    });
}

export const FIELDS: readonly FieldWord[] = parseFieldWords(FIELD_WORDS);
const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));

/** Endings of names that tell a type, for names that are no field word themselves; the first that fits counts. */
const ENDINGS: [RegExp, FieldType][] = [
  [/(On|Date|Since)$|^since$/, 'date'],
  [/At$/, 'datetime'],
  [/(Count|Days|Minutes|Weeks|Months|Limit|Points|Seats|Quantity)$/, 'integer'],
  [
    /(Hours|Weight|Metres|Meters|Litres|Liters|Power|Kilometres|Kilometers|Km|Kg|Grams|Watts|Consumption|Temperature|Distance)$/,
    'number',
  ],
  [/(Year|Minutes|Pieces|Jars|Pages|Seats|Places)$/, 'integer'],
  [/^(is|has)[A-Z]/, 'boolean'],
  [/(Price|Cost|Costs|Amount|Fee|Budget|Salary|Revenue|Income)$/, 'money'],
  [/Email$/, 'email'],
  [/Phone$/, 'phone'],
  [/(Url|Link|Website)$/, 'url'],
  [/(Notes|Note|Description|Text|Details|Comment|Instructions|Ideas|Address)$/, 'text'],
  [/(Photo|Image|Picture|Logo)$/, 'image'],
  [/(File|Document|Attachment|Pdf|Receipt)$/, 'file'],
  [/(Percent|Rate)$/, 'percent'],
];

/** The type that the name of a field tells, with its choices where it is an enum. */
export function typeOfName(name: string): { type: FieldType; values?: string[]; german?: string } {
  const word = BY_NAME.get(name);
  if (word) return { type: word.type, values: word.values, german: word.german[0] };
  const ending = ENDINGS.find(([pattern]) => pattern.test(name));
  return { type: ending?.[1] ?? 'string' };
}

/**
 * Fields as the lexicon writes them, parted by blanks: `name` takes its type from the field words, `name:type` states it;
 * `!` where a row needs it, `!!` where it is unique too; `(a|b)` the choices of an enum; `>Name` refers to one row of another
 * entity, `>>Name` to many, `role>Name` under a name of its own.
 * @throws Error for a field that cannot be read
 */
export function parseFields(text: string): LexiconField[] {
  // Choices hold blanks: a blank parts two fields only outside of parentheses.
  return (text.match(/[^\s(]+(\([^)]*\)!{0,2})?/g) ?? []).map((part) => {
    const reference = /^(\w*)(>{1,2})(\w+)(!{0,2})$/.exec(part);
    if (reference) {
      const [, name = '', arrow, to = '', marks = ''] = reference;
      return {
        name: name || camelCase(to),
        type: arrow === '>>' ? 'references' : 'reference',
        required: marks !== '',
        unique: marks === '!!',
        to,
      };
    }
    const plain = /^(\w+?)(?::(\w+))?(!{0,2})(?:\((.*)\)(!{0,2}))?$/.exec(part);
    if (!plain) throw new Error(`lexicon: "${part}" is no field`);
    const [, name = '', type, before = '', values, after = ''] = plain;
    const known = typeOfName(name);
    const marks = before || after;
    if (type !== undefined && !isFieldType(type)) throw new Error(`lexicon: "${part}" has no known type`);
    const kind: FieldType = values === undefined ? (type ?? known.type) : 'enum';
    const choices = values?.split('|') ?? (kind === 'enum' ? known.values : undefined);
    return {
      name,
      type: kind,
      required: marks !== '',
      unique: marks === '!!',
      ...(choices === undefined ? {} : { values: choices }),
      ...(known.german === undefined ? {} : { german: known.german }),
    };
  });
}
