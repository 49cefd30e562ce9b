/** src/features/figures/figures.ts */
export const FIGURES_FILE = `import { and, count, desc, eq, gte, inArray, isNotNull, lt, lte, max, min, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { db } from '@/db';
import { appFiles } from '@/db/schema/files';
import {
  type Bucket,
  bucketsOf,
  type Compared,
  comparedPeriods,
  type DayRange,
  daysOf,
  type FigureQuery,
} from '@/features/figures/range';
import type { Entity } from '@/lib/entity';
import { matches } from '@/lib/list-params';
import { rowsFor } from '@/lib/rows-for';
import type { SessionUser } from '@/lib/session';

/** What is measured: how many records there are, the sum or the average of a field, or in percent how many have a value. */
export type Measure = { id: string; label: string } & (
  | { kind: 'count' }
  | { kind: 'number'; column: SQLiteColumn; average?: true }
  | { kind: 'money'; column: SQLiteColumn; currency: string; average?: true }
  | { kind: 'share'; column: SQLiteColumn; values: readonly string[] }
);

/** Whether a measure is one of all records together, and not the sum of what it is of each. */
export const isMean = (measure: Measure): boolean =>
  measure.kind === 'share' || (measure.kind !== 'count' && measure.average === true);

/** A field by whose values records are told apart; \`param\` is its name in the address. */
export type Group = { param: string; label: string; column: SQLiteColumn } & (
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'text' }
  | { kind: 'reference'; entity: Entity }
);

/** A field of a record as a file has it. */
export type Column = { label: string; column: SQLiteColumn } & (
  | { kind: 'text' | 'number' | 'money' | 'boolean' | 'datetime' | 'file' }
  | { kind: 'reference'; entity: Entity }
);

/** Records of one kind, what is measured of them, and by what they are told apart. */
export type FigureSet = {
  slug: string;
  singular: string;
  plural: string;
  table: SQLiteTable & { id: SQLiteColumn; createdAt: SQLiteColumn };
  /** The day that a record counts for, \`yyyy-MM-dd\`. */
  day: SQL<string>;
  dayLabel: string;
  measures: Measure[];
  groups: Group[];
  /** Columns in which a search looks. */
  searched: (SQLiteColumn | SQL)[];
  /** Who made a record, where that matters for who may read it. */
  createdById?: SQLiteColumn;
  columns: Column[];
};

/** The day of a column that holds moments. Days begin at midnight in UTC. */
export function dayOfMoment(column: SQLiteColumn): SQL<string> {
  return sql<string>\`strftime('%Y-%m-%d', \${column} / 1000, 'unixepoch')\`;
}

const dayText = (date: Date) =>
  [date.getFullYear(), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')].join('-');

const within = ({ day }: FigureSet, { start, end }: DayRange) => and(gte(day, start), lt(day, end));

/** Records that the person may read and that the address does not leave out, of all days. */
function chosen(set: FigureSet, { q, filters }: FigureQuery, user: SessionUser): SQL | undefined {
  return and(
    rowsFor(user, 'read', set.slug, set.createdById),
    matches(q, set.searched),
    ...set.groups.flatMap(({ param, column }) => {
      const value = filters[param];
      return value === undefined ? [] : [eq(column, value)];
    }),
  );
}

/** The same, of the days of the period. */
function chosenDays(set: FigureSet, query: FigureQuery, user: SessionUser, today: Date): SQL | undefined {
  const range = daysOf(query.period, today);
  return and(chosen(set, query, user), range ? within(set, range) : undefined);
}

/** What a measure comes to over rows: a count, a sum, an average, or a share in percent. */
function totalOf(measure: Measure): SQL<number> {
  if (measure.kind === 'count') return sql<number>\`count(*)\`;
  if (measure.kind === 'share')
    return sql<number>\`coalesce(100.0 * total(\${inArray(measure.column, [...measure.values])}) / nullif(count(*), 0), 0)\`;
  if (measure.average) return sql<number>\`coalesce(avg(\${measure.column}), 0)\`;
  return sql<number>\`total(\${measure.column})\`;
}

/** Of how many rows a measure is. */
const rowsOf = (measure: Measure): SQL<number> =>
  measure.kind === 'count' || measure.kind === 'share'
    ? sql<number>\`count(*)\`
    : sql<number>\`count(\${measure.column})\`;

export type GroupFigures = {
  group: Group;
  /** The values that came to most, and what the others came to together. */
  parts: { value: string | null; label: string; total: number }[];
  others: { count: number; total: number } | null;
};

export type Figures = {
  /** Whether there is any record that the person may read, whatever the address says. */
  hasRecords: boolean;
  /** How many records the filters leave, in the period. */
  count: number;
  measure: Measure;
  totals: { measure: Measure; total: number }[];
  buckets: (Bucket & { total: number })[];
  groups: GroupFigures[];
  compared: Compared & { nowTotal: number; beforeTotal: number; wholeTotal: number | null };
};

/** Parts of a breakdown that are shown by themselves. */
const mostParts = 8;

/** Everything that the dashboard shows of a set, for what the address asks and for whoever looks. */
export async function loadFigures(
  set: FigureSet,
  query: FigureQuery,
  user: SessionUser,
  today = new Date(),
): Promise<Figures> {
  const measure = set.measures.find(({ id }) => id === query.measure) ?? set.measures[0];
  if (!measure) throw new Error(\`Nothing is measured of \${set.slug}\`);
  const all = chosen(set, query, user);
  const where = chosenDays(set, query, user, today);
  const total = totalOf(measure);
  const [[record], [newest], [counted], totals] = await Promise.all([
    db.select({ id: set.table.id }).from(set.table).where(rowsFor(user, 'read', set.slug, set.createdById)).limit(1),
    db
      .select({ day: max(set.day) })
      .from(set.table)
      .where(and(all, lte(set.day, dayText(today)))),
    db.select({ count: count(), first: min(set.day), last: max(set.day) }).from(set.table).where(where),
    Promise.all(
      set.measures.map(async (one) => {
        const [row] = await db.select({ total: totalOf(one) }).from(set.table).where(where);
        return { measure: one, total: row?.total ?? 0 };
      }),
    ),
  ]);
  const range = daysOf(query.period, today) ?? {
    start: counted?.first ?? dayText(today),
    end: dayAfter(counted?.last ?? dayText(today)),
  };
  const buckets = bucketsOf(range);
  const length = buckets[0]?.key.length ?? 7;
  const key = sql<string>\`substr(\${set.day}, 1, \${sql.raw(String(length))})\`;
  const perBucket = await db.select({ key, total }).from(set.table).where(and(where, isNotNull(set.day))).groupBy(key);
  const byKey = new Map(perBucket.map((row) => [row.key, row.total]));
  const compared = comparedPeriods(query.comparison, today, newest?.day ?? null);
  const sum = async (days: DayRange) => {
    const [row] = await db.select({ total }).from(set.table).where(and(all, within(set, days)));
    return row?.total ?? 0;
  };
  return {
    hasRecords: record !== undefined,
    count: counted?.count ?? 0,
    measure,
    totals,
    buckets: buckets.map((bucket) => ({ ...bucket, total: byKey.get(bucket.key) ?? 0 })),
    groups: await Promise.all(set.groups.map((group) => breakDown(set, group, measure, where))),
    compared: {
      ...compared,
      nowTotal: await sum(compared.now),
      beforeTotal: await sum(compared.before),
      wholeTotal: compared.whole ? await sum(compared.whole) : null,
    },
  };
}

/** The day after, as text. */
function dayAfter(day: string): string {
  return new Date(Date.parse(\`\${day}T00:00:00Z\`) + 86_400_000).toISOString().slice(0, 10);
}

async function breakDown(
  set: FigureSet,
  group: Group,
  measure: Measure,
  where: SQL | undefined,
): Promise<GroupFigures> {
  const total = totalOf(measure);
  const value = sql<string | null>\`\${group.column}\`;
  const rows = await db
    .select({ value, total, rows: rowsOf(measure) })
    .from(set.table)
    .where(where)
    .groupBy(value)
    .orderBy(desc(total), value);
  const names = await namesOf(group);
  const shown = rows.length <= mostParts + 1 ? rows : rows.slice(0, mostParts);
  const rest = rows.slice(shown.length);
  return {
    group,
    parts: shown.map(({ value, total }) => ({ value, total, label: labelOf(value, group, names) })),
    others: rest.length > 0 ? { count: rest.length, total: together(rest, isMean(measure)) } : null,
  };
}

/** What several values come to: their sum, or an average weighed by their rows. */
function together(parts: { total: number; rows: number }[], mean: boolean): number {
  const sum = parts.reduce((all, { total, rows }) => all + total * (mean ? rows : 1), 0);
  return mean ? sum / Math.max(1, parts.reduce((all, { rows }) => all + rows, 0)) : sum;
}

/** The most records of another kind that names are looked up for. */
const mostNames = 10_000;

/** Names of the records that a group refers to, as far as the person may read them. */
async function namesOf(group: Group | Column): Promise<Map<string, string>> {
  if (group.kind !== 'reference') return new Map();
  const records = await group.entity.search('', mostNames);
  return new Map(records.map(({ id, label }) => [id, label]));
}

function labelOf(value: string | null, group: Group, names: Map<string, string>): string {
  if (value === null || value === '') return 'None';
  return group.kind === 'reference' ? (names.get(value) ?? 'Not visible to you') : value;
}

/** The most values that a filter offers. */
const mostOptions = 200;

export type FilterOptions = { param: string; label: string; options: { value: string; label: string }[] };

/** What each filter offers: values that records which the person may read have. */
export function loadFilters(set: FigureSet, user: SessionUser): Promise<FilterOptions[]> {
  return Promise.all(
    set.groups.map(async (group) => ({
      param: group.param,
      label: group.label,
      options: await optionsOf(set, group, user),
    })),
  );
}

async function optionsOf(set: FigureSet, group: Group, user: SessionUser): Promise<FilterOptions['options']> {
  if (group.kind === 'choice') return group.values.map((value) => ({ value, label: value }));
  if (group.kind === 'reference') {
    const records = await group.entity.search('', mostOptions);
    return records.map(({ id, label }) => ({ value: id, label }));
  }
  const value = sql<string>\`\${group.column}\`;
  const rows = await db
    .selectDistinct({ value })
    .from(set.table)
    .where(and(rowsFor(user, 'read', set.slug, set.createdById), sql\`\${group.column} <> ''\`))
    .orderBy(sql\`\${group.column} collate nocase\`)
    .limit(mostOptions);
  return rows.map((row) => ({ value: row.value, label: row.value }));
}

/** The most records that one file has. */
export const mostExported = 50_000;

/** The records that the address leaves, newest day first, as the rows of a file. */
export async function exportRows(
  set: FigureSet,
  query: FigureQuery,
  user: SessionUser,
  today = new Date(),
): Promise<{ header: string[]; rows: (string | number | null)[][] }> {
  const selection = Object.fromEntries(set.columns.map((column, at) => [\`c\${at}\`, held(column)]));
  const found = await db
    .select(selection)
    .from(set.table)
    .where(chosenDays(set, query, user, today))
    .orderBy(desc(set.day), set.table.id)
    .limit(mostExported);
  const names = await Promise.all(set.columns.map(namesOf));
  return {
    header: set.columns.map(({ label }) => label),
    rows: found.map((row) =>
      set.columns.map((column, at) => cellOf(row[\`c\${at}\`], column, names[at] ?? new Map())),
    ),
  };
}

/** What a column holds; of a file, its name. */
function held({ column, kind }: Column): SQL<unknown> {
  if (kind !== 'file') return sql\`\${column}\`;
  // In one more pair of braces, so that columns keep the names of their tables.
  return sql\`\${sql\`(select \${appFiles.name} from \${appFiles} where \${appFiles.id} = \${column})\`}\`;
}

/** A value of the database as a file holds it, so that an import reads it again. */
function cellOf(value: unknown, { kind }: Column, names: Map<string, string>): string | number | null {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'text':
    case 'file':
      return String(value);
    case 'number':
      return Number(value);
    case 'money':
      return Number(value) / 100;
    case 'boolean':
      return value ? 'Yes' : 'No';
    case 'datetime':
      return new Date(Number(value)).toISOString();
    case 'reference':
      return names.get(String(value)) ?? null;
  }
}
`;

