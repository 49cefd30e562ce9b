import { and, count, desc, eq, gte, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { LucideIcon } from 'lucide-react';
import { db } from '@/db';
import type { Deed } from '@/lib/access';
import { matches } from '@/lib/list-params';
import { rowsFor } from '@/lib/rows-for';
import { requireUser } from '@/lib/session';

/** A record as a picker or a search result shows it. */
export type RecordLabel = { id: string; label: string; detail?: string | null };

/**
 * What the app's general parts (dashboard, search, pickers, attachments) need to know about one kind of record. Each of them
 * sees the records that whoever is signed in may read, and no others.
 */
export type Entity = {
  /** The path of its pages, for example `contacts`. */
  slug: string;
  singular: string;
  plural: string;
  icon: LucideIcon;
  count: () => Promise<number>;
  recent: (limit: number) => Promise<(RecordLabel & { createdAt: Date })[]>;
  /** When each record since the given moment was created. */
  createdSince: (since: Date) => Promise<Date[]>;
  search: (q: string, limit: number) => Promise<RecordLabel[]>;
  find: (id: string) => Promise<RecordLabel | null>;
  /** The fields that hold a file, and whether it must be a picture. */
  files?: Record<string, 'image' | 'file'>;
  /** Whether whoever is signed in may do this with the record. */
  allows: (deed: Deed, id: string) => Promise<boolean>;
};

export function defineEntity({
  table,
  label,
  detail,
  searched,
  ...names
}: Pick<Entity, 'slug' | 'singular' | 'plural' | 'icon' | 'files'> & {
  table: SQLiteTable & { id: SQLiteColumn; createdAt: SQLiteColumn; createdById?: SQLiteColumn };
  /** What stands for a record where there is one line for it. */
  label: SQLiteColumn | SQL;
  detail?: SQLiteColumn | SQL;
  /** The columns in which a search looks. */
  searched: (SQLiteColumn | SQL)[];
}): Entity {
  const columns = {
    id: sql<string>`${table.id}`,
    label: sql<string>`${label}`,
    detail: sql<string | null>`${detail ?? sql`null`}`,
  };
  const createdAt = sql<number>`${table.createdAt}`;
  const allowed = async (deed: Deed) => rowsFor(await requireUser(), deed, names.slug, table.createdById);
  const readable = () => allowed('read');
  return {
    ...names,
    async count() {
      const [row] = await db
        .select({ count: count() })
        .from(table)
        .where(await readable());
      return row?.count ?? 0;
    },
    async recent(limit) {
      const rows = await db
        .select({ ...columns, createdAt })
        .from(table)
        .where(await readable())
        .orderBy(desc(table.createdAt))
        .limit(limit);
      return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
    },
    async createdSince(since) {
      const rows = await db
        .select({ createdAt })
        .from(table)
        .where(and(gte(table.createdAt, since), await readable()));
      return rows.map((row) => new Date(row.createdAt));
    },
    async search(q, limit) {
      return db
        .select(columns)
        .from(table)
        .where(and(matches(q, searched), await readable()))
        .orderBy(sql`${label} collate nocase`)
        .limit(limit);
    },
    async find(id) {
      const [row] = await db
        .select(columns)
        .from(table)
        .where(and(eq(table.id, id), await readable()))
        .limit(1);
      return row ?? null;
    },
    async allows(deed, id) {
      const [row] = await db
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.id, id), await readable(), await allowed(deed)))
        .limit(1);
      return row !== undefined;
    },
  };
}
