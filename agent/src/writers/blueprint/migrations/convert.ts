import type { ColumnType as FieldType } from '@appfactory/plan/built';
import { IS_PICTURE } from './pictures.ts';
import { storageOf, type WantedColumn } from './wanted.ts';

/** How the values of one kind become values of another. */
export interface Conversion {
  /** SQL over the old column. Gives NULL for a value that has no exact counterpart. */
  expression: string;
  /** Whether every value has its counterpart, so that the old column need not be kept. */
  lossless: boolean;
}

const TEXTS: FieldType[] = ['string', 'text', 'enum', 'email', 'url'];

/** What holds the id of something else, which is no text for people. */
const IDS: FieldType[] = ['reference', 'image', 'file'];

/** Texts that are the digits of a whole number or a decimal and nothing else. */
const whole = (c: string) =>
  `CASE WHEN CAST(CAST(${c} AS integer) AS text) = TRIM(${c}) THEN CAST(${c} AS integer) END`;
const decimal = (c: string) =>
  `CASE WHEN TRIM(${c}) GLOB '[-0-9.]*' AND TRIM(${c}) NOT GLOB '*[^-0-9.]*' THEN CAST(${c} AS real) END`;

function toText(from: FieldType, c: string): string {
  switch (from) {
    case 'integer':
    case 'number':
      return `CAST(${c} AS text)`;
    case 'money':
      return `CASE WHEN ${c} IS NOT NULL THEN printf('%.2f', ${c} / 100.0) END`;
    case 'boolean':
      return `CASE ${c} WHEN 1 THEN 'Yes' WHEN 0 THEN 'No' END`;
    case 'datetime':
      return `strftime('%Y-%m-%d %H:%M', ${c} / 1000, 'unixepoch')`;
    case 'string':
    case 'text':
    case 'enum':
    case 'date':
    case 'email':
    case 'url':
    case 'reference':
    case 'image':
    case 'file':
      return c;
  }
}

/** Pairs that have a rule of their own, as from>to. */
const RULES: Partial<Record<`${FieldType}>${FieldType}`, (c: string) => Conversion>> = {
  'integer>number': (c) => ({ expression: `CAST(${c} AS real)`, lossless: true }),
  'integer>money': (c) => ({ expression: `${c} * 100`, lossless: true }),
  'integer>boolean': (c) => ({ expression: `CASE WHEN ${c} IN (0, 1) THEN ${c} END`, lossless: false }),
  'number>integer': (c) => ({
    expression: `CASE WHEN ${c} = CAST(${c} AS integer) THEN CAST(${c} AS integer) END`,
    lossless: false,
  }),
  'number>money': (c) => ({ expression: `CAST(ROUND(${c} * 100) AS integer)`, lossless: false }),
  'money>number': (c) => ({ expression: `${c} / 100.0`, lossless: true }),
  'money>integer': (c) => ({ expression: `CASE WHEN ${c} % 100 = 0 THEN ${c} / 100 END`, lossless: false }),
  'boolean>integer': (c) => ({ expression: c, lossless: true }),
  'date>datetime': (c) => ({ expression: `CAST(strftime('%s', ${c}) AS integer) * 1000`, lossless: true }),
  'datetime>date': (c) => ({ expression: `date(${c} / 1000, 'unixepoch')`, lossless: false }),
  'string>integer': (c) => ({ expression: whole(c), lossless: false }),
  'string>number': (c) => ({ expression: decimal(c), lossless: false }),
  'string>money': (c) => ({ expression: `CAST(ROUND(${decimal(c)} * 100) AS integer)`, lossless: false }),
  'string>boolean': (c) => ({
    expression: `CASE WHEN LOWER(${c}) IN ('yes', 'true', '1') THEN 1 WHEN LOWER(${c}) IN ('no', 'false', '0') THEN 0 END`,
    lossless: false,
  }),
  'string>date': (c) => ({ expression: `CASE WHEN date(${c}) = ${c} THEN ${c} END`, lossless: false }),
  // Any picture is a file; a file that is no picture stays in the old column.
  'image>file': (c) => ({ expression: c, lossless: true }),
  'file>image': (c) => ({
    expression: `CASE WHEN ${c} IN (SELECT "id" FROM "app_file" WHERE ${IS_PICTURE}) THEN ${c} END`,
    lossless: false,
  }),
  'string>datetime': (c) => ({ expression: `CAST(strftime('%s', ${c}) AS integer) * 1000`, lossless: false }),
};

/** The way from one kind of value to another, or undefined where the stored value means the same. */
export function conversion(from: FieldType, to: FieldType, column: string): Conversion | undefined {
  if (from === to) return undefined;
  const source = TEXTS.includes(from) ? 'string' : from;
  const goal = TEXTS.includes(to) ? 'string' : to;
  if (source === goal) return undefined;
  const rule = RULES[`${source}>${goal}`];
  if (rule) return rule(column);
  if (goal === 'string' && !IDS.includes(source)) {
    return { expression: toText(from, column), lossless: true };
  }
  // Ids of other rows, and pairs without a sensible rule: start empty, keep the old values beside.
  return { expression: 'NULL', lossless: false };
}

/** A text as SQL. Cut where it would look like drizzle's mark between two statements. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('-->', "--'||'>")}'`;
}

/** What existing rows get in a column that needs a value, as SQL. */
export function fallback(column: WantedColumn): string {
  switch (column.kind) {
    case 'date':
      return `date('now')`;
    case 'datetime':
      return `CAST(strftime('%s', 'now') AS integer) * 1000`;
    case 'enum':
      return textLiteral(column.firstValue ?? '');
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'reference':
    case 'image':
    case 'file':
    case 'number':
    case 'integer':
    case 'money':
    case 'boolean':
      return storageOf(column.kind) === 'text' ? `''` : '0';
  }
}
