import { asc, count, inArray, not } from 'drizzle-orm';
import { db } from '@/db';
import { authUsers } from '@/db/schema/auth';
import { admittedRoles, knownRole } from '@/lib/access';

export type Person = Awaited<ReturnType<typeof listPeople>>[number];

/** Whether somebody is let in: who has a role that the app no longer has waits like those who are new. */
const isAdmitted = inArray(authUsers.role, [...admittedRoles]);

/** Everybody with an account, those who wait first. */
export async function listPeople() {
  const { id, name, email, image, role, createdAt } = authUsers;
  const people = await db
    .select({ id, name, email, image, role, createdAt })
    .from(authUsers)
    .orderBy(isAdmitted, asc(createdAt));
  return people.map((person) => ({ ...person, role: knownRole(person.role) }));
}

export async function countWaiting(): Promise<number> {
  const [row] = await db.select({ count: count() }).from(authUsers).where(not(isAdmitted));
  return row?.count ?? 0;
}
