import { searchLabel } from '@appfactory/plan/messages';
import { calendarField, pictureField, viewsOf } from '@appfactory/plan/views';
import { attr, Imports, inComment, lines, str } from '../../emit.ts';
import { aliasCode, labelSql } from '../../labels.ts';
import { type App, capital, type Entity } from '../../model.ts';
import { rowsOf } from '../accessFiles.ts';
import { featurePath } from '../formSchemaFile.ts';
import { searchedColumns } from '../queriesFile.ts';

/** The views of an entity that are there: the list first. */
export function viewsIn(entity: Entity, app: App): string[] {
  const planned = app.state.entities[entity.position];
  return planned ? viewsOf(planned) : ['table'];
}

/** The switch between the views of an entity; undefined where there is one alone. */
export function viewSwitch(entity: Entity, app: App, current: string, imports: Imports): string | undefined {
  const views = viewsIn(entity, app);
  if (views.length < 2) return undefined;
  imports.add('@/components/list/view-switch', 'ViewSwitch');
  return `<ViewSwitch path="/${entity.slug}" views={[${views.map((view) => `'${view}'`).join(', ')}]} current="${current}" />`;
}

/** Pages and queries of the views beside the list, by path. */
export function* viewPages(entity: Entity, app: App): Generator<[path: string, text: string]> {
  const planned = app.state.entities[entity.position];
  if (!planned) return;
  const views = viewsOf(planned);
  const day = entity.fields.find(({ name }) => name === calendarField(planned)?.name);
  if (views.includes('calendar') && day) {
    yield [featurePath(entity, 'calendar.ts'), calendarQuery(entity, day.property, day.type === 'date')];
    yield [`src/app/(app)/${entity.slug}/calendar/page.tsx`, calendarPage(entity, app)];
  }
  if (views.includes('gallery')) {
    yield [featurePath(entity, 'gallery.ts'), galleryQuery(entity)];
    yield [`src/app/(app)/${entity.slug}/gallery/page.tsx`, galleryPage(entity, app)];
  }
}

const inDaysName = (entity: Entity) => `list${capital(entity.tableVariable)}InDays`;
const picturesName = (entity: Entity) => `list${capital(entity.tableVariable)}WithPictures`;

