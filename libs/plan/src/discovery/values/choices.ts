import type { FieldType } from '@appfactory/resources/appBuild';
import type { Reading } from '../reading.ts';
import type { Token } from '../text/tokens.ts';
import { labelOf } from './names.ts';

/** What stands between the items of a list. */
export const PARTS = /^(,|\/|and|or|&|und|oder|sowie|plus|\+)$/;

/** What brackets behind a value say of it: its choices, or its kind. */
export interface Bracket {
  values?: string[];
  type?: FieldType;
  required?: boolean;
  unique?: boolean;
  /** The first token behind. */
  to: number;
}

/** Words in brackets that tell about a value, and are no choices. */
const MARKS: [RegExp, Partial<Bracket>][] = [
  [/^(required|mandatory|must|compulsory|pflicht|pflichtfeld|erforderlich)$/, { required: true }],
  [/^(unique|eindeutig|einmalig)$/, { unique: true }],
  [/^(optional|if any|if known|freiwillig)$/, {}],
  [/^(yes no|yes or no|ja nein|ja oder nein|checkbox|tick|flag|boolean)$/, { type: 'boolean' }],
  [/^(date|datum)$/, { type: 'date' }],
  [/^(number|zahl|whole number|in (?:minutes|days|pieces|stück|tagen|minuten))$/, { type: 'integer' }],
  [/^(?:in )?(eur|euro|euros|usd|dollars?|chf|pounds?|gbp|€|\$|£)$/, { type: 'money' }],
  [
    /^(?:in )?(kg|g|cm|mm|m|km|kwh|kw|l|ml|litres?|liter|metres?|meter|hours|stunden|grams?|gramm)$/,
    { type: 'number' },
  ],
  [/^(long text|free text|freitext|text)$/, { type: 'text' }],
  [/^(image|photo|bild|foto)$/, { type: 'image' }],
  [/^(file|pdf|datei|upload)$/, { type: 'file' }],
];

/** Choices behind a field, "status (open, done)", "priority: low, medium or high", or what else brackets say of it. */
export function choicesAfter(reading: Reading, at: number): Bracket {
  const { tokens } = reading;
  const open = tokens[at];
  const sentence = tokens[at - 1]?.sentence;
  const spoken = STATUS.test(tokens[at - 1]?.lower ?? '') ? spokenChoices(tokens, at) : undefined;
  if (spoken) return spoken;
  if (open?.sentence !== sentence || (open?.text !== '(' && open?.text !== ':')) return { to: at };
  const values: string[] = [];
  let words: Token[] = [];
  let index = at + 1;
  const close = () => {
    if (words.length > 0 && words.length <= 3) values.push(labelOf(words));
    words = [];
  };
  for (; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token || token.sentence !== sentence || token.text === ')') break;
    if (PARTS.test(token.lower) || token.text === '|') close();
    else if (token.kind === 'sign' && !/^[-€$£]$/.test(token.text)) break;
    else words.push(token);
  }
  close();
  const isClosed = tokens[index]?.text === ')';
  const to = isClosed ? index + 1 : index;
  if (open.text === '(' && isClosed) {
    const marks = marksOf(values);
    if (marks) return { ...marks, to };
  }
  const distinct = [...new Set(values)];
  // "(for example oak, pine)" names some of what may stand there, and not all of it.
  // "(Like new, Good, Worn)" are all.
  if (/^(e\.g|eg|e|E|for|For|like|such|z\.b|z\.B|z|zum|wie)$/.test(tokens[at + 1]?.text ?? ''))
    return { to: isClosed ? to : at };
  if (!(open.text === ':' || isClosed) || distinct.length < 2 || distinct.length > 20) return { to: at };
  return { values: distinct, to };
}

/** Plurals of values that one chooses between. */
const CHOICES =
  /^(categories|types|kinds|levels|sizes|priorities|genres|colou?rs|flavou?rs|kategorien|arten|stufen|größen|farben)$/;

/** "With categories portrait, landscape and street": what stands behind such a plural is what one chooses between. */
export function pluralChoices({ tokens }: Reading, at: number): { values: string[]; to: number } | undefined {
  const sentence = tokens[at]?.sentence;
  if (!CHOICES.test(tokens[at]?.lower ?? '')) return undefined;
  const values: string[] = [];
  let index = at + 1;
  for (let isLast = false; ; ) {
    const start = index;
    while (
      tokens[index]?.sentence === sentence &&
      tokens[index]?.kind === 'word' &&
      !PARTS.test(tokens[index]?.lower ?? '')
    )
      index++;
    const words = tokens.slice(start, index);
    if (words.length === 0 || words.length > 2 || words.some(({ tag }) => tag === 'small')) return undefined;
    values.push(labelOf(words));
    if (isLast || tokens[index]?.sentence !== sentence)
      return isLast && values.length > 1 ? { values, to: index } : undefined;
    if (!PARTS.test(tokens[index]?.lower ?? '')) return undefined;
    isLast = /^(and|or|und|oder)$/.test(tokens[index]?.lower ?? '');
    index++;
  }
}

const STATUS = /(?:status|state|stage|phase|zustand)$/;

/** "The status open, paid or sent": states without a bracket, where an "or" ends their list. */
function spokenChoices(tokens: Token[], at: number): Bracket | undefined {
  const sentence = tokens[at - 1]?.sentence;
  const values: string[] = [];
  let index = at;
  for (let isLast = false; !isLast; ) {
    const start = index;
    while (
      tokens[index]?.sentence === sentence &&
      tokens[index]?.kind === 'word' &&
      !/^(or|oder|and|und)$/.test(tokens[index]?.lower ?? '')
    )
      index++;
    const words = tokens.slice(start, index);
    if (words.length === 0 || words.length > 3 || words.some(({ tag }) => tag === 'small')) return undefined;
    values.push(labelOf(words));
    const part = tokens[index]?.lower ?? '';
    isLast = tokens[index]?.sentence !== sentence || !/^(,|or|oder)$/.test(part);
    if (/^(or|oder)$/.test(tokens[index - words.length - 1]?.lower ?? '')) isLast = true;
    if (!isLast) index++;
    if (tokens[index]?.sentence === sentence && /^(or|oder)$/.test(tokens[index]?.lower ?? '')) index++;
  }
  const slashed = slashedChoices(tokens, at);
  if (slashed) return slashed;
  const isOr = tokens.slice(at, index).some(({ lower }) => /^(or|oder)$/.test(lower));
  return isOr && values.length >= 3 ? { values, to: index } : undefined;
}

/** "Status free/occupied/cleaning". */
function slashedChoices(tokens: Token[], at: number): Bracket | undefined {
  const sentence = tokens[at - 1]?.sentence;
  const values: string[] = [];
  let index = at;
  while (tokens[index]?.sentence === sentence && tokens[index]?.kind === 'word') {
    values.push(labelOf(tokens.slice(index, index + 1)));
    index++;
    if (tokens[index]?.text !== '/') break;
    index++;
  }
  return values.length > 1 ? { values, to: index } : undefined;
}

/** What words in brackets say of a value, where all of them do. */
function marksOf(words: string[]): Partial<Bracket> | undefined {
  const lower = words.map((word) => word.toLowerCase());
  const whole = lower.join(' ');
  const parts = MARKS.some(([pattern]) => pattern.test(whole)) ? [whole] : lower;
  const found = parts.map((word) => MARKS.find(([pattern]) => pattern.test(word))?.[1]);
  if (found.length === 0 || found.some((mark) => mark === undefined)) return undefined;
  return Object.assign({}, ...found) as Partial<Bracket>;
}
