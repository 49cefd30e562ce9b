/** src/lib/csv.ts */
export const CSV_FILE = `import Papa from 'papaparse';

/** Byte order mark: spreadsheets read the file as UTF-8 by it. */
const mark = '\\uFEFF';

/**
 * Rows as CSV. Text that a spreadsheet would take for a formula (it begins with =, +, - or @) gets an apostrophe before it;
 * numbers stay numbers.
 */
export function csvOf(header: string[], rows: (string | number | null)[][]): string {
  return mark + Papa.unparse({ fields: header, data: rows }, { escapeFormulae: true, newline: '\\r\\n' });
}

export type ReadCsv = { header: string[]; rows: string[][] };

/** The header and the rows of a CSV file, whatever divides its columns; or why it is none. */
export function readCsv(text: string): ReadCsv | { error: string } {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) return { error: \`This is not a CSV file: a quotation mark is not closed in row \${(broken.row ?? 0) + 1}.\` };
  const [first, ...rows] = data;
  const header = first?.map((name) => name.trim()) ?? [];
  if (header.every((name) => name === '')) return { error: 'The first row of the file must name its columns.' };
  while (rows.length > 0 && isBlank(rows.at(-1) ?? [])) rows.pop();
  if (rows.length === 0) return { error: 'The file has a header and no rows.' };
  return { header, rows };
}

/** What divides the columns: what the header has most of. Rows may have more commas, in their numbers. */
function delimiterOf(text: string): string {
  const header = (/^(?:[^"\\r\\n]|"[^"]*")*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Whether a row holds nothing. */
export function isBlank(row: string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

/** Text of a file: UTF-8, else what older spreadsheets write. */
export function decodeText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
`;

/** src/lib/csv.test.ts */
export const CSV_TEST = `import { expect, test } from 'vitest';
import { csvOf, decodeText, readCsv } from '@/lib/csv';

test('no text of a row is a formula to a spreadsheet, and numbers stay numbers', () => {
  const csv = csvOf(['Name', 'Amount'], [
    ['=1+1', -5],
    ['+49 30', 2.5],
    ['-x', null],
    ['@a', 0],
    ['a "b", c', 1],
  ]);
  expect(csv).toBe([
      '\\uFEFFName,Amount',
      \`"'=1+1",-5\`,
      \`"'+49 30",2.5\`,
      \`"'-x",\`,
      \`"'@a",0\`,
      '"a ""b"", c",1',
    ].join('\\r\\n'));
});

test('what was written is read again', () => {
  expect(readCsv(csvOf(['A', 'B'], [['x, "y"\\nz', 1]]))).toEqual({ header: ['A', 'B'], rows: [['x, "y"\\nz', '1']] });
});

test('semicolons and tabs divide columns too, and rows at the end that hold nothing are none', () => {
  expect(readCsv('a;b\\n1;2,5\\n\\n;\\n')).toEqual({ header: ['a', 'b'], rows: [['1', '2,5']] });
  expect(readCsv('a\\tb\\n1\\t2')).toEqual({ header: ['a', 'b'], rows: [['1', '2']] });
});

test('what is no CSV file is refused with the reason', () => {
  expect(readCsv('a,b\\n"1,2\\n')).toEqual({ error: expect.stringContaining('not closed') });
  expect(readCsv('')).toEqual({ error: expect.stringContaining('first row') });
  expect(readCsv('a,b\\n')).toEqual({ error: expect.stringContaining('no rows') });
});

test('files of older spreadsheets keep their letters', () => {
  expect(decodeText(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c]).buffer)).toBe('Müll');
  expect(decodeText(new TextEncoder().encode('Müll').buffer)).toBe('Müll');
});
`;

