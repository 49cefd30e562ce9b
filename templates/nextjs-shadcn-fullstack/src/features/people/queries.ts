import { asc, count, eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { authUsers } from '@/db/schema/auth';

export type Person = Awaited<ReturnType<typeof listPeople>>[number];

/** Everybody with an account, those who wait first. */
export function listPeople() {
  const { id, name, email, image, role, createdAt } = authUsers;
  return db
    .select({ id, name, email, image, role, createdAt })
    .from(authUsers)
    .orderBy(sql`${role} <> 'pending'`, asc(createdAt));
}

export async function countWaiting(): Promise<number> {
  const [row] = await db.select({ count: count() }).from(authUsers).where(eq(authUsers.role, 'pending'));
  return row?.count ?? 0;
}
