import type { FieldType } from '@appfactory/resources/appBuild';
import { type DocumentColumn, DocumentError, type DocumentTable, decimalType, lineAt, textType } from './document.ts';

const NAME = /(?:[\w$]+\.)?(?:"([^"]+)"|`([^`]+)`|\[([^\]]+)\]|([\w$]+))/;

/** The tables of CREATE TABLE statements, as PostgreSQL, MySQL and SQLite write them. */
export function readSql(content: string): DocumentTable[] {
  const text = withoutComments(content);
  const enums = new Map<string, string[]>();
  for (const found of text.matchAll(
    new RegExp(`create\\s+type\\s+${NAME.source}\\s+as\\s+enum\\s*\\(([^)]*)\\)`, 'gi'),
  ))
    enums.set(nameOf(found.slice(1, 5)).toLowerCase(), strings(found[5] ?? ''));
  const start = new RegExp(
    `create\\s+(?:temp(?:orary)?\\s+|unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?${NAME.source}\\s*\\(`,
    'gi',
  );
  return [...text.matchAll(start)].map((found) => {
    const from = found.index + found[0].length;
    const name = nameOf(found.slice(1, 5));
    const to = closing(text, from);
    if (to === undefined)
      throw new DocumentError(`the parenthesis of table "${name}" is not closed`, lineAt(text, found.index));
    return tableOf(name, splitTop(text.slice(from, to)), enums);
  });
}

/** Same length and lines, so that places stay right. */
function withoutComments(content: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  return content.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (text) =>
    text.startsWith("'") ? text : blank(text),
  );
}

function closing(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") at = text.indexOf("'", at + 1);
    if (at < 0) return undefined;
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}

/** Parts between commas that are in no parenthesis and no string. */
function splitTop(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at <= body.length; at++) {
    const sign = body[at];
    if (sign === "'") quoted = !quoted;
    if (!quoted && sign === '(') depth++;
    if (!quoted && sign === ')') depth--;
    if (at === body.length || (!quoted && depth === 0 && sign === ',')) {
      parts.push(body.slice(from, at).trim());
      from = at + 1;
    }
  }
  return parts.filter(Boolean);
}

function tableOf(name: string, parts: string[], enums: Map<string, string[]>): DocumentTable {
  const columns: (DocumentColumn & { isKey: boolean })[] = [];
  const column = (wanted: string) => columns.find((one) => one.name.toLowerCase() === wanted.toLowerCase());
  for (const part of parts) {
    const rule = part.replace(new RegExp(`^constraint\\s+${NAME.source}\\s+`, 'i'), '');
    const [, kind = '', list = '', rest = ''] =
      /^(primary\s+key|unique(?:\s+(?:key|index))?|foreign\s+key|check|(?:fulltext\s+)?(?:key|index)|exclude|like)\b[^(]*\(([^)]*)\)?(.*)$/is.exec(
        rule,
      ) ?? [];
    const [only, second] = names(list);
    if (/^check/i.test(kind)) choicesOf(rule, (wanted) => column(wanted));
    else if (/^primary/i.test(kind)) for (const one of names(list)) Object.assign(column(one) ?? {}, { isKey: true });
    else if (/^unique/i.test(kind) && only && !second) Object.assign(column(only) ?? {}, { unique: true });
    else if (/^foreign/i.test(kind) && only && !second)
      Object.assign(column(only) ?? {}, { type: 'reference', to: referred(rest), values: undefined });
    else if (kind === '') columns.push(columnOf(part, enums));
    if (kind === '') choicesOf(part, (wanted) => column(wanted));
  }
  // A key that refers to another table says more than that it is a key.
  return { name, columns: columns.filter((one) => !one.isKey || one.to).map(({ isKey, ...one }) => one) };
}

function columnOf(part: string, enums: Map<string, string[]>): DocumentColumn & { isKey: boolean } {
  const found = new RegExp(
    `^${NAME.source}\\s*(?:"?[\\w$]+"?\\.)?"?([a-z][\\w ]*?)?"?\\s*(\\(([^)]*)\\))?(\\s.*)?$`,
    'is',
  ).exec(part);
  const name = nameOf(found?.slice(1, 5) ?? []);
  const [type = '', , inside = '', rest = ''] = found?.slice(5, 9) ?? [];
  const words = `${type} ${rest}`;
  const isKey = /\bprimary\s+key\b/i.test(words);
  const to = referred(words);
  const values = /^enum/i.test(type) ? strings(inside) : enums.get(type.trim().split(' ')[0]?.toLowerCase() ?? '');
  return {
    name,
    type: to ? 'reference' : values ? 'enum' : typeOf(type.trim().toLowerCase(), name),
    required: /\bnot\s+null\b/i.test(words) && !/\bdefault\b/i.test(words),
    unique: /\bunique\b/i.test(words),
    isKey,
    ...(to ? { to } : values ? { values } : {}),
  };
}

function typeOf(type: string, name: string): FieldType {
  if (/^(bool|bit)/.test(type)) return 'boolean';
  if (/^(timestamp|datetime)/.test(type)) return 'datetime';
  if (/^date/.test(type)) return 'date';
  if (/^(int|integer|bigint|smallint|tinyint|mediumint|serial|bigserial|smallserial)/.test(type)) return 'integer';
  if (/^money/.test(type)) return 'money';
  if (/^(decimal|numeric|real|float|double)/.test(type)) return decimalType(name);
  // PostgreSQL and SQLite call every string a text.
  return textType(name, /^(longtext|mediumtext|clob|json)/.test(type));
}

/** CHECK (status IN ('Open', 'Done')) names the choices of a column. */
function choicesOf(rule: string, column: (name: string) => DocumentColumn | undefined): void {
  const found = new RegExp(`\\(\\s*${NAME.source}\\s+in\\s*\\(([^)]*)\\)`, 'i').exec(rule);
  const values = strings(found?.[5] ?? '');
  const target = found && column(nameOf(found.slice(1, 5)));
  if (target && values.length > 0) Object.assign(target, { type: 'enum', values });
}

function referred(text: string): string | undefined {
  const found = new RegExp(`\\breferences\\s+${NAME.source}`, 'i').exec(text);
  return found ? nameOf(found.slice(1, 5)) : undefined;
}

const nameOf = (groups: (string | undefined)[]) => groups.find((group) => group !== undefined) ?? '';
const names = (list: string) =>
  list
    .split(',')
    .map((one) => one.trim().replace(/^["`[]|["`\]]$/g, ''))
    .filter(Boolean);
const strings = (list: string) =>
  [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));
