'use server';

import { and, eq, ne, or, sql } from 'drizzle-orm';
import { revalidatePath } from 'next/cache';
import { app } from '@/config/app';
import { db } from '@/db';
import { authSessions, authUsers } from '@/db/schema/auth';
import { ApprovedEmail } from '@/emails/approved';
import { givenBy, knownRole, notAllowed } from '@/lib/access';
import { appUrl } from '@/lib/app-url';
import { sendMailLater } from '@/lib/mail';
import { type ActionResult, done, refused } from '@/lib/result';
import { requireOwner, requireUser } from '@/lib/session';

// Part of the statement itself, so that two owners who remove each other at once leave one.
const anotherOwner = (id: string) =>
  sql`exists (select 1 from ${authUsers} as other where other.role = 'owner' and other.id <> ${id})`;

const lastOwner = 'This app needs an owner. Make somebody else an owner first.';
const changedMeanwhile = 'The role of this person was changed in the meantime. Reload the page.';

/** Lets a person in, or changes what the person may do: to and from roles that whoever is signed in may give. */
export async function setRole(id: string, role: string): Promise<ActionResult> {
  const given = givenBy(await requireUser());
  if (given.length === 0) return refused(notAllowed);
  const next = given.find((one) => one === role);
  if (!next) return refused('Choose one of the listed roles.');
  const [before] = await db.select().from(authUsers).where(eq(authUsers.id, id)).limit(1);
  if (!before) return refused('This person has no account any more.');
  const had = knownRole(before.role);
  if (had !== 'pending' && !given.includes(had)) return refused(notAllowed);
  const changed = await db
    .update(authUsers)
    .set({ role: next })
    .where(
      and(
        eq(authUsers.id, id),
        // What was asked about is what is changed: somebody else may give another role at the same time.
        eq(authUsers.role, before.role),
        next === 'owner' ? undefined : or(ne(authUsers.role, 'owner'), anotherOwner(id)),
      ),
    )
    .returning({ id: authUsers.id });
  if (changed.length === 0) return refused(before.role === 'owner' ? lastOwner : changedMeanwhile);
  if (had === 'pending') {
    const body = ApprovedEmail({ name: before.name || before.email, url: await appUrl() });
    sendMailLater({ to: before.email, subject: `You may use ${app.name} now`, body });
  }
  revalidatePath('/', 'layout');
  return done();
}

/** Deletes a person's account, and with it every session of theirs. Their records stay. */
export async function removePerson(id: string): Promise<ActionResult> {
  await requireOwner();
  const [removed] = await db.batch([
    db
      .delete(authUsers)
      .where(and(eq(authUsers.id, id), or(ne(authUsers.role, 'owner'), anotherOwner(id))))
      .returning({ id: authUsers.id }),
    db.delete(authSessions).where(sql`${authSessions.userId} not in (select id from ${authUsers})`),
  ]);
  if (removed.length === 0) return refused(lastOwner);
  revalidatePath('/', 'layout');
  return done();
}
