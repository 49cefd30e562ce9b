'use server';

import { eq, sql } from 'drizzle-orm';
import { headers } from 'next/headers';
import { CredentialsSignin } from 'next-auth';
import { app } from '@/config/app';
import { db } from '@/db';
import { authUsers } from '@/db/schema/auth';
import { AccessRequestEmail } from '@/emails/access-request';
import { AlreadyRegisteredEmail } from '@/emails/already-registered';
import { WelcomeEmail } from '@/emails/welcome';
import { type SignInInput, type SignUpInput, signInSchema, signUpSchema } from '@/features/auth/schema';
import { signUpRole } from '@/lib/access';
import { appUrl } from '@/lib/app-url';
import { signIn, signOut, TooManyAttempts } from '@/lib/auth';
import { sendMailLater } from '@/lib/mail';
import { oauthProviders } from '@/lib/oauth';
import { hashPassword } from '@/lib/password';
import { signUpLimit } from '@/lib/rate-limit';
import { type ActionResult, done, invalid, refused } from '@/lib/result';
import { safeNext } from '@/lib/session';

const tooMany = 'Too many attempts. Wait a quarter of an hour and try again.';

export async function signInAction(input: SignInInput): Promise<ActionResult> {
  const parsed = signInSchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  try {
    await signIn('credentials', { ...parsed.data, redirect: false });
    return done();
  } catch (error) {
    if (error instanceof TooManyAttempts) return refused(tooMany);
    if (error instanceof CredentialsSignin) return refused('The e-mail or the password is not right.');
    throw error;
  }
}

async function tellAboutSignUp({ name, email, isNew }: { name: string; email: string; isNew: boolean }): Promise<void> {
  const url = await appUrl();
  if (!isNew) {
    sendMailLater({ to: email, subject: 'You have an account already', body: AlreadyRegisteredEmail({ url }) });
    return;
  }
  const owners = await db.select({ to: authUsers.email }).from(authUsers).where(eq(authUsers.role, 'owner'));
  sendMailLater(
    { to: email, subject: `Welcome to ${app.name}`, body: WelcomeEmail({ name }) },
    ...owners.map(({ to }) => ({
      to,
      subject: `${name} waits for approval`,
      body: AccessRequestEmail({ name, email, url }),
    })),
  );
}

/**
 * Makes an account that waits for approval, unless the app lets everybody in; the very first one becomes the owner. The answer for an
 * address that has an account already is the same, so that nobody can ask who uses this app.
 */
export async function signUpAction(input: SignUpInput): Promise<ActionResult<{ admitted: boolean }>> {
  const parsed = signUpSchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const from = (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'local';
  if (!signUpLimit.allows(from)) return refused(tooMany);
  signUpLimit.count(from);

  const { name, email, password } = parsed.data;
  const role = signUpRole(parsed.data.role);
  const passwordHash = await hashPassword(password);
  const [user] = await db
    .insert(authUsers)
    .values({
      name,
      email,
      passwordHash,
      // Decided inside the statement, so that two first sign-ups at once make one owner.
      role: sql`case when exists (select 1 from ${authUsers}) then ${role} else 'owner' end`,
    })
    .onConflictDoNothing()
    .returning();
  if (!user && role !== 'pending') return refused('You may have an account already: try to sign in.');
  if (!user || user.role === 'pending') {
    await tellAboutSignUp({ name, email, isNew: Boolean(user) });
    return done({ admitted: false });
  }
  await signIn('credentials', { email, password, redirect: false });
  return done({ admitted: true });
}

export async function oauthSignInAction(provider: string, next: string): Promise<void> {
  if (oauthProviders().some(({ id }) => id === provider)) await signIn(provider, { redirectTo: safeNext(next) });
}

export async function signOutAction(): Promise<void> {
  await signOut({ redirectTo: '/sign-in' });
}
