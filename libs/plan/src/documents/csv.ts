import type { FieldType } from '@appfactory/resources/appBuild';
import { CsvError, parse } from 'csv-parse/sync';
import { type Column, DocumentError, isOwnColumn, type Table, typeByName } from './document.ts';

/** So many rows tell the types of columns. */
const SAMPLE_ROWS = 200;

const TESTS: [FieldType, RegExp][] = [
  ['boolean', /^(true|false|yes|no|ja|nein)$/i],
  ['integer', /^[+-]?\d{1,15}$/],
  ['number', /^[+-]?\d{1,15}([.,]\d+)?$/],
  ['money', /^[€$£]\s?\d[\d.,]*$|^\d[\d.,]*\s?[€$£]$/],
  ['datetime', /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ['date', /^\d{4}-\d{2}-\d{2}$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/],
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['url', /^https?:\/\/\S+$/],
];

/** Choices of a column: few different short values that come again and again. */
function choicesOf(values: string[]): string[] | undefined {
  const distinct = [...new Set(values)];
  const isFew = distinct.length >= 2 && distinct.length <= 8 && values.length >= distinct.length * 3;
  return isFew && distinct.every((value) => value.length <= 30) ? distinct : undefined;
}

function columnOf(name: string, cells: string[]): Column {
  const values = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  // An identifier with a leading zero is no number.
  const isCode = values.some((value) => /^0\d+$/.test(value));
  const found =
    values.length === 0 || isCode
      ? undefined
      : TESTS.find(([, test]) => values.every((value) => test.test(value)))?.[0];
  const choices = found === undefined ? choicesOf(values) : undefined;
  const isLong = values.some((value) => value.length > 120);
  const type = choices ? 'enum' : typeByName(name, found ?? (isLong ? 'text' : 'string'));
  return {
    name,
    type: values.length === 0 ? typeByHeader(name) : type,
    required: false,
    unique: false,
    ...(choices ? { values: choices } : {}),
  };
}

/** What a header alone tells. */
function typeByHeader(name: string): FieldType {
  if (/(date|datum|_on|geburtstag|deadline)$/i.test(name)) return 'date';
  if (/(price|cost|amount|total|preis|betrag|kosten)$/i.test(name)) return 'money';
  if (/(quantity|count|stock|anzahl|menge|bestand)$/i.test(name)) return 'integer';
  return typeByName(name, 'string');
}

/**
 * The table of a CSV file: its header gives the columns, and its rows their types. The name of the file is its name.
 * @throws DocumentError for a header with blank or repeated names, or rows that are broken
 */
export function readCsv(content: string, fileName: string): Table[] {
  const header = content.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [';', '\t', '|', ','].find((sign) => header.split(sign).length > 1) ?? ',';
  let rows: string[][];
  try {
    rows = parse(content, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      to: SAMPLE_ROWS + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DocumentError(error.message, typeof error.lines === 'number' ? error.lines : undefined);
  }
  const [names = [], ...data] = rows;
  const blank = names.findIndex((name) => name.trim() === '');
  if (blank >= 0) throw new DocumentError(`column ${blank + 1} of the header has no name`, 1);
  const twice = names.find((name, at) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < at);
  if (twice !== undefined) throw new DocumentError(`two columns are named "${twice}"`, 1);
  if (names.length === 0) return [];
  const columns = names
    .map((name, at) =>
      columnOf(
        name,
        data.map((row) => row[at] ?? ''),
      ),
    )
    .filter(({ name }) => !isOwnColumn(name));
  return [{ name: fileName.replace(/\.[^.]*$/, '') || 'Row', columns }];
}
