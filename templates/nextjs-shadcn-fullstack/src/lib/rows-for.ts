import { eq, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { type Deed, scopeOf } from '@/lib/access';
import type { SessionUser } from '@/lib/session';

/**
 * The condition that keeps a query to the rows with which somebody may do something. Undefined: all of them.
 * @param createdById the column that says who made a row, where the table has one
 */
export function rowsFor(user: SessionUser, deed: Deed, slug: string, createdById?: SQLiteColumn): SQL | undefined {
  const scope = scopeOf(user, deed, slug);
  if (scope === 'all') return undefined;
  return scope === 'own' && createdById ? eq(createdById, user.id) : sql`0`;
}
