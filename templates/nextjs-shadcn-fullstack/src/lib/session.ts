import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { Role } from '@/db/schema/auth';
import { type Deed, may } from '@/lib/access';
import { auth } from '@/lib/auth';

export type SessionUser = { id: string; name: string; email: string; image: string | null; role: Role };

/** Who is signed in, or null. Asked once per request. */
export const getUser = cache(async (): Promise<SessionUser | null> => {
  const session = await auth();
  if (!session?.user.email) return null;
  const { id, name, email, image, role } = session.user;
  return { id, name: name || email, email, image: image ?? null, role };
});

/** The signed-in, approved user. Everybody else is sent away. Call it first in every page and server action. */
export async function requireUser(): Promise<SessionUser> {
  const user = await getUser();
  if (!user) {
    const path = (await headers()).get('x-path');
    redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
  }
  if (user.role === 'pending') redirect('/sign-up/waiting');
  return user;
}

/** The signed-in user who may do this with records of a kind. Everybody else sees the page for what is not there. */
export async function requireRight(deed: Deed, slug: string): Promise<SessionUser> {
  const user = await requireUser();
  if (!may(user, deed, slug)) notFound();
  return user;
}

/** The signed-in owner. Others are sent to the dashboard. */
export async function requireOwner(): Promise<SessionUser> {
  const user = await requireUser();
  if (user.role !== 'owner') redirect('/dashboard');
  return user;
}

/** For route handlers: the signed-in, approved user, or the answer that refuses the request. */
export async function requireApiUser(): Promise<SessionUser | Response> {
  const user = await getUser();
  if (!user) return Response.json({ error: 'Sign in first' }, { status: 401 });
  if (user.role === 'pending') return Response.json({ error: 'Wait for approval' }, { status: 403 });
  return user;
}

/** A path of this app to go to after sign-in. Anything else, such as another site, becomes the dashboard. */
export function safeNext(next: string | string[] | undefined): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/dashboard';
}
