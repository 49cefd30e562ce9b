'use server';

import { sql } from 'drizzle-orm';
import { headers } from 'next/headers';
import { CredentialsSignin } from 'next-auth';
import { app } from '@/config/app';
import { db } from '@/db';
import { authUsers } from '@/db/schema/auth';
import { type SignInInput, type SignUpInput, signInSchema, signUpSchema } from '@/features/auth/schema';
import { signIn, signOut, TooManyAttempts } from '@/lib/auth';
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
  const passwordHash = await hashPassword(password);
  const [user] = await db
    .insert(authUsers)
    .values({
      name,
      email,
      passwordHash,
      // Decided inside the statement, so that two first sign-ups at once make one owner.
      role: sql`case when exists (select 1 from ${authUsers}) then ${app.signUp === 'open' ? 'member' : 'pending'} else 'owner' end`,
    })
    .onConflictDoNothing()
    .returning();
  if (!user || user.role === 'pending') return done({ admitted: false });
  await signIn('credentials', { email, password, redirect: false });
  return done({ admitted: true });
}

export async function oauthSignInAction(provider: string, next: string): Promise<void> {
  if (oauthProviders().some(({ id }) => id === provider)) await signIn(provider, { redirectTo: safeNext(next) });
}

export async function signOutAction(): Promise<void> {
  await signOut({ redirectTo: '/sign-in' });
}