/** src/features/figures/cells.ts */
export const CELLS_FILE = `/** From the cells of a file to what a form's control would hold: the step before \`lib/fields\` checks it. */

export type CellType =
  | 'string'
  | 'text'
  | 'number'
  | 'integer'
  | 'money'
  | 'boolean'
  | 'enum'
  | 'date'
  | 'datetime'
  | 'email'
  | 'url'
  | 'reference';

/** Which part of a date with slashes comes first. */
export type DateOrder = 'month' | 'day';

const yes = ['yes', 'y', 'true', '1', 'x', 'ja', 'j'];
const no = ['no', 'n', 'false', '0', '', 'nein'];

/** A number as \`lib/fields\` takes it: 1234.50 for "$1,234.50", "1.234,50 €" and "(1,234.50)" (which is less than nothing). */
export function numberCell(text: string): string {
  const bare = text.replace(/[\\s\\u00A0'’]/g, '').replace(/^[A-Z]{3}|[A-Z]{3}$|[$€£¥]/g, '');
  const negative = /^\\(.*\\)$/.test(bare) || /^-|-$/.test(bare);
  const digits = bare.replace(/^\\(|\\)$|^[+-]|-$/g, '').replace(/[$€£¥]/g, '');
  if (!/^[\\d.,]+$/.test(digits)) return text.trim();
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  let plain = digits;
  if (comma >= 0 && point >= 0) {
    plain = comma > point ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  } else if (comma >= 0) {
    plain = /^\\d{1,3}(,\\d{3})+$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.');
  } else if (/^\\d{1,3}(\\.\\d{3}){2,}$/.test(digits)) {
    plain = digits.replaceAll('.', '');
  }
  return negative ? \`-\${plain}\` : plain;
}

const two = (part: string) => part.padStart(2, '0');

/** A day as yyyy-MM-dd. Text that is no date stays as it is, so that it is refused as a person wrote it. */
export function dateCell(text: string, order: DateOrder): string {
  const day = text.trim();
  const iso = /^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ].*)?$/.exec(day);
  if (iso) return \`\${iso[1]}-\${two(iso[2] ?? '')}-\${two(iso[3] ?? '')}\`;
  const dotted = /^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})$/.exec(day);
  if (dotted) return \`\${dotted[3]}-\${two(dotted[2] ?? '')}-\${two(dotted[1] ?? '')}\`;
  const slashed = /^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})$/.exec(day);
  if (!slashed) return day;
  const [, first = '', second = '', year] = slashed;
  const monthFirst = Number(second) > 12 || (order === 'month' && Number(first) <= 12);
  return monthFirst ? \`\${year}-\${two(first)}-\${two(second)}\` : \`\${year}-\${two(second)}-\${two(first)}\`;
}

/** A moment as an ISO string. One without a zone is meant as UTC, as the app keeps it. */
function momentCell(text: string, order: DateOrder): string {
  const moment = text.trim();
  const parts = /^(\\S+?)(?:[T ]+(\\d{1,2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?\\s*(Z|[+-]\\d{2}:?\\d{2})?)?$/.exec(moment);
  if (!parts) return moment;
  const [, day = '', time = '00:00', zone = 'Z'] = parts;
  const [hour = '', ...rest] = time.split(':');
  const clock = [two(hour), ...rest, ...(rest.length < 2 ? ['00'] : [])].join(':');
  return \`\${dateCell(day, order)}T\${clock}\${zone.replace(/^([+-]\\d{2})(\\d{2})$/, '$1:$2')}\`;
}

/** Whether a date with slashes could be meant in two ways. */
export function isAmbiguousDate(text: string): boolean {
  const parts = /^(\\d{1,2})[/-](\\d{1,2})[/-]\\d{4}$/.exec(text.trim());
  return parts !== null && Number(parts[1]) <= 12 && Number(parts[2]) <= 12 && parts[1] !== parts[2];
}

/** What the form's control of a field would hold for a cell; \`problem\` where the cell says nothing that it could. */
export function cellInput(
  cell: string,
  { type, label, values = [] }: { type: CellType; label: string; values?: readonly string[] },
  order: DateOrder,
): { input: string | boolean } | { problem: string } {
  // An apostrophe before a formula was put there by an export.
  const text = cell.trim().replace(/^'(?=[=+\\-@])/, '');
  switch (type) {
    case 'number':
    case 'integer':
    case 'money':
      return { input: numberCell(text) };
    case 'date':
      return { input: text === '' ? '' : dateCell(text, order) };
    case 'datetime':
      return { input: text === '' ? '' : momentCell(text, order) };
    case 'boolean': {
      const word = text.toLowerCase();
      if (yes.includes(word)) return { input: true };
      return no.includes(word) ? { input: false } : { problem: \`\${label} must be yes or no\` };
    }
    case 'enum': {
      if (text === '') return { input: '' };
      const value = values.find((one) => one.toLowerCase() === text.toLowerCase());
      return value === undefined ? { problem: \`\${label} must be one of \${values.join(', ')}\` } : { input: value };
    }
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'reference':
      return { input: text };
  }
}
`;

/** src/features/figures/cells.test.ts */
export const CELLS_TEST = `import { expect, test } from 'vitest';
import { cellInput, dateCell, isAmbiguousDate, numberCell } from '@/features/figures/cells';

test.each([
  ['1250.50', '1250.50'],
  ['$1,250.50', '1250.50'],
  ['1.250,50 €', '1250.50'],
  ['1,250', '1250'],
  ['12,5', '12.5'],
  ['1.250.000', '1250000'],
  ['(99.90)', '-99.90'],
  ['-$5', '-5'],
  ["1'250.00", '1250.00'],
  ['EUR 10', '10'],
  ['ten', 'ten'],
  ['', ''],
])('the number %s is %s', (text, number) => {
  expect(numberCell(text)).toBe(number);
});

test.each([
  ['2026-03-04', '2026-03-04'],
  ['2026/3/4', '2026-03-04'],
  ['2026-03-04 10:00', '2026-03-04'],
  ['4.3.2026', '2026-03-04'],
  ['03/04/2026', '2026-03-04'],
  ['25/12/2026', '2026-12-25'],
  ['soon', 'soon'],
])('the date %s is %s', (text, day) => {
  expect(dateCell(text, 'month')).toBe(day);
});

test('which part of a date comes first may be said where the date does not tell', () => {
  expect(dateCell('03/04/2026', 'day')).toBe('2026-04-03');
  expect(dateCell('12/25/2026', 'day')).toBe('2026-12-25');
  expect([isAmbiguousDate('03/04/2026'), isAmbiguousDate('25/12/2026'), isAmbiguousDate('2026-03-04')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('choices are found in any case, and what is none is a problem that names them', () => {
  const status = { type: 'enum', label: 'Status', values: ['New', 'Paid'] } as const;
  expect(cellInput(' paid ', status, 'month')).toEqual({ input: 'Paid' });
  expect(cellInput('Gone', status, 'month')).toEqual({ problem: 'Status must be one of New, Paid' });
});

test('moments, yes and no, and formulas that an export had made harmless', () => {
  expect(cellInput('2026-03-04 9:30', { type: 'datetime', label: 'At' }, 'month')).toEqual({
    input: '2026-03-04T09:30:00Z',
  });
  expect(cellInput('Yes', { type: 'boolean', label: 'VIP' }, 'month')).toEqual({ input: true });
  expect(cellInput('maybe', { type: 'boolean', label: 'VIP' }, 'month')).toEqual({ problem: 'VIP must be yes or no' });
  expect(cellInput("'=1+1", { type: 'string', label: 'Name' }, 'month')).toEqual({ input: '=1+1' });
});
`;
