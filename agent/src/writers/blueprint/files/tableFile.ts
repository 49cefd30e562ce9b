import { isFile } from '@appfactory/plan/built';
import { many } from '@appfactory/plan/messages';
import { pictureField } from '@appfactory/plan/views';
import { attr, Imports, inComment, jsxText, lines } from '../emit.ts';
import { isText, labelCode } from '../labels.ts';
import type { App, Entity, Field } from '../model.ts';
import { rightCode } from './accessFiles.ts';
import { deleteName } from './actionsFile.ts';
import { referencesOf, rowName } from './queriesFile.ts';
import { valueCode } from './valueCode.ts';

export const tableName = (entity: Entity): string => `${entity.type}Table`;

/** How much a column tells about a row; long text tells too much. */
const WEIGHT: Record<Field['type'], number> = {
  enum: 9,
  money: 8,
  reference: 7,
  date: 6,
  datetime: 6,
  email: 5,
  string: 4,
  integer: 3,
  number: 3,
  url: 2,
  boolean: 2,
  text: 0,
  file: 0,
  image: 0,
};

/** Width of the table (container query) from which the column that tells most is shown, then the next, and so on. */
const WIDTHS = ['@xs', '@lg', '@2xl', '@3xl', '@4xl'];

interface TableColumn {
  field: Field;
  shown: string;
}

/** Columns beside the label: the ones that tell most, in the order of the form. */
function columnsOf(entity: Entity): TableColumn[] {
  const others = entity.fields.filter((field) => field !== entity.labelled && WEIGHT[field.type] > 0);
  const ranked = others.toSorted((a, b) => WEIGHT[b.type] - WEIGHT[a.type]).slice(0, WIDTHS.length);
  return others
    .filter((field) => ranked.includes(field))
    .map((field) => ({ field, shown: `hidden ${WIDTHS[ranked.indexOf(field)]}:table-cell` }));
}

const isNumeric = (field: Field) => ['number', 'integer', 'money'].includes(field.type);

function cellClass({ field, shown }: TableColumn): string {
  switch (field.type) {
    case 'number':
    case 'integer':
    case 'money':
      return `${shown} text-right tabular-nums`;
    case 'date':
    case 'datetime':
      return `${shown} whitespace-nowrap`;
    case 'string':
    case 'email':
    case 'url':
    case 'reference':
      return `${shown} max-w-40 truncate`;
    case 'enum':
    case 'boolean':
    case 'text':
    case 'image':
    case 'file':
      return shown;
  }
}

/** Numbers stand on the right, and so does the name of their column: the arrow goes to its left. */
const headClass = ({ field, shown }: TableColumn) =>
  isNumeric(field) ? `${shown} text-right [&_a]:flex-row-reverse` : shown;

/** Key of the column in the list's address, where the list can be sorted by it. */
function sortKey(field: Field): string | undefined {
  if (field.type === 'text' || isFile(field)) return undefined;
  if (field.type !== 'reference') return field.property;
  return field.target?.labelled && isText(field.target.labelled) ? field.relation : undefined;
}

function head(field: Field, className: string, imports: Imports): string {
  const key = sortKey(field);
  const css = className && ` className="${className}"`;
  if (key === undefined) {
    imports.add('@/components/ui/table', 'TableHead');
    return `<TableHead${css}>${jsxText(field.label)}</TableHead>`;
  }
  return `<ColumnHead sorting={sorting} column="${key}"${css}>${jsxText(field.label)}</ColumnHead>`;
}

/** The name of a row, with its picture where it has one. */
function nameCell(link: string, picture: Field | undefined): string[] {
  const cell = '<TableCell className="max-w-40 font-medium @sm:max-w-56">';
  if (!picture) return [`${cell}${link}</TableCell>`];
  return [
    cell,
    '<span className="flex items-center gap-3">',
    `<Thumbnail id={row.${picture.property}} />`,
    `<span className="min-w-0 truncate">${link}</span>`,
    '</span></TableCell>',
  ];
}