/** src/app/(app)/dashboard/export/route.ts */
export const EXPORT_ROUTE = `import { exportRows } from '@/features/figures/figures';
import { importList } from '@/features/figures/imports';
import { parseFigureQuery } from '@/features/figures/range';
import { figureList } from '@/features/figures/sets';
import { may, notAllowed } from '@/lib/access';
import { csvOf } from '@/lib/csv';
import { requireApiUser } from '@/lib/session';

/** The records behind the dashboard as a CSV file, for the same address. \`example=1\`: a file to begin an import with. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const set = figureList.find(({ slug }) => slug === query.of);
  if (!set) return Response.json({ error: 'There is nothing of this kind to export' }, { status: 404 });
  const example = query.example === '1';
  if (!may(user, example ? 'create' : 'read', set.slug)) return Response.json({ error: notAllowed }, { status: 403 });
  const params = { measures: set.measures.map(({ id }) => id), filters: set.groups.map(({ param }) => param) };
  const first = example ? importList.find(({ slug }) => slug === set.slug)?.example : undefined;
  const { header, rows } = first ?? (await exportRows(set, parseFigureQuery(query, params), user));
  return new Response(csvOf(header, rows), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': \`attachment; filename="\${set.slug}\${example ? '-example' : ''}.csv"\`,
      'Cache-Control': 'no-store',
    },
  });
}
`;
