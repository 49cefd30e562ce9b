import { newLabel, one, searchLabel } from '@appfactory/plan/messages';
import { attr, Imports, jsxText, lines, str } from '../emit.ts';
import { labelCode } from '../labels.ts';
import { type App, type Entity, type Field, filesOf } from '../model.ts';
import { rightCode } from './accessFiles.ts';
import { deleteName, stepName } from './actionsFile.ts';
import { entityIcon, entityName } from './entityFile.ts';
import { formAsks, formName } from './formFile.ts';
import { choicesName } from './formSchemaFile.ts';
import { linkedName } from './linkFiles.ts';
import { filtersOf, getName, listName, listOptionsName, referencesOf } from './queriesFile.ts';
import { sectionUses } from './sectionFile.ts';
import { stepsName } from './stepsFile.ts';
import { tableName } from './tableFile.ts';
import { detailValueCode, pathOf } from './valueCode.ts';
import { viewSwitch } from './views/viewPages.ts';

const PLURAL = (entity: Entity) => entity.tableVariable.charAt(0).toUpperCase() + entity.tableVariable.slice(1);
const folder = (entity: Entity) => `src/app/(app)/${entity.slug}`;

/** The pages of an entity, by path. */
export function pageFiles(entity: Entity, app: App): [path: string, text: string][] {
  return [
    [`${folder(entity)}/page.tsx`, listPage(entity, app)],
    [`${folder(entity)}/loading.tsx`, loadingPage(entity)],
    [`${folder(entity)}/new/page.tsx`, newPage(entity)],
    [`${folder(entity)}/[id]/page.tsx`, detailPage(entity, app)],
    [`${folder(entity)}/[id]/edit/page.tsx`, editPage(entity)],
  ];
}

function pageImports(): Imports {
  return new Imports().addType('next', 'Metadata').add('@/components/page', 'Page');
}

/** The line that sends away who has no business on a page. It names the user where the page goes on asking. */
function guard(entity: Entity, right: string, imports: Imports, named = true): string {
  imports.add('@/lib/session', entity.guarded ? 'requireRight' : 'requireUser');
  if (!entity.guarded) return 'await requireUser();';
  return `${named ? 'const user = ' : ''}await requireRight('${right}', '${entity.slug}');`;
}

function loadingPage(entity: Entity): string {
  return lines(
    `import { ListSkeleton } from '@/components/list/list-skeleton';`,
    '',
    `export default function ${PLURAL(entity)}Loading() {`,
    `return <ListSkeleton title=${attr(entity.plural)} />;`,
    '}',
    '',
  );
}

