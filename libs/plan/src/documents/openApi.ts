import type { FieldType } from '@appfactory/resources/appBuild';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type DocumentColumn, DocumentError, type DocumentTable, decimalType, textType } from './document.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    items: schema.optional(),
    allOf: z.array(schema).optional(),
  }),
);
const schemas = z.record(z.string(), schema);
const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: schemas.optional() }).optional(),
  definitions: schemas.optional(),
});

/** What is sent around a thing, and is none. */
const ENVELOPE = /(Error|Problem|Response|Request|Input|Create|Update|Patch|List|Page|Params|Query|Result)$/;

/** The object schemas of an OpenAPI or Swagger document, JSON or YAML. */
export function readOpenApi(content: string): DocumentTable[] {
  const lines = new LineCounter();
  const parsed = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const [error] = parsed.errors;
  if (error) throw new DocumentError(error.message, lines.linePos(error.pos[0]).line);
  const checked = documentSchema.safeParse(parsed.toJS({ maxAliasCount: 100 }));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new DocumentError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const all = checked.data.components?.schemas ?? checked.data.definitions ?? {};
  return Object.entries(all)
    .filter(([name]) => !ENVELOPE.test(name))
    .flatMap(([name, one]) => {
      const { properties, required } = merged(one, all);
      const columns = Object.entries(properties).flatMap(([key, value]) => columnOf(key, value, required, all));
      return columns.length > 0 ? [{ name, columns }] : [];
    });
}

/** A schema with those that it extends. */
function merged(one: Schema, all: Record<string, Schema>, depth = 0) {
  const parts = (one.allOf ?? []).map((part) => (part.$ref ? all[refName(part.$ref)] : part));
  const properties: Record<string, Schema> = {};
  const required = new Set<string>();
  for (const part of depth < 5 ? parts : []) {
    if (!part) continue;
    const inner = merged(part, all, depth + 1);
    Object.assign(properties, inner.properties);
    for (const name of inner.required) required.add(name);
  }
  Object.assign(properties, one.properties);
  for (const name of one.required ?? []) required.add(name);
  return { properties, required };
}

function columnOf(name: string, value: Schema, required: Set<string>, all: Record<string, Schema>): DocumentColumn[] {
  const shared = { name, required: required.has(name), unique: false };
  const target = value.$ref && all[refName(value.$ref)];
  if (value.$ref && target) {
    if (target.enum) return [{ ...shared, type: 'enum', values: target.enum.map(String) }];
    return [{ ...shared, type: 'reference', to: refName(value.$ref) }];
  }
  if (value.enum) return [{ ...shared, type: 'enum', values: value.enum.filter((one) => one !== null).map(String) }];
  const type = Array.isArray(value.type) ? value.type.find((one) => one !== 'null') : value.type;
  if (type === 'array') {
    const many = value.items?.$ref && all[refName(value.items.$ref)];
    return many ? [{ ...shared, required: false, type: 'references', to: refName(value.items?.$ref ?? '') }] : [];
  }
  if (type === 'object') return [];
  return [{ ...shared, type: scalarType(type, value.format, name) }];
}

function scalarType(type: string | undefined, format: string | undefined, name: string): FieldType {
  if (type === 'boolean') return 'boolean';
  if (type === 'integer') return 'integer';
  if (type === 'number') return decimalType(name);
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'datetime';
  if (format === 'email') return 'email';
  if (format === 'uri' || format === 'url') return 'url';
  return textType(name);
}

const refName = (ref: string) => ref.split('/').at(-1) ?? '';
