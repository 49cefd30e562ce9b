import { many, one } from '@appfactory/plan/messages';
import type { PlannedEntity } from '@appfactory/plan/plan';
import { withArticle } from '@appfactory/plan/words';
import { Imports, inComment, lines, str } from '../emit.ts';
import { aliasCode, isText, labelSql } from '../labels.ts';
import { linkIndexes } from '../migrations/linkTable.ts';
import type { App, Entity } from '../model.ts';
import { Random } from '../samples/random.ts';
import { SAMPLE_ROWS, sampleId } from '../samples/values.ts';
import { sampledLinks } from './samplesFile.ts';

export const LINKS_SCHEMA = 'src/db/schema/linked-records.ts';
export const LINKS_SAMPLES = 'src/db/samples/linked-records.ts';

export const linkedName = (entity: Entity): string => `get${entity.type}Linked`;
export const linkedType = (entity: Entity): string => `${entity.type}Linked`;

/** src/db/schema/linked-records.ts: the tables of pairs. Node reads it too: relative imports, with .ts. */
export function linksSchema(app: App): string {
  const tables = [...app.state.entities, ...app.state.keptTables];
  const imports = new Imports().add('drizzle-orm/sqlite-core', 'index', 'sqliteTable', 'text', 'uniqueIndex');
  const end = (column: string, table: string) => {
    const target = tables.find((other) => other.table === table);
    if (target) imports.add(`./${target.slug}.ts`, target.tableVariable);
    return `text('${column}').notNull().references(() => ${target?.tableVariable ?? ''}.id, { onDelete: 'cascade' }),`;
  };
  const properties: Record<string, string> = { from_id: 'fromId', to_id: 'toId' };
  const code = (app.state.links ?? []).map(({ table, variable, from, to }) => {
    const indexes = linkIndexes(table).map(({ name, columns, isUnique }) => {
      const on = columns.map((column) => `table.${properties[column] ?? column}`).join(', ');
      return `${isUnique ? 'uniqueIndex' : 'index'}('${name}').on(${on})`;
    });
    return lines(
      '',
      `export const ${variable} = sqliteTable('${table}', {`,
      `fromId: ${end('from_id', from)}`,
      `toId: ${end('to_id', to)}`,
      `}, (table) => [${indexes.join(', ')}]);`,
    );
  });
  return lines(
    imports.print(),
    '',
    '// Which records are linked with which others. A pair goes when one of its records is deleted.',
    ...code,
    '',
  );
}

function pairs(entity: PlannedEntity, target: PlannedEntity, name: string): string[] {
  return Array.from({ length: SAMPLE_ROWS }, (_, row) => {
    const random = new Random(entity.name, name, String(row));
    const first = random.below(SAMPLE_ROWS);
    const all = row % 3 === 0 ? [first, (first + 3) % SAMPLE_ROWS] : [first];
    return all
      .filter((other) => target.name !== entity.name || other !== row)
      .map((other) => `{ fromId: ${str(sampleId(entity, row))}, toId: ${str(sampleId(target, other))} },`);
  }).flat();
}

/** src/db/samples/linked-records.ts */
export function linksSamples(app: App): string {
  const imports = new Imports().addType('./samples.ts', 'Samples');
  const code = sampledLinks(app).map(({ entity, link: { target, variable, field } }) => {
    imports.add('../schema/linked-records.ts', variable);
    const [own, other] = [app.state.entities[entity.position], app.state.entities[target.position]];
    const rows = own && other ? pairs(own, other, field.name) : [];
    return lines(`{ table: ${variable}, rows: () => [`, ...rows, ']},');
  });
  return lines(imports.print(), '', 'export const linkedSamples: Samples[] = [', ...code, '];', '');
}

/** The query of what a row is linked with, for queries.ts. */
export function linkedQuery(entity: Entity, imports: Imports): string[] {
  if (entity.links.length === 0) return [];
  const aliases: string[] = [];
  const parts = entity.links.map(({ field, target, variable }) => {
    imports.add('@/db/schema/linked-records', variable).add(`@/db/schema/${target.slug}`, target.tableVariable);
    const plain = target.labelled !== undefined && isText(target.labelled) && target.labelled.notNull;
    const alias = aliasCode(target, `${field.property}Named`);
    if (alias && !plain) aliases.push(alias);
    const label = plain
      ? `${target.tableVariable}.${target.labelled?.property ?? 'id'}`
      : labelSql(target, target.tableVariable, imports, `${field.property}Named`).replace(/^sql`/, 'sql<string>`');
    return lines(
      `${field.property}: await db.select({ id: ${target.tableVariable}.id, label: ${label} }).from(${variable})`,
      `.innerJoin(${target.tableVariable}, eq(${variable}.toId, ${target.tableVariable}.id))`,
      `.where(eq(${variable}.fromId, id)).orderBy(${target.tableVariable}.createdAt, ${target.tableVariable}.id),`,
    );
  });
  return [
    '',
    ...aliases,
    ...(aliases.length > 0 ? [''] : []),
    `/** What ${withArticle(inComment(one(entity)))} is linked with: ${inComment(entity.links.map(({ target }) => many(target)).join(', '))}. */`,
    `export const ${linkedName(entity)} = cache(async (id: string) => ({`,
    ...parts,
    '}));',
    '',
    `export type ${linkedType(entity)} = Awaited<ReturnType<typeof ${linkedName(entity)}>>;`,
  ];
}

/** src/lib/linked-records.ts */
export const LINKS_LIBRARY = `import { eq, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { db } from '@/db';

type LinkTable = SQLiteTable & { fromId: SQLiteColumn; toId: SQLiteColumn };

/** The statements that link a record with these others and no more; part of the batch that stores the record. */
export function setLinked(table: LinkTable, id: string, ids: string[]) {
  return [
    db.delete(table).where(eq(table.fromId, id)),
    db.run(
      sql\`insert or ignore into \${table} (from_id, to_id) select \${id}, value from json_each(\${JSON.stringify(ids)})\`,
    ),
  ] as const;
}
`;