function listPage(entity: Entity, app: App): string {
  const path = `/${entity.slug}`;
  const filters = filtersOf(entity);
  const imports = pageImports()
    .add('lucide-react', 'Plus', entityIcon(entity))
    .add('next/link', 'default as Link')
    .add('@/components/list/density-switch', 'DensitySwitch')
    .add('@/components/list/list-card', 'ListCard', 'ListToolbar')
    .add('@/components/list/list-empty', 'ListEmpty')
    .add('@/components/list/list-footer', 'ListFooter')
    .add('@/components/list/search-box', 'SearchBox')
    .add('@/components/ui/button', 'Button')
    .add(`@/features/${entity.slug}/queries`, listName(entity), listOptionsName(entity))
    .add(`@/features/${entity.slug}/table`, tableName(entity))
    .add('@/lib/list-params', 'parseListParams')
    .addType('@/lib/list-params', 'SearchParams');
  if (filters.length > 0) {
    imports
      .add('@/components/list/filter-select', 'FilterSelect')
      .add(`@/features/${entity.slug}/schema`, ...filters.map(choicesName));
  }
  const { guarded } = entity;
  const views = viewSwitch(entity, app, 'table', imports);
  const signedIn = guard(entity, 'read', imports);
  if (guarded) imports.add('@/lib/access', 'may');
  const create = `<Button asChild><Link href="${path}/new"><Plus /> ${jsxText(newLabel(entity))}</Link></Button>`;
  return lines(
    imports.print(),
    '',
    `export const metadata: Metadata = { title: ${str(entity.plural)} };`,
    '',
    `export default async function ${PLURAL(entity)}Page({ searchParams }: { searchParams: Promise<SearchParams> }) {`,
    signedIn,
    guarded && `const canCreate = may(user, 'create', '${entity.slug}');`,
    `const params = parseListParams(await searchParams, ${listOptionsName(entity)});`,
    `const { rows, total } = await ${listName(entity)}(params);`,
    'return (',
    '<Page',
    `title=${attr(entity.plural)}`,
    entity.description && `description=${attr(entity.description)}`,
    `crumbs={[{ label: ${str(entity.plural)} }]}`,
    guarded ? `actions={canCreate && (${create})}` : `actions={${create}}`,
    '>',
    '<ListToolbar>',
    `<SearchBox label=${attr(searchLabel(entity))} />`,
    ...filters.map(
      (field) => `<FilterSelect name="${field.property}" label=${attr(field.label)} options={${choicesName(field)}} />`,
    ),
    views,
    '<DensitySwitch />',
    '</ListToolbar>',
    '<ListCard>',
    '{rows.length > 0 ? (',
    '<>',
    `<${tableName(entity)} rows={rows} sorting={{ path: '${path}', params }} />`,
    `<ListFooter path="${path}" params={params} total={total} />`,
    '</>',
    ') : (',
    `<ListEmpty path="${path}" params={params} singular=${attr(entity.label)} plural=${attr(entity.plural)} icon={${entityIcon(entity)}}${guarded ? ' canCreate={canCreate}' : ''} />`,
    ')}',
    '</ListCard>',
    '</Page>',
    ');',
    '}',
    '',
  );
}

function newPage(entity: Entity): string {
  const references = referencesOf(entity);
  const imports = pageImports().add(`@/features/${entity.slug}/form`, formName(entity));
  const hasReferences = references.length + entity.links.length > 0;
  if (hasReferences) imports.addType('@/lib/list-params', 'SearchParams').add('@/lib/preset', 'preset');
  for (const { target } of [...references, ...entity.links])
    imports.add(`@/features/${target.slug}/entity`, entityName(target));
  const linked = entity.links.map(
    ({ field, target }) =>
      `${field.property}: [await preset(${entityName(target)}, query.${field.property})].filter((record) => record !== null),`,
  );
  const presets = references.map(
    (field) => `${field.property}: await preset(${entityName(field.target)}, query.${field.property}),`,
  );
  const asks = formAsks(entity);
  const signedIn = guard(entity, 'create', imports, asks);
  const user = asks ? ' user={user}' : '';
  return lines(
    imports.print(),
    '',
    `export const metadata: Metadata = { title: ${str(newLabel(entity))} };`,
    '',
    `export default async function New${entity.type}Page(${hasReferences ? '{ searchParams }: { searchParams: Promise<SearchParams> }' : ''}) {`,
    signedIn,
    hasReferences && 'const query = await searchParams;',
    'return (',
    `<Page narrow title=${attr(newLabel(entity))} crumbs={[{ label: ${str(entity.plural)}, href: '/${entity.slug}' }, { label: 'New' }]}>`,
    hasReferences
      ? lines(
          `<${formName(entity)}${user}`,
          references.length > 0 && ['preset={{', ...presets, '}}'],
          linked.length > 0 && ['linked={{', ...linked, '}}'],
          '/>',
        )
      : `<${formName(entity)} />`,
    '</Page>',
    ');',
    '}',
    '',
  );
}

