import { isFile } from '@appfactory/plan/built';
import { many } from '@appfactory/plan/messages';
import { Imports, inComment, lines } from '../emit.ts';
import { aliasCode, isText, labelSql } from '../labels.ts';
import { capital, type Entity, type Field } from '../model.ts';
import { rowsOf } from './accessFiles.ts';
import { linkedQuery } from './linkFiles.ts';

export const listName = (entity: Entity): string => `list${capital(entity.tableVariable)}`;
export const getName = (entity: Entity): string => `get${entity.type}`;
export const rowName = (entity: Entity): string => `${entity.type}Row`;
export const listOptionsName = (entity: Entity): string => `${entity.variable}ListOptions`;

/** A reference with the table that it is joined with, and under which name. */
interface Join {
  field: Field;
  target: Entity;
  /** Variable of the joined table: its own, or an alias where one table is joined twice. */
  variable: string;
  aliased: boolean;
}

export function referencesOf(entity: Entity): (Field & { target: Entity })[] {
  return entity.fields.filter((field): field is Field & { target: Entity } => field.target !== undefined);
}

function joinsOf(entity: Entity): Join[] {
  const references = referencesOf(entity);
  return references.map((field) => {
    const { target } = field;
    const twice = references.filter((other) => other.target === target).length > 1;
    const aliased = twice || target.name === entity.name;
    return { field, target, aliased, variable: aliased ? `${field.relation}Alias` : target.tableVariable };
  });
}

/** Parameters of a list's address that a filter must not take for itself. */
const ADDRESS_WORDS = ['q', 'sort', 'page'];

export function filtersOf(entity: Entity): Field[] {
  return entity.fields.filter((field) => field.type === 'enum' && !ADDRESS_WORDS.includes(field.property)).slice(0, 3);
}

/** Columns of text that a search looks in. */
export function searchedColumns(entity: Entity, variable = entity.tableVariable): string[] {
  const texts = ['string', 'text', 'email', 'url'];
  const own = entity.fields.filter(
    (field) => texts.includes(field.type) || (field === entity.labelled && isText(field)),
  );
  return own.map((field) => `${variable}.${field.property}`);
}

function sortableLines(entity: Entity, joins: Join[]): string[] {
  const own = entity.fields
    .filter((field) => field.type !== 'text' && field.type !== 'reference' && !isFile(field))
    .map((field) => `${field.property}: ${entity.tableVariable}.${field.property},`);
  const joined = joins.flatMap(({ field, target, variable }) =>
    target.labelled && isText(target.labelled) ? [`${field.relation}: ${variable}.${target.labelled.property},`] : [],
  );
  return [...own, ...joined, `createdAt: ${entity.tableVariable}.createdAt,`];
}

