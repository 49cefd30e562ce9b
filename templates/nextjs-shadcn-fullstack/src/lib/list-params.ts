import { asc, desc, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

export const pageSize = 20;

export type SearchParams = Record<string, string | string[] | undefined>;

/** What the address of a list page says: search, sorting, page and filters. */
export type ListParams = {
  q: string;
  sort: string;
  order: 'asc' | 'desc';
  page: number;
  filters: Record<string, string>;
};

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Reads a list's address. Whatever it does not understand becomes the default: an address is anybody's to type. */
export function parseListParams(
  searchParams: SearchParams,
  {
    sortable,
    defaultSort,
    filters = {},
  }: { sortable: readonly string[]; defaultSort: string; filters?: Record<string, readonly string[]> },
): ListParams {
  const wanted = first(searchParams.sort) || defaultSort;
  const key = wanted.replace(/^-/, '');
  const sort = sortable.includes(key) ? wanted : defaultSort;
  const page = Number.parseInt(first(searchParams.page), 10);
  const chosen: Record<string, string> = {};
  for (const [name, values] of Object.entries(filters)) {
    const value = first(searchParams[name]);
    if (values.includes(value)) chosen[name] = value;
  }
  return {
    q: first(searchParams.q).trim().slice(0, 200),
    sort: sort.replace(/^-/, ''),
    order: sort.startsWith('-') ? 'desc' : 'asc',
    page: Number.isSafeInteger(page) && page > 0 ? Math.min(page, 100_000) : 1,
    filters: chosen,
  };
}

/** The address of the same list with some of it changed. A new search or sorting starts on the first page. */
export function listHref(path: string, params: ListParams, change: Partial<ListParams>): string {
  const next = { ...params, page: 1, ...change };
  const query = new URLSearchParams();
  if (next.q) query.set('q', next.q);
  for (const [name, value] of Object.entries(next.filters)) query.set(name, value);
  query.set('sort', `${next.order === 'desc' ? '-' : ''}${next.sort}`);
  if (next.page > 1) query.set('page', String(next.page));
  return `${path}?${query}`;
}

/** A condition that holds when any of the columns contains the words, upper or lower case. Undefined for no words. */
export function matches(q: string, columns: (SQLiteColumn | SQL)[]): SQL | undefined {
  if (!q) return undefined;
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return or(...columns.map((column) => sql`${column} like ${pattern} escape '\\'`));
}

/** The ORDER BY of a list: text without regard to case, empty values last. */
export function ordering(column: SQLiteColumn, order: 'asc' | 'desc'): SQL[] {
  const key = column.dataType === 'string' ? sql`${column} collate nocase` : sql`${column}`;
  return [sql`${column} is null`, order === 'desc' ? desc(key) : asc(key)];
}
