import type { FieldType } from '@appfactory/resources/appBuild';
import { type Column, DocumentError, isOwnColumn, isSecret, type Table, typeByName } from './document.ts';

const TYPES: Record<string, FieldType> = {
  String: 'string',
  Int: 'integer',
  BigInt: 'integer',
  Float: 'number',
  Decimal: 'number',
  Boolean: 'boolean',
  DateTime: 'datetime',
  Json: 'text',
  Bytes: 'file',
};

interface Block {
  kind: string;
  name: string;
  lines: { text: string; line: number }[];
}

function blocksOf(content: string): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  let opened = 0;
  for (const [at, raw] of content.split(/\r?\n/).entries()) {
    const text = raw.replace(/\/\/.*$/, '').trim();
    const line = at + 1;
    const head = /^(model|enum|type|view|datasource|generator)\s+(\w+)\s*\{(.*)$/.exec(text);
    if (head && block)
      throw new DocumentError(`"${block.name}" of line ${opened} is not closed before "${head[2] ?? ''}" begins`, line);
    if (head) {
      block = { kind: head[1] ?? '', name: head[2] ?? '', lines: [] };
      opened = line;
    } else if (text === '}') {
      if (!block) throw new DocumentError('a closing bracket without an opening one', line);
      blocks.push(block);
      block = undefined;
    } else if (block && text !== '') block.lines.push({ text, line });
  }
  if (block) throw new DocumentError(`"${block.name}" is never closed`, opened);
  return blocks;
}

/**
 * The models of a Prisma schema. A relation is taken from the side that holds its key; lists on both sides are n to m.
 * @throws DocumentError with the line
 */
export function readPrisma(content: string): Table[] {
  const blocks = blocksOf(content);
  const enums = new Map(
    blocks
      .filter(({ kind }) => kind === 'enum')
      .map(
        ({ name, lines }) =>
          [name, lines.map(({ text }) => text.split(/\s/, 1)[0] ?? '').filter((word) => /^\w+$/.test(word))] as const,
      ),
  );
  const models = blocks.filter(({ kind }) => kind === 'model');
  const names = new Set(models.map(({ name }) => name));
  const isList = (from: string, to: string) =>
    models.find(({ name }) => name === from)?.lines.some(({ text }) => new RegExp(`^\\w+\\s+${to}\\[\\]`).test(text)) ??
    false;
  const linked = new Set<string>();
  return models.map(({ name, lines }): Table => {
    const keys = new Set(
      lines.flatMap(
        ({ text }) =>
          /\bfields:\s*\[([^\]]*)\]/
            .exec(text)?.[1]
            ?.split(',')
            .map((key) => key.trim()) ?? [],
      ),
    );
    const columns = lines.flatMap(({ text, line }): Column[] => {
      if (text.startsWith('@@')) return [];
      const field = /^(\w+)\s+(\w+(?:\("[^"]*"\))?)(\[\])?(\?)?(.*)$/.exec(text);
      if (!field) throw new DocumentError(`"${text.slice(0, 60)}" of model "${name}" is no field`, line);
      const [, column = '', type = '', list, optional, rest = ''] = field;
      const base = {
        name: column,
        required: !optional && !/@default|@updatedAt/.test(rest),
        unique: /@unique\b/.test(rest),
      };
      if (names.has(type)) {
        if (list) {
          const isBoth = isList(type, name) && !linked.has(`${type}>${name}`);
          if (!isBoth) return [];
          linked.add(`${name}>${type}`);
          return [{ ...base, type: 'references', to: type, required: false, unique: false }];
        }
        // The other side of one to one holds no key.
        if (!/\bfields:/.test(rest)) return [];
        return [{ ...base, type: 'reference', to: type }];
      }
      if (keys.has(column) || /@id\b/.test(rest) || isOwnColumn(column) || isSecret(column)) return [];
      const values = enums.get(type);
      if (values) return values.length > 0 ? [{ ...base, type: 'enum', values }] : [];
      if (list) return [{ ...base, type: 'text', required: false }];
      const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
      if (known === undefined) {
        if (type.startsWith('Unsupported')) return [];
        throw new DocumentError(
          `field "${column}" of model "${name}" has the type "${type}", which is neither a model nor an enum`,
          line,
        );
      }
      const kind =
        known === 'datetime' && (/@db\.Date\b/.test(rest) || /(Date|On|birthday)$/i.test(column))
          ? 'date'
          : known === 'string' && /@db\.Text\b/.test(rest)
            ? 'text'
            : known;
      return [{ ...base, type: typeByName(column, kind) }];
    });
    return { name, columns };
  });
}
