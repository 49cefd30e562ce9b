import {
  type EntitySpec,
  entitySchema,
  RESERVED_ENTITIES,
  RESERVED_FIELDS,
  type SourceKind,
  type SourceSpec,
} from '@appfactory/resources/appBuild';
import { latinOf } from '../discovery/values/names.ts';
import { PlanError } from '../planError.ts';
import { camelCase, pascalCase, singularOf, words } from '../words.ts';
import { readCsv } from './csv.ts';
import type { Table } from './document.ts';
import { DocumentError } from './document.ts';
import { readOpenApi } from './openApi.ts';
import { readPrisma } from './prisma.ts';
import { readSql } from './sql.ts';

export interface Documents {
  entities: EntitySpec[];
  assumptions: string[];
  notBuilt: string[];
}

const READERS: Record<SourceKind, (content: string, name: string) => Table[]> = {
  openapi: readOpenApi,
  prisma: readPrisma,
  sql: readSql,
  csv: readCsv,
};

const MOST_ENTITIES = 40;
const MOST_FIELDS = 40;

/** What kind of document a text is; undefined where it is none that is read. */
export function kindOf(content: string): SourceKind | undefined {
  const text = content.replace(/^\ufeff/, '').trimStart();
  if (/(?:^|[{,])\s*["']?(?:openapi|swagger)["']?\s*:/m.test(text)) return 'openapi';
  if (/^\s*model\s+\w+\s*\{/m.test(text)) return 'prisma';
  if (/\bcreate\s+(?:temp\w*\s+|unlogged\s+)?table\b/i.test(text)) return 'sql';
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const cells = header.split(/[,;\t|]/);
  return cells.length > 1 && cells.every((cell) => cell.trim().length > 0 && cell.length <= 60) && !/[{}]/.test(header)
    ? 'csv'
    : undefined;
}

/**
 * Entities of the documents in spec.sources. An entity that the spec states is left as it is stated.
 * @throws PlanError where a document cannot be read, with the line
 */
export function readDocuments(sources: SourceSpec[], stated: EntitySpec[]): Documents {
  const documents: Documents = { entities: [], assumptions: [], notBuilt: [] };
  const taken = new Set(stated.map((entity) => entity.name.toLowerCase()));
  const tables: { table: Table; name: string; source: string }[] = [];
  for (const [at, source] of sources.entries()) {
    const kind = source.kind ?? kindOf(source.content);
    if (!kind) {
      throw new PlanError(
        `spec.sources[${at}]`,
        `"${source.name}" is no document that is read: OpenAPI, a Prisma schema, SQL (create table) or CSV with a header. Set its kind, or correct it`,
      );
    }
    for (const table of read(kind, source, at)) {
      const name = entityName(table.name);
      if (taken.has(name.toLowerCase())) {
        documents.assumptions.push(`${table.name} of ${source.name} is stated already as ${name}.`);
        continue;
      }
      taken.add(name.toLowerCase());
      tables.push({ table, name, source: source.name });
    }
  }
  if (tables.length > MOST_ENTITIES) {
    documents.notBuilt.push(
      `${tables.length - MOST_ENTITIES} more tables: an app has at most ${MOST_ENTITIES} entities.`,
    );
    tables.length = MOST_ENTITIES;
  }
  const known = new Map([
    ...stated.map((entity) => [entity.name.toLowerCase(), entity.name] as const),
    ...tables.flatMap(({ table, name }) => [
      [table.name.toLowerCase(), name] as const,
      [name.toLowerCase(), name] as const,
    ]),
  ]);
  for (const { table, name, source } of tables)
    documents.entities.push(entityOf(table, name, source, known, documents));
  return documents;
}

function read(kind: SourceKind, source: SourceSpec, at: number): Table[] {
  try {
    const tables = READERS[kind](source.content, source.name);
    if (tables.length > 0) return tables;
    throw new DocumentError('it describes no table');
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const line = error.line === undefined ? '' : `, line ${error.line}`;
    throw new PlanError(`spec.sources[${at}].content`, `"${source.name}" (${kind})${line}: ${error.message}`);
  }
}

/** Singular, in Latin letters: order_items gives OrderItem; a name that the app needs for itself gets "Record". */
function entityName(raw: string): string {
  const parts = words(latinOf(raw));
  const last = parts.pop() ?? 'Row';
  const name = pascalCase([...parts, singularOf(last)].join(' ')).replace(/^[^A-Za-z]+/, '') || 'Row';
  return (RESERVED_ENTITIES.includes(name.toLowerCase()) ? `${name}Record` : name).slice(0, 40);
}

function entityOf(
  table: Table,
  name: string,
  source: string,
  known: Map<string, string>,
  documents: Documents,
): EntitySpec {
  const fields = new Map<string, object>();
  for (const column of table.columns) {
    const target = column.to === undefined ? undefined : known.get(column.to.toLowerCase());
    const wish = camelCase(latinOf(target ? column.name.replace(/_?id$/i, '') || column.name : column.name))
      .replace(/^[^a-z]+/, '')
      .slice(0, 40);
    const field = wish === '' ? `field${fields.size + 1}` : RESERVED_FIELDS.includes(wish) ? `${wish}Value` : wish;
    if (fields.has(field.toLowerCase())) continue;
    if (fields.size >= MOST_FIELDS) {
      documents.notBuilt.push(
        `${table.name}.${column.name} of ${source}: an entity has at most ${MOST_FIELDS} fields.`,
      );
      continue;
    }
    const isReference = column.type === 'reference' || column.type === 'references';
    if (isReference && !target)
      documents.assumptions.push(
        `${table.name}.${column.name} of ${source} refers to "${column.to ?? ''}", which is not there: a plain value.`,
      );
    const type = isReference && !target ? 'string' : column.type;
    fields.set(field.toLowerCase(), {
      name: field,
      type,
      required: column.required,
      unique: column.unique,
      ...(type === 'enum'
        ? { values: [...new Set(column.values ?? [])].slice(0, 40).map((value) => value.slice(0, 60)) }
        : {}),
      ...(isReference && target ? { to: target } : {}),
    });
  }
  if (fields.size === 0) {
    documents.assumptions.push(`${table.name} of ${source} has no column of its own: it gets a name.`);
    fields.set('name', { name: 'name', type: 'string', required: true });
  }
  return entitySchema.parse({ name, fields: [...fields.values()] });
}
