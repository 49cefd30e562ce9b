import type { FieldType } from '@appfactory/resources/appBuild';
import { type Column, DocumentError, isOwnColumn, isSecret, lineOf, type Table, typeByName } from './document.ts';

const TYPES: [RegExp, FieldType][] = [
  [/^(bool|boolean|bit|tinyint\(1\))/, 'boolean'],
  [/^(smallint|integer|int|bigint|tinyint|mediumint|serial|bigserial|int[248])/, 'integer'],
  [/^money/, 'money'],
  [/^(decimal|numeric|real|double|float)/, 'number'],
  [/^(timestamp|datetime)/, 'datetime'],
  [/^date/, 'date'],
  [/^(text|clob|longtext|mediumtext|json|jsonb|xml)/, 'text'],
  [/^(blob|bytea|binary|varbinary|image)/, 'file'],
];

/** Comments and text in quotes blanked to the same length, so that offsets and lines stay. */
function blanked(sql: string): string {
  return sql.replace(/--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//g, (text) => text.replace(/[^\n]/g, ' '));
}

/** Parts of a text that commas part outside of brackets and quotes, with their offsets. */
function partsOf(text: string, base: number): { text: string; at: number }[] {
  const parts: { text: string; at: number }[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at] ?? ',';
    if (quote !== '' && at < text.length) {
      if (sign === quote) quote = '';
    } else if (/['"`]/.test(sign) && at < text.length) quote = sign;
    else if (sign === '(') depth++;
    else if (sign === ')') depth--;
    if (at === text.length || (sign === ',' && depth === 0 && quote === '')) {
      const part = text.slice(start, at);
      if (part.trim() !== '')
        parts.push({ text: part.trim(), at: base + start + (part.length - part.trimStart().length) });
      start = at + 1;
    }
  }
  return parts;
}

/** End of the bracket that opens at an offset; -1 where it never closes. */
function closing(text: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let at = open; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (/['"`]/.test(sign)) quote = sign;
    else if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at;
  }
  return -1;
}

const unquoted = (name: string) => name.replace(/["`[\]]/g, '');
const NAME = '(?:"[^"]+"|`[^`]+`|\\[[^\\]]+\\]|[\\p{L}_][\\p{L}\\p{N}_$]*)';
const CREATE = new RegExp(
  `\\bcreate\\s+(?:temp(?:orary)?\\s+|unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?((?:${NAME}\\s*\\.\\s*)*)(${NAME})\\s*\\(`,
  'giu',
);
const COLUMN = new RegExp(`^(${NAME})\\s+([\\s\\S]+)$`, 'u');
const ENUM_TYPE = new RegExp(
  `\\bcreate\\s+type\\s+(?:${NAME}\\s*\\.\\s*)*(${NAME})\\s+as\\s+enum\\s*\\(([^)]*)\\)`,
  'giu',
);

const texts = (list: string) =>
  [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));

function columnOf(name: string, rest: string, enums: Map<string, string[]>): Column {
  const lower = rest.toLowerCase();
  const reference = new RegExp(`\\breferences\\s+((?:${NAME}\\s*\\.\\s*)*)(${NAME})`, 'iu').exec(rest);
  const check =
    /\bcheck\s*\([^()]*?\bin\s*\(([^)]*)\)/i.exec(rest) ?? /=\s*any\s*\(\s*array\s*\[([^\]]*)\]/i.exec(rest);
  const listed = /^enum\s*\(/i.test(rest) ? texts(rest.slice(0, closing(rest, rest.indexOf('(')) + 1)) : undefined;
  const values =
    listed ??
    enums.get(unquoted(rest.split(/[\s(]/, 1)[0] ?? '').toLowerCase()) ??
    (check ? texts(check[1] ?? '') : undefined);
  const required = /\bnot\s+null\b/.test(lower) && !/\bdefault\b/.test(lower);
  const unique = /\bunique\b/.test(lower);
  if (reference) return { name, type: 'reference', to: unquoted(reference[2] ?? ''), required, unique };
  if (values && values.length > 0) return { name, type: 'enum', values, required, unique };
  const type = TYPES.find(([pattern]) => pattern.test(lower))?.[1] ?? 'string';
  return { name, type: typeByName(name, type), required, unique };
}

/** Foreign keys and unique columns that stand behind the columns. */
function constrain(text: string, columns: Column[]): void {
  const foreign = new RegExp(
    `\\bforeign\\s+key\\s*(?:${NAME}\\s*)?\\(\\s*(${NAME})\\s*\\)\\s*references\\s+((?:${NAME}\\s*\\.\\s*)*)(${NAME})`,
    'iu',
  ).exec(text);
  const column = (name: string | undefined) =>
    columns.find((one) => one.name.toLowerCase() === unquoted(name ?? '').toLowerCase());
  const child = column(foreign?.[1]);
  if (foreign && child) {
    child.type = 'reference';
    child.to = unquoted(foreign[3] ?? '');
  }
  const unique = column(
    new RegExp(`\\bunique\\s*(?:key\\s*|index\\s*)?(?:${NAME}\\s*)?\\(\\s*(${NAME})\\s*\\)`, 'iu').exec(text)?.[1],
  );
  if (unique) unique.unique = true;
}

/**
 * The tables of SQL data definitions: PostgreSQL, MySQL and SQLite. Other statements are passed over.
 * @throws DocumentError for a table that never ends, or a column without a type
 */
export function readSql(content: string): Table[] {
  const sql = blanked(content);
  const enums = new Map(
    [...sql.matchAll(ENUM_TYPE)].map(
      ([, name = '', list = '']) => [unquoted(name).toLowerCase(), texts(list)] as const,
    ),
  );
  const tables: Table[] = [];
  for (const match of sql.matchAll(CREATE)) {
    const name = unquoted(match[2] ?? '');
    const open = match.index + match[0].length - 1;
    const end = closing(sql, open);
    if (end < 0) throw new DocumentError(`the bracket of table "${name}" is never closed`, lineOf(sql, match.index));
    const parts = partsOf(sql.slice(open + 1, end), open + 1);
    const isConstraint = (text: string) =>
      /^(constraint|primary\s+key|foreign\s+key|unique|check|key|index|fulltext|exclude|like)\b/i.test(text);
    const columns = parts
      .filter(({ text }) => !isConstraint(text))
      .flatMap(({ text, at }): Column[] => {
        const column = COLUMN.exec(text);
        if (!column) throw new DocumentError(`"${text.slice(0, 60)}" of table "${name}" has no type`, lineOf(sql, at));
        const columnName = unquoted(column[1] ?? '');
        return isOwnColumn(columnName) || isSecret(columnName) ? [] : [columnOf(columnName, column[2] ?? '', enums)];
      });
    for (const { text } of parts) if (isConstraint(text)) constrain(text, columns);
    tables.push({ name, columns });
  }
  return tables;
}
