import type { FieldType } from '@appfactory/resources/appBuild';
import { LineCounter, parseDocument } from 'yaml';
import { type Column, DocumentError, isOwnColumn, isSecret, type Table, typeByName } from './document.ts';

interface Schema {
  type?: unknown;
  format?: unknown;
  enum?: unknown;
  $ref?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: unknown;
  allOf?: Schema[];
  maxLength?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of schemas that carry rows to and fro and are none themselves. */
const ENVELOPE =
  /(Error|Errors|Request|Response|List|Page|Pagination|Problem|Link|Links|Meta|Input|Create|Update|Patch|Dto|Params|Query|Result|Body)$/;

const STRINGS: Record<string, FieldType> = {
  date: 'date',
  'date-time': 'datetime',
  email: 'email',
  uri: 'url',
  url: 'url',
  binary: 'file',
  byte: 'file',
};

const refName = (schema: Schema | undefined): string | undefined =>
  typeof schema?.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;

/** The type of a schema: OpenAPI 3.1 writes a list where null is allowed. */
function typeOf({ type }: Schema): string | undefined {
  const types = (Array.isArray(type) ? type : [type]).filter(
    (one): one is string => typeof one === 'string' && one !== 'null',
  );
  return types[0];
}

function whole(schema: Schema, all: Record<string, Schema>, depth = 0): Schema {
  if (depth > 5 || !Array.isArray(schema.allOf)) return schema;
  const parts = schema.allOf.map((part) => whole(all[refName(part) ?? ''] ?? part, all, depth + 1));
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), schema.properties ?? {}) as Record<
      string,
      Schema
    >,
    required: [...parts, schema].flatMap((part) => (Array.isArray(part.required) ? (part.required as unknown[]) : [])),
  };
}

function columnOf(name: string, schema: Schema, required: boolean, all: Record<string, Schema>): Column | undefined {
  const base = { name, required, unique: false };
  const single =
    refName(schema) ??
    (Array.isArray(schema.allOf) && schema.allOf.length === 1 ? refName(schema.allOf[0]) : undefined);
  if (single !== undefined) {
    const target = all[single];
    if (target && Array.isArray(target.enum)) return { ...base, type: 'enum', values: choices(target.enum) };
    return {
      ...base,
      type: target?.properties || target?.allOf ? 'reference' : 'string',
      ...(target?.properties || target?.allOf ? { to: single } : {}),
    };
  }
  if (Array.isArray(schema.enum)) return { ...base, type: 'enum', values: choices(schema.enum) };
  const type = typeOf(schema);
  if (type === 'array') {
    const to = refName(schema.items);
    return to === undefined
      ? { ...base, type: 'text', required: false }
      : { ...base, type: 'references', to, required: false };
  }
  if (type === 'integer') return { ...base, type: typeByName(name, 'integer') };
  if (type === 'number') return { ...base, type: typeByName(name, 'number') };
  if (type === 'boolean') return { ...base, type: 'boolean' };
  if (type === 'object') return { ...base, type: 'text', required: false };
  const format = typeof schema.format === 'string' ? schema.format : '';
  const isLong = typeof schema.maxLength === 'number' && schema.maxLength > 300;
  return {
    ...base,
    type: typeByName(
      name,
      (Object.hasOwn(STRINGS, format) ? STRINGS[format] : undefined) ?? (isLong ? 'text' : 'string'),
    ),
  };
}

const choices = (values: unknown[]) =>
  values
    .filter((value) => value !== null)
    .map((value) => String(value))
    .filter((value) => value.trim() !== '');

/**
 * The object schemas of an OpenAPI document (2 to 3.1, JSON or YAML) as tables.
 * @throws DocumentError for what is no JSON or YAML, with the line, and for a document without schemas
 */
export function readOpenApi(content: string): Table[] {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem)
    throw new DocumentError(problem.message.split('\n')[0] ?? 'it is no YAML', lines.linePos(problem.pos[0]).line);
  const root: unknown = document.toJS({ maxAliasCount: 100 });
  const components = isObject(root) && isObject(root.components) ? root.components.schemas : undefined;
  const found = components ?? (isObject(root) ? root.definitions : undefined);
  if (!isObject(found))
    throw new DocumentError(
      'it has neither components.schemas nor definitions: there is no schema to take entities from',
    );
  const all = Object.fromEntries(Object.entries(found).filter(([, schema]) => isObject(schema))) as Record<
    string,
    Schema
  >;
  return Object.entries(all).flatMap(([name, given]): Table[] => {
    const schema = whole(given, all);
    if (!isObject(schema.properties) || ENVELOPE.test(name)) return [];
    const required = new Set(Array.isArray(schema.required) ? (schema.required as unknown[]) : []);
    const columns = Object.entries(schema.properties).flatMap(([column, part]) => {
      if (!isObject(part) || isOwnColumn(column) || isSecret(column)) return [];
      return columnOf(column, part, required.has(column), all) ?? [];
    });
    return [{ name, columns }];
  });
}
