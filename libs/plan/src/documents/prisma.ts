import type { FieldType } from '@appfactory/resources/appBuild';
import { type DocumentColumn, DocumentError, type DocumentTable, decimalType, textType } from './document.ts';

interface Line {
  name: string;
  type: string;
  mark: string;
  attributes: string;
}

/** The models of a Prisma schema. */
export function readPrisma(content: string): DocumentTable[] {
  const models = new Map<string, Line[]>();
  const enums = new Map<string, string[]>();
  let block: { kind: string; name: string; line: number } | undefined;
  for (const [at, raw] of content.split('\n').entries()) {
    const text = raw.replace(/\/\/.*$/, '').trim();
    if (text === '') continue;
    const opened = /^(model|enum|datasource|generator|type|view)\s+(\w+)\s*\{$/.exec(text);
    if (opened) {
      const [, kind = '', name = ''] = opened;
      if (block) throw new DocumentError(`${block.kind} ${block.name} is not closed before ${name}`, at + 1);
      block = { kind, name, line: at + 1 };
      if (kind === 'model') models.set(name, []);
      if (kind === 'enum') enums.set(name, []);
    } else if (text === '}') block = undefined;
    else if (!block) throw new DocumentError(`"${text.slice(0, 60)}" is in no model and no enum`, at + 1);
    else if (block.kind === 'enum') enums.get(block.name)?.push(text.split(/\s/)[0] ?? '');
    else if (block.kind === 'model' && !text.startsWith('@@')) models.get(block.name)?.push(fieldLine(text, at + 1));
  }
  if (block) throw new DocumentError(`${block.kind} ${block.name} is not closed`, block.line);
  return [...models].map(([name, lines]) => ({ name, columns: columnsOf(name, lines, models, enums) }));
}

function fieldLine(text: string, line: number): Line {
  const found = /^(\w+)\s+(\w+(?:\("[^"]*"\))?)(\[\]|\?)?\s*(@.*)?$/.exec(text);
  if (!found) throw new DocumentError(`"${text.slice(0, 60)}" is not a field: a name, a type, then attributes`, line);
  const [, name = '', type = '', mark = '', attributes = ''] = found;
  return { name, type, mark, attributes };
}

function columnsOf(
  model: string,
  lines: Line[],
  models: Map<string, Line[]>,
  enums: Map<string, string[]>,
): DocumentColumn[] {
  // A relation's scalar (clientId) is the same thing as the relation (client).
  const scalars = new Set(lines.flatMap(({ attributes }) => relationFields(attributes)));
  return lines.flatMap(({ name, type, mark, attributes }): DocumentColumn[] => {
    if (/@id\b/.test(attributes) || scalars.has(name)) return [];
    const isOptional = mark === '?' || /@default\(|@updatedAt/.test(attributes);
    const shared = { name, required: !isOptional, unique: /@unique\b/.test(attributes) };
    if (models.has(type)) {
      if (mark !== '[]')
        return relationFields(attributes).length > 0 ? [{ ...shared, type: 'reference', to: type }] : [];
      const others = models.get(type)?.filter((line) => line.type === model) ?? [];
      // Lists on both sides are n-m; it is kept on the side that comes first in the alphabet.
      const isMany = others.some((line) => line.mark === '[]') && model <= type;
      return isMany ? [{ ...shared, required: false, type: 'references', to: type }] : [];
    }
    const values = enums.get(type);
    if (values) return [{ ...shared, type: 'enum', values }];
    return [{ ...shared, required: shared.required && mark !== '[]', type: scalarType(type, name, attributes) }];
  });
}

function relationFields(attributes: string): string[] {
  const [, list = ''] = /@relation\([^)]*fields:\s*\[([^\]]*)\]/.exec(attributes) ?? [];
  return list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

function scalarType(type: string, name: string, attributes: string): FieldType {
  if (type === 'Boolean') return 'boolean';
  if (type === 'DateTime') return /@db\.Date\b/.test(attributes) ? 'date' : 'datetime';
  if (type === 'Int' || type === 'BigInt') return 'integer';
  if (type === 'Float' || type === 'Decimal') return decimalType(name);
  return textType(name, type === 'Json' || /@db\.(Text|LongText|MediumText)\b/.test(attributes));
}