function editPage(entity: Entity): string {
  const imports = pageImports()
    .add('next/navigation', 'notFound')
    .add(`@/features/${entity.slug}/form`, formName(entity))
    .add(`@/features/${entity.slug}/queries`, getName(entity));
  const title = `Edit ${one(entity)}`;
  const hasLinks = entity.links.length > 0;
  if (hasLinks) imports.add(`@/features/${entity.slug}/queries`, linkedName(entity));
  const asks = formAsks(entity);
  const signedIn = guard(entity, 'update', imports, asks || entity.maker);
  if (entity.maker) imports.add('@/lib/access', 'mayWith');
  const held = filesOf(entity).map(({ property }) => `${property}: row.${property}`);
  if (held.length > 0) imports.add('@/features/attachments/field-files', 'findFieldFiles');
  const files = held.length > 0 ? ` heldFiles={await findFieldFiles({ ${held.join(', ')} })}` : '';
  return lines(
    imports.print(),
    '',
    `export const metadata: Metadata = { title: ${str(title)} };`,
    '',
    `export default async function Edit${entity.type}Page({ params }: { params: Promise<{ id: string }> }) {`,
    signedIn,
    `const row = await ${getName(entity)}((await params).id);`,
    entity.maker ? `if (!row || !mayWith(user, 'update', '${entity.slug}', row)) notFound();` : 'if (!row) notFound();',
    'return (',
    '<Page',
    'narrow',
    `title=${attr(title)}`,
    'crumbs={[',
    `{ label: ${str(entity.plural)}, href: '/${entity.slug}' },`,
    `{ label: ${labelCode(entity, 'row')}, href: \`/${entity.slug}/\${row.id}\` },`,
    `{ label: 'Edit' },`,
    ']}',
    '>',
    `<${formName(entity)} ${entity.variable}={row}${hasLinks ? ` linked={await ${linkedName(entity)}(row.id)}` : ''}${files}${asks ? ' user={user}' : ''} />`,
    '</Page>',
    ');',
    '}',
    '',
  );
}

/** The state of a record, beside its title. */
function badgeOf(entity: Entity): Field | undefined {
  return entity.steps?.field ?? entity.fields.find((field) => field.type === 'enum' && field !== entity.labelled);
}