/** What every query of a view needs: the label of a row, who may read it, and what a search looks in. */
function queryParts(entity: Entity, imports: Imports) {
  const table = entity.tableVariable;
  const named = aliasCode(entity, 'named');
  const label = labelSql(entity, table, imports).replace(/^sql`/, 'sql<string>`');
  if (entity.guarded) imports.add('@/lib/rows-for', 'rowsFor');
  imports
    .add('@/db', 'db')
    .add(`@/db/schema/${entity.slug}`, table)
    .add('@/lib/list-params', 'matches')
    .add('@/lib/session', 'requireUser');
  return {
    table,
    named,
    label,
    signedIn: entity.guarded ? 'const user = await requireUser();' : 'await requireUser();',
    where: [
      entity.guarded && `rowsFor(user, ${rowsOf(entity, 'read')}),`,
      `matches(params.q, [${[...searchedColumns(entity), ...(searchedColumns(entity).length > 0 ? [] : ['label'])].join(', ')}]),`,
    ],
  };
}

function calendarQuery(entity: Entity, property: string, isDay: boolean): string {
  const imports = new Imports()
    .add('drizzle-orm', 'and', 'gte', 'lt')
    .addType('@/components/calendar/day-grid', 'CalendarItem');
  const { table, named, label, signedIn, where } = queryParts(entity, imports);
  const column = `${table}.${property}`;
  if (!isDay) imports.add('date-fns', 'addDays', 'parseISO');
  else imports.add('date-fns', 'addDays', 'formatISO', 'parseISO');
  return lines(
    imports.print(),
    '',
    named,
    `const label = ${label};`,
    '/** More of them nobody looks through. */',
    'const most = 1000;',
    '',
    `/** The ${inComment(entity.plural.toLowerCase())} from the first until the last of some days, as far as the person may read them. */`,
    `export async function ${inDaysName(entity)}(params: { days: readonly string[]; q: string }): Promise<CalendarItem[]> {`,
    signedIn,
    `const first = parseISO(params.days[0] ?? '');`,
    `const last = parseISO(params.days.at(-1) ?? '');`,
    isDay
      ? `const day = (date: Date) => formatISO(date, { representation: 'date' });`
      : '// A day more at both ends: it begins at another moment on the clock of whoever looks.',
    `const rows = await db.select({ id: ${table}.id, label, at: ${column} }).from(${table}).where(and(`,
    isDay
      ? `gte(${column}, day(first)), lt(${column}, day(addDays(last, 1))),`
      : `gte(${column}, addDays(first, -1)), lt(${column}, addDays(last, 2)),`,
    ...where,
    `)).orderBy(${column}, ${table}.id).limit(most);`,
    isDay
      ? `return rows.map(({ at, ...row }) => ({ ...row, at: at ?? '' }));`
      : `return rows.map(({ at, ...row }) => ({ ...row, at: at?.toISOString() ?? '' }));`,
    '}',
    '',
  );
}

const pageName = (entity: Entity) => capital(entity.tableVariable);

function guardLine(entity: Entity, imports: Imports): string {
  imports.add('@/lib/session', entity.guarded ? 'requireRight' : 'requireUser');
  return entity.guarded ? `await requireRight('read', '${entity.slug}');` : 'await requireUser();';
}

function calendarPage(entity: Entity, app: App): string {
  const path = `/${entity.slug}/calendar`;
  const imports = new Imports()
    .addType('next', 'Metadata')
    .add('date-fns', 'format')
    .add('@/components/calendar/calendar-navigation', 'CalendarNavigation')
    .add('@/components/calendar/day-grid', 'DayGrid')
    .add('@/components/list/list-card', 'ListCard', 'ListToolbar')
    .add('@/components/list/search-box', 'SearchBox')
    .add('@/components/page', 'Page')
    .add(`@/features/${entity.slug}/calendar`, inDaysName(entity))
    .add('@/lib/calendar', 'spanOf')
    .addType('@/lib/list-params', 'SearchParams');
  const signedIn = guardLine(entity, imports);
  const views = viewSwitch(entity, app, 'calendar', imports);
  return lines(
    imports.print(),
    '',
    `export const metadata: Metadata = { title: ${str(`${entity.plural}: calendar`)} };`,
    '',
    `export default async function ${pageName(entity)}CalendarPage({ searchParams }: { searchParams: Promise<SearchParams> }) {`,
    signedIn,
    'const address = await searchParams;',
    `const q = typeof address.q === 'string' ? address.q.trim().slice(0, 200) : '';`,
    'const span = spanOf(address);',
    `const items = await ${inDaysName(entity)}({ days: span.days, q });`,
    'return (',
    `<Page title=${attr(entity.plural)} crumbs={[{ label: ${str(entity.plural)}, href: '/${entity.slug}' }, { label: 'Calendar' }]}>`,
    '<ListToolbar>',
    `<SearchBox label=${attr(searchLabel(entity))} />`,
    views,
    '</ListToolbar>',
    '<ListCard>',
    `<CalendarNavigation path="${path}" span={span} today={spanOf({})} q={q} />`,
    '<DayGrid',
    'key={span.title}',
    'span={span}',
    `today={format(new Date(), 'yyyy-MM-dd')}`,
    'items={items}',
    `path="/${entity.slug}"`,
    `calendar="${path}"`,
    'q={q}',
    '/>',
    '</ListCard>',
    '</Page>',
    ');',
    '}',
    '',
  );
}

function galleryQuery(entity: Entity): string {
  const field = pictureField(entity);
  const imports = new Imports().add('drizzle-orm', 'and', 'desc');
  if (!field) imports.add('drizzle-orm', 'asc', 'eq', 'inArray', 'like').add('@/db/schema/files', 'appFiles');
  const { table, named, label, signedIn, where } = queryParts(entity, imports);
  const inField = field && `, picture: ${table}.${field.property}`;
  const among = [
    `const files = await db.select({ id: appFiles.id, recordId: appFiles.recordId }).from(appFiles)`,
    `.where(and(eq(appFiles.entity, '${entity.slug}'), inArray(appFiles.recordId, rows.map(({ id }) => id)), like(appFiles.type, 'image/%')))`,
    '.orderBy(asc(appFiles.createdAt));',
    'const first = new Map(files.toReversed().map(({ id, recordId }) => [recordId, id]));',
    'return rows.map((row) => ({ ...row, picture: first.get(row.id) ?? null }));',
  ];
  return lines(
    imports.print(),
    '',
    named,
    `const label = ${label};`,
    '/** As many as a page of a gallery shows. */',
    'export const mostPictured = 60;',
    '',
    `/** The newest ${inComment(entity.plural.toLowerCase())} that the person may read, each with its ${field ? inComment(field.label.toLowerCase()) : 'first picture among its files'}. */`,
    `export async function ${picturesName(entity)}(params: { q: string }) {`,
    signedIn,
    `${field ? 'return' : 'const rows = await'} db.select({ id: ${table}.id, label${inField ?? ''} }).from(${table}).where(and(`,
    ...where,
    `)).orderBy(desc(${table}.createdAt), ${table}.id).limit(mostPictured);`,
    ...(field ? [] : among),
    '}',
    '',
  );
}

function galleryPage(entity: Entity, app: App): string {
  const imports = new Imports()
    .addType('next', 'Metadata')
    .add('@/components/gallery/gallery', 'Gallery')
    .add('@/components/list/list-card', 'ListToolbar')
    .add('@/components/list/search-box', 'SearchBox')
    .add('@/components/page', 'Page')
    .add(`@/features/${entity.slug}/gallery`, picturesName(entity))
    .addType('@/lib/list-params', 'SearchParams');
  const signedIn = guardLine(entity, imports);
  const views = viewSwitch(entity, app, 'gallery', imports);
  return lines(
    imports.print(),
    '',
    `export const metadata: Metadata = { title: ${str(`${entity.plural}: gallery`)} };`,
    '',
    `export default async function ${pageName(entity)}GalleryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {`,
    signedIn,
    'const address = await searchParams;',
    `const q = typeof address.q === 'string' ? address.q.trim().slice(0, 200) : '';`,
    `const items = await ${picturesName(entity)}({ q });`,
    'return (',
    `<Page title=${attr(entity.plural)} crumbs={[{ label: ${str(entity.plural)}, href: '/${entity.slug}' }, { label: 'Gallery' }]}>`,
    '<ListToolbar>',
    `<SearchBox label=${attr(searchLabel(entity))} />`,
    views,
    '</ListToolbar>',
    `<Gallery path="/${entity.slug}" items={items} plural=${attr(entity.plural)} narrowed={q !== ''} />`,
    '</Page>',
    ');',
    '}',
    '',
  );
}
