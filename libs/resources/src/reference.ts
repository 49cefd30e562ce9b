import { crdOf } from './crd.ts';
import type { KindDefinition } from './kinds.ts';

interface Schema {
  type?: string;
  format?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
}

interface Crd {
  spec: { versions: [{ schema: { openAPIV3Schema: { properties: { spec: Schema; status: Schema } } } }] };
}

/** Markdown tables of every field of a kind, made from the same schemas as its CRD. */
export function fieldReference(definition: KindDefinition): string {
  const crd = crdOf(definition) as unknown as Crd;
  const { spec, status } = crd.spec.versions[0].schema.openAPIV3Schema.properties;
  const told = rows(status, '');
  const fields = `## Fields of spec\n\n${table(rows(spec, ''))}\n`;
  return told.length === 0 ? fields : `${fields}\n## Fields of status\n\n${table(told)}\n`;
}

interface Row {
  path: string;
  type: string;
  value: string;
  description: string;
}

function rows(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const path = `${prefix}${name}`;
    const required = schema.required?.includes(name) && child.default === undefined;
    const row: Row = {
      path,
      type: typeOf(child),
      value: defaultOf(child, required),
      description: child.description ?? '',
    };
    if (child.items?.properties) return [row, ...rows(child.items, `${path}[].`)];
    return [row, ...rows(child, `${path}.`)];
  });
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.type === 'array')
    return `list of ${schema.items?.properties ? 'objects' : (schema.items?.type ?? 'values')}`;
  if (schema.additionalProperties) return `map of ${schema.additionalProperties.type ?? 'values'}`;
  return schema.format === 'date-time' ? 'time' : (schema.type ?? '');
}

function defaultOf(schema: Schema, required: boolean | undefined): string {
  if (required) return 'required';
  const { default: value } = schema;
  return value === undefined || (typeof value === 'object' && value !== null) ? '' : `\`${String(value)}\``;
}

function table(all: Row[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = all.map(
    ({ path, type, value, description }) => `| \`${path}\` | ${cell(type)} | ${value} | ${cell(description)} |`,
  );
  return ['| field | type | default | meaning |', '|---|---|---|---|', ...lines].join('\n');
}
