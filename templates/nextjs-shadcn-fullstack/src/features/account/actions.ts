'use server';

import { and, eq, ne } from 'drizzle-orm';
import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { db } from '@/db';
import { authSessions, authUsers } from '@/db/schema/auth';
import { PasswordChangedEmail } from '@/emails/password-changed';
import { type PasswordInput, type ProfileInput, passwordSchema, profileSchema } from '@/features/account/schema';
import { sendMailLater } from '@/lib/mail';
import { hashPassword, verifyPassword } from '@/lib/password';
import { signInLimit } from '@/lib/rate-limit';
import { type ActionResult, done, invalid, refused } from '@/lib/result';
import { requireUser } from '@/lib/session';

export async function updateProfile(input: ProfileInput): Promise<ActionResult> {
  const user = await requireUser();
  const parsed = profileSchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  await db.update(authUsers).set(parsed.data).where(eq(authUsers.id, user.id));
  revalidatePath('/', 'layout');
  return done();
}

/** Changes the password and ends every other session of this user: whoever knew the old one is out. */
export async function changePassword(input: PasswordInput): Promise<ActionResult> {
  const user = await requireUser();
  const parsed = passwordSchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  if (!signInLimit.allows(user.email)) return refused('Too many attempts. Wait a quarter of an hour and try again.');
  const row = await db.query.authUsers.findFirst({ where: eq(authUsers.id, user.id) });
  // Somebody who came by GitHub or Google has no password yet and needs none to set one.
  if (row?.passwordHash && !(await verifyPassword(parsed.data.current, row.passwordHash))) {
    signInLimit.count(user.email);
    return { ok: false, fields: { current: 'This is not your password' } };
  }
  const jar = await cookies();
  const token = (jar.get('__Secure-authjs.session-token') ?? jar.get('authjs.session-token'))?.value ?? '';
  const passwordHash = await hashPassword(parsed.data.next);
  await db.batch([
    db.update(authUsers).set({ passwordHash }).where(eq(authUsers.id, user.id)),
    db.delete(authSessions).where(and(eq(authSessions.userId, user.id), ne(authSessions.sessionToken, token))),
  ]);
  sendMailLater({ to: user.email, subject: 'Your password was changed', body: PasswordChangedEmail() });
  return done();
}
