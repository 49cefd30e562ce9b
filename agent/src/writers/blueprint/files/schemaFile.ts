import { Imports, inComment, lines, list } from '../emit.ts';
import type { Column, Table } from '../migrations/snapshot.ts';
import { type App, type Entity, type Field, MAKER_COLUMN } from '../model.ts';
import type { KeptTable } from '../state.ts';

/** src/db/schema/<slug>.ts: the Drizzle table of an entity. Node reads these files too: relative imports, with .ts. */
export function schemaPath(slug: string): string {
  return `src/db/schema/${slug}.ts`;
}

const MOMENT = `integer('created_at', { mode: 'timestamp_ms' }).notNull().$defaultFn(() => new Date())`;
const UPDATED = `integer('updated_at', { mode: 'timestamp_ms' }).notNull().$defaultFn(() => new Date()).$onUpdateFn(() => new Date())`;

/** References in a circle, or to the table itself: TypeScript cannot find their type without help. */
function isCircular(entity: Entity, target: Entity, seen = new Set<string>()): boolean {
  if (target.name === entity.name) return true;
  if (seen.has(target.name)) return false;
  seen.add(target.name);
  return target.fields.some((field) => field.target !== undefined && isCircular(entity, field.target, seen));
}

function columnCode(entity: Entity, field: Field, imports: Imports): string {
  const end = `${field.notNull ? '.notNull()' : ''}${field.unique ? '.unique()' : ''}`;
  const name = `'${field.column}'`;
  switch (field.type) {
    case 'number':
      imports.add(CORE, 'real');
      return `real(${name})${end}`;
    case 'integer':
    case 'money':
      return `integer(${name})${end}`;
    case 'boolean':
      return `integer(${name}, { mode: 'boolean' })${end}`;
    case 'datetime':
      return `integer(${name}, { mode: 'timestamp_ms' })${end}`;
    case 'enum':
      return `text(${name}, { enum: ${field.valuesName} })${end}`;
    case 'reference': {
      if (!field.target) return `text(${name})${end}`;
      const circular = isCircular(entity, field.target);
      if (circular) imports.addType(CORE, 'AnySQLiteColumn');
      const target = `${field.target.tableVariable}.id`;
      return `text(${name})${end}.references((${circular ? '): AnySQLiteColumn' : ')'} => ${target}, { onDelete: 'restrict' })`;
    }
    case 'string':
    case 'text':
    case 'date':
    case 'email':
    case 'url':
    case 'image':
    case 'file':
      return `text(${name})${end}`;
  }
}

const CORE = 'drizzle-orm/sqlite-core';

/** How a person reads the value that a column holds. */
function unitOf(field: Field): string | false {
  if (field.type === 'money') return `/** In the smallest unit of ${field.currency ?? 'USD'}. */`;
  if (field.type === 'image' || field.type === 'file') return '/** The id of a file: a row of `app_file`. */';
  if (field.type === 'date') return '/** A calendar day, `yyyy-MM-dd`. */';
  return false;
}

function keptCode(column: Column, imports: Imports): string {
  const type = column.type === 'real' ? 'real' : column.type === 'integer' ? 'integer' : 'text';
  imports.add(CORE, type);
  const value = column.default === undefined ? '' : `.default(${String(column.default)})`;
  return `${type}('${column.name}')${column.notNull ? '.notNull()' : ''}${value}`;
}

function indexCode(table: Table, properties: Map<string, string>, imports: Imports): string[] {
  const plain = Object.values(table.indexes).filter((index) => !index.isUnique);
  if (plain.length > 0) imports.add(CORE, 'index');
  return plain.map((index) => {
    const columns = index.columns.map((column) => `table.${properties.get(column) ?? column}`).join(', ');
    return `index('${index.name}').on(${columns})`;
  });
}

export function schemaFile(entity: Entity, app: App): string {
  const imports = new Imports().add(CORE, 'integer', 'sqliteTable', 'text').add('../../lib/id.ts', 'createId');
  const columns = entity.fields.map((field) =>
    lines(unitOf(field), `${field.property}: ${columnCode(entity, field, imports)},`),
  );
  const kept = entity.kept.map(({ property, column }) =>
    lines(
      '/** Kept from an earlier version of the app; nothing shows it any more. */',
      `${property}: ${keptCode(column, imports)},`,
    ),
  );
  for (const { target } of entity.fields) {
    if (target && target.name !== entity.name) imports.add(`./${target.slug}.ts`, target.tableVariable);
  }
  const properties = new Map([
    ['created_at', 'createdAt'],
    [MAKER_COLUMN, 'createdById'],
    ...entity.fields.map((field): [string, string] => [field.column, field.property]),
  ]);
  const table = app.snapshot.tables[entity.table];
  const indexes = table ? indexCode(table, properties, imports) : [];
  const enums = entity.fields.filter((field) => field.type === 'enum');
  return lines(
    imports.print(),
    '',
    ...enums.flatMap((field) => [`export const ${field.valuesName} = ${list(field.values ?? [])} as const;`, '']),
    entity.description && `/** ${inComment(entity.description)} */`,
    `export const ${entity.tableVariable} = sqliteTable('${entity.table}', {`,
    `id: text('id').primaryKey().$defaultFn(createId),`,
    ...columns,
    ...kept,
    entity.maker && `/** Who made it. */\ncreatedById: text('${MAKER_COLUMN}'),`,
    `createdAt: ${MOMENT},`,
    `updatedAt: ${UPDATED},`,
    `}, (table) => [${indexes.join(', ')}]);`,
    '',
    `export type ${entity.type} = typeof ${entity.tableVariable}.$inferSelect;`,
    '',
  );
}

/** The table of an entity that is gone. It stays in the schema, so that drizzle-kit does not drop it. */
export function keptSchemaFile(kept: KeptTable, table: Table): string {
  const imports = new Imports().add(CORE, 'sqliteTable');
  const names = new Map(
    Object.keys(table.columns).map((name) => [
      name,
      name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    ]),
  );
  const columns = Object.values(table.columns).map((column) =>
    column.primaryKey
      ? `${names.get(column.name)}: ${keptCode({ ...column, notNull: false }, imports)}.primaryKey(),`
      : `${names.get(column.name)}: ${keptCode(column, imports)},`,
  );
  const unique = Object.values(table.indexes).filter((index) => index.isUnique);
  if (unique.length > 0) imports.add(CORE, 'uniqueIndex');
  const indexes = [
    ...indexCode(table, names, imports),
    ...unique.map(
      (index) =>
        `uniqueIndex('${index.name}').on(${index.columns.map((column) => `table.${names.get(column)}`).join(', ')})`,
    ),
  ];
  return lines(
    imports.print(),
    '',
    `/** ${inComment(kept.label)}: kept from an earlier version of the app. Nothing shows these rows any more. */`,
    `export const ${kept.tableVariable} = sqliteTable('${kept.table}', {`,
    ...columns,
    `}, (table) => [${indexes.join(', ')}]);`,
    '',
  );
}
