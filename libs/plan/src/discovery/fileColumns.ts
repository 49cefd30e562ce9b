import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { endOfSentence, type Token } from './text/tokens.ts';
import { type Attribute, fieldOf } from './values/fields.ts';
import { labelOf, nameOf, textOf } from './values/names.ts';

/** What a list of values belongs to, and where the list begins. */
export interface Head {
  from: number;
  to: number;
  /** What the list stands behind: a colon, mostly. */
  colon: number;
  /** Where the list ends, where its sentence goes on. */
  end?: number;
  /** It is a file whose columns are listed: what its rows are is said by them alone. */
  file?: true;
}

const FILE = /^(csv|file|spreadsheet|sheet|export|csv-datei|datei|tabelle)$/;

/** "Uploads a CSV with date, shop, revenue", "a file with the columns date, visitors": from the word for the file on. */
export function headOfFile(tokens: Token[], from: number): Head | undefined {
  if (!FILE.test(tokens[from]?.lower ?? '') || tokens[from]?.negated) return undefined;
  let at = from + 1;
  while (FILE.test(tokens[at]?.lower ?? '')) at++;
  const to = at;
  if (!/^(with|has|mit|:|\()$/.test(tokens[at]?.lower ?? '')) return undefined;
  const isOpened = tokens[at]?.text === '(';
  while (/^(with|has|mit|the|die|den|columns|fields|spalten|:|\()$/.test(tokens[at]?.lower ?? '')) at++;
  if (tokens[at]?.sentence !== tokens[from]?.sentence) return undefined;
  const closed = isOpened ? tokens.findIndex(({ text }, index) => index > at && text === ')') : -1;
  return { from, to, colon: at - 1, file: true, ...(closed > 0 ? { end: closed } : {}) };
}

/** "Import calls from CSV": the rows of the file are calls. */
export function importedBefore(tokens: Token[], { from }: Head, mentions: Mention[]): Mention | undefined {
  const at = /^(a|the|einer|der)$/.test(tokens[from - 1]?.lower ?? '') ? from - 1 : from;
  return /^(from|via|as|by|per|aus|als)$/.test(tokens[at - 1]?.lower ?? '')
    ? mentions.find(({ to, plural }) => to === at - 1 && plural)
    : undefined;
}

const MONEY = /(revenue|takings|turnover|income|cost|costs|price|amount|umsatz|einnahmen|kosten|preis|betrag)$/i;
const COUNT =
  /(sold|visitors|guests|customers|tickets|pieces|units|calls|clicks|leads|orders|quantity|besucher|gäste|stück|verkauft)$/i;

/** A column of a file is a value as it stands, and refers to no rows: "visitors" is how many there were. */
export function columnOf(reading: Reading, { owner, from, to, field }: Attribute): Attribute {
  const words = reading.tokens.slice(from, to).filter(({ kind }) => kind === 'word');
  const said = textOf(words);
  const name = field?.name ?? nameOf(words);
  if (name === undefined || (field && field.type !== 'string')) return { owner, from, to, ...(field ? { field } : {}) };
  const type = MONEY.test(said) ? 'money' : COUNT.test(said) ? 'integer' : 'string';
  return { owner, from, to, field: fieldOf(reading, { name, label: labelOf(words), type }, { to }, from, 0.85) };
}

/** What the rows of a file are by its columns: sales where there is money, else readings of figures. */
export function rowOf({ tokens }: Reading, { from, to, colon }: Head): Mention | undefined {
  const columns = tokens.slice(colon, endOfSentence(tokens, colon));
  const isSold = columns.some(({ lower }) =>
    /^(revenue|sales|sold|price|turnover|takings|umsatz|preis|verkauft|verkäufe)$/.test(lower),
  );
  const noun = NOUN_BY_NAME.get(isSold ? 'Sale' : 'Metric');
  return noun && { key: noun.name, noun, from, to, singular: noun.english[0] ?? noun.name, plural: false };
}