/** src/features/<slug>/table.tsx: the rows of a page of the list, and of the pages that they belong to. */
export function tableFile(entity: Entity, app: App): string {
  const imports = new Imports()
    .add('next/link', 'default as Link')
    .add('@/components/list/column-head', 'ColumnHead')
    .addType('@/components/list/column-head', 'Sorting')
    .add('@/components/list/row-actions', 'RowActions')
    .add('@/components/local-time', 'LocalTime')
    .add('@/components/ui/table', 'Table', 'TableBody', 'TableCell', 'TableHead', 'TableHeader', 'TableRow')
    .add(`@/features/${entity.slug}/actions`, deleteName(entity))
    .addType(`@/features/${entity.slug}/queries`, rowName(entity));
  const columns = columnsOf(entity);
  const picture = pictureField(entity);
  if (picture) imports.add('@/features/attachments/values', 'Thumbnail');
  const label = labelCode(entity, 'row');
  const references = columns.filter(({ field }) => field.type === 'reference');
  // On the page of the record that a row belongs to, the column that names it says nothing.
  const unless = ({ field }: TableColumn, code: string) =>
    field.type === 'reference' ? `{without !== '${field.property}' && (${code})}` : code;
  const heads = columns.map((column) => unless(column, head(column.field, headClass(column), imports)));
  const cells = columns.map((column) => {
    const value = valueCode(entity, column.field, 'row', app, imports);
    return unless(column, `<TableCell className="${cellClass(column)}">${value}</TableCell>`);
  });
  // Empty where no column of a reference is shown at all.
  const without =
    references.length > 0
      ? referencesOf(entity)
          .map((field) => `'${field.property}'`)
          .join(' | ')
      : '';
  const first = entity.labelled
    ? head(entity.labelled, '', imports)
    : `<TableHead>${jsxText(entity.label)}</TableHead>`;
  const guarded = entity.guarded;
  if (guarded) imports.add('@/lib/session', 'requireUser');
  const edit = guarded && rightCode(entity, 'update', 'row', imports);
  const remove = guarded && rightCode(entity, 'delete', 'row', imports);
  const bound = `${deleteName(entity)}.bind(null, row.id)`;
  const rights = `${edit ? ` edit={${edit}}` : ''} onDelete={${remove ? `${remove} ? ${bound} : undefined` : bound}}`;
  return lines(
    imports.print(),
    '',
    `/** Some ${inComment(many(entity))}. On narrow screens the later columns give way. */`,
    `export ${guarded ? 'async ' : ''}function ${tableName(entity)}({ rows, sorting${without && ', without'} }: {`,
    `rows: ${rowName(entity)}[];`,
    'sorting?: Sorting;',
    without && ['/** The reference that all rows share. */', `without?: ${without};`],
    '}) {',
    guarded && 'const user = await requireUser();',
    'return (',
    '<div className="@container">',
    '<Table>',
    '<TableHeader><TableRow>',
    first,
    ...heads,
    '<ColumnHead sorting={sorting} column="createdAt" className="hidden @5xl:table-cell">Created</ColumnHead>',
    '<TableHead className="w-10"><span className="sr-only">Actions</span></TableHead>',
    '</TableRow></TableHeader>',
    '<TableBody>',
    '{rows.map((row) => (',
    '<TableRow key={row.id} className="relative">',
    ...nameCell(`<Link href={\`/${entity.slug}/\${row.id}\`} className="row-link">{${label}}</Link>`, picture),
    ...cells,
    '<TableCell className="hidden whitespace-nowrap text-muted-foreground @5xl:table-cell"><LocalTime value={row.createdAt} pattern="d MMM yyyy" /></TableCell>',
    '<TableCell className="text-right">',
    `<RowActions href={\`/${entity.slug}/\${row.id}\`} label={${label}} singular=${attr(entity.label)}${rights} />`,
    '</TableCell>',
    '</TableRow>',
    '))}',
    '</TableBody>',
    '</Table>',
    '</div>',
    ');',
    '}',
    '',
  );
}

/** src/components/list/column-head.tsx */
export const COLUMN_HEAD = `import type { ReactNode } from 'react';
import { SortHead } from '@/components/list/sort-head';
import { TableHead } from '@/components/ui/table';
import type { ListParams } from '@/lib/list-params';

/** The page that shows a list, and how it is sorted now. */
export type Sorting = { path: string; params: ListParams };

/** A column's head. It sorts the list where the list has a page of its own. */
export function ColumnHead({
  sorting,
  column,
  className,
  children,
}: {
  sorting?: Sorting;
  column: string;
  className?: string;
  children: ReactNode;
}) {
  if (!sorting) return <TableHead className={className}>{children}</TableHead>;
  return (
    <SortHead {...sorting} column={column} className={className}>
      {children}
    </SortHead>
  );
}
`;

/** Whether the table can leave out the column of a reference. */
export function hasReferenceColumn(entity: Entity): boolean {
  return columnsOf(entity).some(({ field }) => field.type === 'reference');
}
