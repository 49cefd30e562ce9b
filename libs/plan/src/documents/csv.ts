import type { FieldType } from '@appfactory/resources/appBuild';
import { CsvError, parse } from 'csv-parse/sync';
import { type DocumentColumn, DocumentError, type DocumentTable, decimalType, textType } from './document.ts';

/** Rows that are looked at to find what a column holds. */
const SAMPLE = 200;
const MOST_CHOICES = 8;

/** One table from a CSV file: columns from its header, their types from its first rows. */
export function readCsv(name: string, content: string): DocumentTable[] {
  const [header, ...rows] = records(content);
  if (!header || header.every((cell) => cell.trim() === ''))
    throw new DocumentError('its first line names no columns', 1);
  const columns = header.map((cell, at): DocumentColumn => {
    if (cell.trim() === '') throw new DocumentError(`column ${at + 1} has no name: give it one in the first line`, 1);
    const values = rows.map((row) => row[at]?.trim() ?? '');
    const filled = values.filter((value) => value !== '');
    const choices = choicesOf(filled);
    return {
      name: cell.trim(),
      type: choices ? 'enum' : typeOf(cell.trim(), filled),
      required: rows.length > 0 && filled.length === rows.length,
      unique: false,
      ...(choices ? { values: choices } : {}),
    };
  });
  return [{ name: name.replace(/\.[^.]*$/, ''), columns }];
}

function records(content: string): string[][] {
  try {
    return parse(content, {
      bom: true,
      delimiter: delimiterOf(content),
      relax_column_count: true,
      skip_empty_lines: true,
      to: SAMPLE,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DocumentError(error.message, typeof error.lines === 'number' ? error.lines : undefined);
  }
}

/** The sign that the first line has most of. */
function delimiterOf(content: string): string {
  const [first = ''] = content.split('\n');
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

const KINDS: [FieldType, RegExp][] = [
  ['boolean', /^(true|false|yes|no|ja|nein)$/i],
  ['date', /^(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\/\d{1,2}\/\d{4})$/],
  ['datetime', /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ['integer', /^-?\d{1,15}$/],
  ['number', /^-?\d{1,15}[.,]\d+$/],
  ['email', /^[^@\s]+@[^@\s]+\.[^@\s]+$/],
  ['url', /^https?:\/\/\S+$/],
];

function typeOf(name: string, values: string[]): FieldType {
  if (values.length === 0) return textType(name);
  const numbers = values.every((value) => /^-?\d{1,15}([.,]\d+)?$/.test(value));
  if (numbers && values.some((value) => /[.,]/.test(value))) return decimalType(name);
  const kind = KINDS.find(([, pattern]) => values.every((value) => pattern.test(value)))?.[0];
  // A number with a zero in front is a code, as of a post office or a telephone.
  if (kind === 'integer' && values.some((value) => /^0\d/.test(value))) return textType(name);
  return (
    kind ??
    textType(
      name,
      values.some((value) => value.length > 120),
    )
  );
}

/** A few words that come again and again are choices. */
function choicesOf(values: string[]): string[] | undefined {
  const choices = [...new Set(values)];
  const isWord = choices.every((choice) => /^\p{L}[\p{L} -]{0,39}$/u.test(choice) && !KINDS[0]?.[1].test(choice));
  return isWord && choices.length > 1 && choices.length <= MOST_CHOICES && values.length >= choices.length * 3
    ? choices
    : undefined;
}