/** src/features/<slug>/queries.ts: one page of the list, and one row. */
export function queriesFile(entity: Entity): string {
  const table = entity.tableVariable;
  const joins = joinsOf(entity);
  const filters = filtersOf(entity);
  const imports = new Imports()
    .add('drizzle-orm', 'and', 'count', 'eq')
    .add('react', 'cache')
    .add('@/db', 'db')
    .add(`@/db/schema/${entity.slug}`, table, ...filters.map((field) => field.valuesName))
    .add('@/lib/list-params', 'matches', 'ordering', 'pageSize')
    .addType('@/lib/list-params', 'ListParams');
  if (joins.length > 0) imports.add('drizzle-orm', 'getTableColumns');
  const aliases = joins.filter((join) => join.aliased);
  if (aliases.length > 0) imports.add('drizzle-orm/sqlite-core', 'alias');
  for (const { target } of joins) imports.add(`@/db/schema/${target.slug}`, target.tableVariable);

  const joinCode = joins
    .map(({ field, variable }) => `.leftJoin(${variable}, eq(${table}.${field.property}, ${variable}.id))`)
    .join('');
  const selection = joins.length > 0 ? 'columns' : '';
  const labels = joins.map(({ field, target, variable }) => {
    const labelled = target.labelled;
    const plain = labelled !== undefined && isText(labelled) && labelled.notNull;
    const label = plain
      ? `${variable}.${labelled.property}`
      : labelSql(target, variable, imports, `${field.relation}Named`).replace(/^sql`/, 'sql<string>`');
    return `${field.relation}: { id: ${variable}.id, label: ${label} },`;
  });
  const searched = [
    ...searchedColumns(entity),
    ...joins.flatMap(({ target, variable }) =>
      target.labelled && isText(target.labelled) ? [`${variable}.${target.labelled.property}`] : [],
    ),
  ];
  const readable = entity.guarded ? `rowsFor(user, ${rowsOf(entity, 'read')})` : undefined;
  if (readable) imports.add('@/lib/rows-for', 'rowsFor').add('@/lib/session', 'requireUser');
  const signedIn = readable && 'const user = await requireUser();';
  const narrowing = [...joins, ...entity.links].map(({ field }) => `${field.property}?: string`);
  const only = narrowing.length > 0 ? `, only: { ${narrowing.join('; ')} } = {}` : '';
  if (entity.links.length > 0) imports.add('drizzle-orm', 'inArray');
  const linked = linkedQuery(entity, imports);
  return lines(
    imports.print(),
    '',
    ...aliases.map(
      ({ field, target }) =>
        `const ${field.relation}Alias = alias(${target.tableVariable}, '${field.column.replace(/_id$/, '')}_of');`,
    ),
    ...joins.map(({ field, target }) => aliasCode(target, `${field.relation}Named`)),
    '',
    'const sortable = {',
    ...sortableLines(entity, joins),
    '};',
    '',
    `/** What the list's address may say. */`,
    `export const ${listOptionsName(entity)} = {`,
    'sortable: Object.keys(sortable),',
    `defaultSort: '-createdAt',`,
    filters.length > 0 &&
      `filters: { ${filters.map((field) => `${field.property}: ${field.valuesName}`).join(', ')} },`,
    '};',
    '',
    joins.length > 0 && lines(`const columns = { ...getTableColumns(${table}),`, ...labels, '};', ''),
    `/** One page of the ${inComment(many(entity))} that match${readable ? ' and that the person may read' : ''}, and how many match in all. */`,
    `export async function ${listName(entity)}(params: ListParams${only}) {`,
    signedIn,
    'const where = and(',
    readable && `${readable},`,
    `matches(params.q, [${searched.join(', ')}]),`,
    ...filters.map(
      ({ property, valuesName }) =>
        `params.filters.${property} ? eq(${table}.${property}, params.filters.${property} as (typeof ${valuesName})[number]) : undefined,`,
    ),
    ...joins.map(
      ({ field }) => `only.${field.property} ? eq(${table}.${field.property}, only.${field.property}) : undefined,`,
    ),
    ...entity.links.map(
      ({ field: { property }, variable }) =>
        `only.${property} ? inArray(${table}.id, db.select({ id: ${variable}.fromId }).from(${variable}).where(eq(${variable}.toId, only.${property}))) : undefined,`,
    ),
    ');',
    'const [rows, [total]] = await db.batch([',
    `db.select(${selection}).from(${table})${joinCode}.where(where)`,
    `.orderBy(...ordering(sortable[params.sort as keyof typeof sortable], params.order), ${table}.id)`,
    '.limit(pageSize).offset((params.page - 1) * pageSize),',
    `db.select({ count: count() }).from(${table})${joinCode}.where(where),`,
    ']);',
    'return { rows, total: total?.count ?? 0 };',
    '}',
    '',
    `export type ${rowName(entity)} = Awaited<ReturnType<typeof ${listName(entity)}>>['rows'][number];`,
    '',
    `export const ${getName(entity)} = cache(async (id: string) => {`,
    signedIn,
    `const [row] = await db.select(${selection}).from(${table})${joinCode}.where(${readable ? `and(eq(${table}.id, id), ${readable})` : `eq(${table}.id, id)`}).limit(1);`,
    'return row ?? null;',
    '});',
    ...linked,
    '',
  );
}