function detailPage(entity: Entity, app: App): string {
  const imports = pageImports()
    .add('next/navigation', 'notFound')
    .add('@/components/detail/detail', 'Detail', 'DetailColumns', 'DetailList')
    .add('@/components/detail/detail-actions', 'DetailActions')
    .add('@/components/detail/timestamps', 'Timestamps')
    .add(`@/features/${entity.slug}/actions`, deleteName(entity))
    .add(`@/features/${entity.slug}/queries`, getName(entity));
  const label = labelCode(entity, 'row');
  const badge = badgeOf(entity);
  if (badge) {
    imports.add('@/components/values', 'ChoiceValue').add(`@/features/${entity.slug}/schema`, choicesName(badge));
  }
  // The title says the label already, where there is more to say.
  const others = entity.fields.filter((field) => field !== entity.labelled || field.type !== 'string');
  const shown = others.length + entity.links.length > 0 ? others : entity.fields;
  const wide = wideDetails(shown);
  const details = shown.map((field) => {
    const value = detailValueCode(entity, field, 'row', app, imports);
    return `<Detail label=${attr(field.label)}${wide.has(field) ? ' wide' : ''}>${value}</Detail>`;
  });
  for (const { field, target } of entity.links) {
    imports.add('@/components/values', 'ReferencesValue').add(`@/features/${entity.slug}/queries`, linkedName(entity));
    const records = `linked.${field.property}`;
    details.push(
      `<Detail label=${attr(field.label)} wide>{${records}.length > 0 ? <ReferencesValue ${pathOf(entity, target, imports)} records={${records}} /> : null}</Detail>`,
    );
  }
  const sections = sectionUses(entity, label, imports);
  if (entity.pictured) {
    imports.add('@/features/attachments/attachments', 'Attachments');
    sections.push(`<Attachments entity="${entity.slug}" recordId={row.id} />`);
  }
  const { guarded, steps, slug } = entity;
  imports.add('@/lib/session', 'requireUser');
  const asksUser = guarded || (steps !== undefined && entity.maker);
  const edit = guarded && rightCode(entity, 'update', 'row', imports);
  const remove = guarded && rightCode(entity, 'delete', 'row', imports);
  const bound = `${deleteName(entity)}.bind(null, row.id)`;
  const rights = `${edit ? ` edit={${edit}}` : ''} onDelete={${remove ? `${remove} ? ${bound} : undefined` : bound}}`;
  const signedIn = guard(entity, 'read', imports, asksUser);
  const bar = steps && stepBar(entity, steps.field, imports);
  return lines(
    imports.print(),
    '',
    'type Props = { params: Promise<{ id: string }> };',
    '',
    'export async function generateMetadata({ params }: Props): Promise<Metadata> {',
    'await requireUser();',
    `const row = await ${getName(entity)}((await params).id);`,
    `return { title: row ? ${label} : 'Not found' };`,
    '}',
    '',
    `export default async function ${entity.type}Page({ params }: Props) {`,
    signedIn,
    `const row = await ${getName(entity)}((await params).id);`,
    'if (!row) notFound();',
    entity.links.length > 0 && `const linked = await ${linkedName(entity)}(row.id);`,
    'return (',
    '<Page',
    `title={${label}}`,
    `crumbs={[{ label: ${str(entity.plural)}, href: '/${entity.slug}' }, { label: ${label} }]}`,
    badge && `badge={<ChoiceValue value={row.${badge.property}} options={${choicesName(badge)}} />}`,
    `actions={<DetailActions path="/${slug}" id={row.id} label={${label}} singular=${attr(entity.label)}${steps ? ' quiet' : ''}${rights} />}`,
    '>',
    bar,
    '<DetailColumns aside={<Timestamps createdAt={row.createdAt} updatedAt={row.updatedAt} />}>',
    '<DetailList>',
    ...details,
    '</DetailList>',
    ...sections,
    '</DetailColumns>',
    '</Page>',
    ');',
    '}',
    '',
  );
}

/** The buttons of the steps that lead out of a row's state, for whoever may take them. */
function stepBar(entity: Entity, state: Field, imports: Imports): string {
  imports
    .add('@/components/detail/step-bar', 'StepBar')
    .add(`@/features/${entity.slug}/actions`, stepName(entity))
    .add(`@/features/${entity.slug}/steps`, stepsName(entity))
    .add('@/lib/steps', 'stepsFrom');
  const right = entity.guarded && rightCode(entity, 'step', 'row', imports);
  const offered = `stepsFrom(${stepsName(entity)}, row.${state.property})`;
  const allowed = right ? `${offered}.filter(({ name }) => ${right})` : offered;
  return `<StepBar steps={${allowed}} onStep={${stepName(entity)}.bind(null, row.id)} />`;
}

/** Long text, and a field that would leave a hole at the end of its line. */
function wideDetails(fields: Field[]): Set<Field> {
  const wide = new Set(fields.filter((field) => field.type === 'text' || field.type === 'image'));
  let column = 0;
  let last: Field | undefined;
  for (const field of [...fields, undefined]) {
    if (field && !wide.has(field)) {
      column = 1 - column;
      last = field;
      continue;
    }
    if (column === 1 && last) wide.add(last);
    column = 0;
  }
  return wide;
}

/** src/lib/preset.ts */
export const PRESET_LIBRARY = `import type { Entity, RecordLabel } from '@/lib/entity';

/** The record that the address of a form names, for a field that starts with it. Null when there is no such record. */
export async function preset(entity: Entity, id: string | string[] | undefined): Promise<RecordLabel | null> {
  return typeof id === 'string' ? entity.find(id) : null;
}
`;
