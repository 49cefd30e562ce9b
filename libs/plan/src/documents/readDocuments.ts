import {
  type EntitySpec,
  entitySchema,
  RESERVED_ENTITIES,
  RESERVED_FIELDS,
  type SourceKind,
  type SourceSpec,
} from '@appfactory/resources/appBuild';
import { PlanError } from '../planError.ts';
import { camelCase, pascalCase, sentenceCase, singularOf, words } from '../words.ts';
import { readCsv } from './csv.ts';
import { type DocumentColumn, DocumentError, type DocumentTable } from './document.ts';
import { readOpenApi } from './openApi.ts';
import { readPrisma } from './prisma.ts';
import { readSql } from './sql.ts';

export interface Documents {
  entities: EntitySpec[];
  assumptions: string[];
  notBuilt: string[];
}

const READERS: Record<SourceKind, (content: string, name: string) => DocumentTable[]> = {
  csv: (content, name) => readCsv(name, content),
  openapi: readOpenApi,
  prisma: readPrisma,
  sql: readSql,
};

const MOST_ENTITIES = 40;
const MOST_FIELDS = 40;

/**
 * Entities of the documents in spec.sources. What the spec states wins over a document, an earlier document over a later one.
 * @throws PlanError with the document's place in the spec, and the line where there is one
 */
export function readDocuments(sources: SourceSpec[], stated: EntitySpec[]): Documents {
  const result: Documents = { entities: [], assumptions: [], notBuilt: [] };
  const taken = new Map(stated.map(({ name }) => [name.toLowerCase(), 'the spec']));
  const tables: { table: DocumentTable; name: string; source: string }[] = [];
  for (const [index, source] of sources.entries()) {
    for (const table of tablesOf(source, index)) {
      const name = entityName(table.name);
      const key = name.toLowerCase();
      const before = taken.get(key);
      if (before) {
        result.assumptions.push(`“${table.name}” of ${source.name}: ${before} has it already, and that one is built.`);
      } else if (RESERVED_ENTITIES.includes(key)) {
        result.notBuilt.push(
          `“${table.name}” of ${source.name} is left out: every app has accounts, sessions and uploads of its own.`,
        );
      } else if (!/^[A-Z]/.test(name)) {
        result.notBuilt.push(
          `“${table.name}” of ${source.name} is left out: its name has no letters to make a name from.`,
        );
      } else if (taken.size >= MOST_ENTITIES) {
        result.notBuilt.push(
          `“${table.name}” of ${source.name} is left out: an app has at most ${MOST_ENTITIES} entities.`,
        );
      } else {
        taken.set(key, source.name);
        tables.push({ table, name, source: source.name });
      }
    }
  }
  const entityOf = new Map(
    [...stated.map(({ name }) => name), ...tables.map(({ name }) => name)].map((name) => [name.toLowerCase(), name]),
  );
  for (const { table, name, source } of tables) {
    const fields = fieldsOf(
      table,
      (to) => entityOf.get(entityName(to).toLowerCase()),
      (text) => result.notBuilt.push(`${text} of “${table.name}” in ${source} is left out.`),
    );
    const parsed = entitySchema.safeParse({ name, description: `From ${source}.`, fields });
    if (parsed.success) result.entities.push(parsed.data);
    else
      result.notBuilt.push(
        `“${table.name}” of ${source} is left out: ${parsed.error.issues[0]?.message ?? 'it has no fields'}.`,
      );
  }
  return result;
}

function tablesOf(source: SourceSpec, index: number): DocumentTable[] {
  const place = `spec.sources[${index}].content`;
  const kind = source.kind ?? kindOf(source.content);
  if (!kind) {
    throw new PlanError(
      place,
      `“${source.name}” is neither an OpenAPI document, nor a Prisma schema, SQL with CREATE TABLE, or CSV with a header: set kind, or correct it`,
    );
  }
  try {
    const tables = READERS[kind](source.content, source.name);
    if (tables.length === 0) throw new DocumentError(`it holds no ${WHAT[kind]}`);
    return tables;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const line = error.line === undefined ? '' : `, line ${error.line}`;
    throw new PlanError(place, `“${source.name}”${line}, read as ${kind}: ${error.message}`);
  }
}

const WHAT: Record<SourceKind, string> = {
  csv: 'columns',
  openapi: 'object schemas under components.schemas',
  prisma: 'models',
  sql: 'CREATE TABLE statements',
};

function kindOf(content: string): SourceKind | undefined {
  if (/^\s*\{?\s*"?(openapi|swagger)"?\s*:/m.test(content)) return 'openapi';
  if (/^\s*(model|datasource|generator)\s+\w+\s*\{/m.test(content)) return 'prisma';
  if (/\bcreate\s+table\b/i.test(content)) return 'sql';
  const [first = ''] = content.split('\n');
  return /[,;\t]/.test(first) && !/^\s*[{[<]/.test(first) ? 'csv' : undefined;
}

/** order_items gives OrderItem. */
function entityName(name: string): string {
  const parts = words(name.replace(/[{}<>"'`$\\]/g, ' '));
  const last = parts.pop() ?? '';
  return pascalCase([...parts, singularOf(last)].join(' ')).slice(0, MOST_FIELDS);
}

function fieldsOf(
  table: DocumentTable,
  entityOf: (to: string) => string | undefined,
  leaveOut: (what: string) => void,
): object[] {
  const fields = new Map<string, object>();
  for (const column of table.columns) {
    const name = fieldName(column);
    const isKept = !RESERVED_FIELDS.includes(name) && !/^(created|updated|deleted)(On|At)?$/.test(name);
    if (!isKept) continue;
    const to = column.to === undefined ? undefined : entityOf(column.to);
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || fields.has(name.toLowerCase())) leaveOut(`“${column.name}”`);
    else if (column.to !== undefined && !to) leaveOut(`“${column.name}”, which refers to ${column.to},`);
    else if (fields.size >= MOST_FIELDS) leaveOut(`“${column.name}”`);
    else fields.set(name.toLowerCase(), fieldOf(column, name, to));
  }
  return [...fields.values()];
}

function fieldName({ name, to }: DocumentColumn): string {
  const plain = to === undefined ? name : name.replace(/(_id|Id)$/, '');
  return camelCase(plain).slice(0, 40);
}

function fieldOf({ type, required, unique, values }: DocumentColumn, name: string, to: string | undefined): object {
  const choices = [...new Set(values?.map((value) => choice(value)))].filter(Boolean).slice(0, 40);
  if (type === 'enum' && choices.length === 0) return { name, type: 'string', required, unique };
  return { name, type, required, unique, ...(type === 'enum' ? { values: choices } : {}), ...(to ? { to } : {}) };
}

/** IN_PROGRESS gives "In progress" and open "Open"; what people read already stays. */
function choice(value: string): string {
  const text = value.trim().slice(0, 60);
  return /^([A-Z0-9_]+|[a-z0-9_]+)$|_/.test(text) ? sentenceCase(text.toLowerCase()) : text;
}
