import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '@/config/roles';

// Auth.js has no released way to keep the sessions of passwords in a database. The app leans on how its beta works
// inside (src/lib/auth.ts): these tests say when an update breaks it.

const folder = mkdtempSync(join(tmpdir(), 'auth-'));
process.env.DATABASE_URL = `file:${join(folder, 'app.db')}`;
process.env.AUTH_SECRET = 'only for this test';
const { databaseClient, db } = await import('@/db');
const { migrate } = await import('@/db/migrate');
const { authSessions, authUsers } = await import('@/db/schema/auth');
const { handlers } = await import('@/lib/auth');
const { hashPassword } = await import('@/lib/password');

const origin = 'http://localhost:3000';
const cookieName = 'authjs.session-token';

function cookiesOf(response: Response): Map<string, string> {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]?.split('=') ?? []);
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

const header = (cookies: Map<string, string>) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

async function post(path: string, fields: Record<string, string>, cookies = new Map<string, string>()) {
  const csrf = await handlers.GET(new NextRequest(`${origin}/api/auth/csrf`));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const all = new Map([...cookies, ...cookiesOf(csrf)]);
  return handlers.POST(
    new NextRequest(`${origin}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: header(all) },
      body: new URLSearchParams({ ...fields, csrfToken }),
    }),
  );
}

async function sessionOf(cookies: Map<string, string>) {
  const response = await handlers.GET(
    new NextRequest(`${origin}/api/auth/session`, { headers: { cookie: header(cookies) } }),
  );
  return response.json() as Promise<{ user: Record<string, unknown> } | null>;
}

beforeAll(async () => {
  await migrate(databaseClient, join(process.cwd(), 'drizzle'));
  const passwordHash = await hashPassword('a good password');
  await db.insert(authUsers).values({ id: 'ada', name: 'Ada', email: 'ada@example.com', passwordHash, role: 'member' });
});
afterAll(() => {
  databaseClient.close();
  rmSync(folder, { recursive: true });
});

describe('sign-in with a password', () => {
  it('makes a row in the session table, whose token is the cookie', async () => {
    const response = await post('callback/credentials', { email: 'Ada@example.com ', password: 'a good password' });
    const token = cookiesOf(response).get(cookieName);
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    const [row] = await db
      .select()
      .from(authSessions)
      .where(eq(authSessions.sessionToken, String(token)));
    expect(row?.userId).toBe('ada');
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith(cookieName));
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  it('answers who it is, and nothing secret', async () => {
    const response = await post('callback/credentials', { email: 'ada@example.com', password: 'a good password' });
    const session = await sessionOf(cookiesOf(response));
    expect(session?.user).toEqual({ id: 'ada', name: 'Ada', email: 'ada@example.com', image: null, role: 'member' });
  });

  it('takes the rights of whoever has a role that the app no longer has', async () => {
    const passwordHash = await hashPassword('a good password');
    await db
      .insert(authUsers)
      .values({ id: 'eve', email: 'eve@example.com', passwordHash, role: 'a former role' as Role });
    const response = await post('callback/credentials', { email: 'eve@example.com', password: 'a good password' });
    expect((await sessionOf(cookiesOf(response)))?.user.role).toBe('pending');
  });

  it('ends the session in the database when one signs out', async () => {
    const signedIn = cookiesOf(
      await post('callback/credentials', { email: 'ada@example.com', password: 'a good password' }),
    );
    await post('signout', {}, signedIn);
    expect(await sessionOf(signedIn)).toBeNull();
  });

  it('refuses a wrong password, and after ten of them also the right one', async () => {
    for (let attempt = 0; attempt < 10; attempt++) {
      const response = await post('callback/credentials', { email: 'ada@example.com', password: 'wrong' });
      expect(cookiesOf(response).get(cookieName)).toBeUndefined();
    }
    const response = await post('callback/credentials', { email: 'ada@example.com', password: 'a good password' });
    expect(cookiesOf(response).get(cookieName)).toBeUndefined();
    expect(response.headers.get('location')).toContain('code=too-many-attempts');
  });
});

describe('scripts/create-user.ts', () => {
  it('signs in whom it is given a session for', async () => {
    const session = 'a-token-that-only-the-program-knows-0';
    const people = [{ email: 'Bo@example.com', password: 'a good password', role: 'member', session }];
    const env = { ...process.env, PEOPLE: JSON.stringify(people) };
    await promisify(execFile)(process.execPath, ['scripts/create-user.ts'], { env });
    expect(await sessionOf(new Map([[cookieName, session]]))).toMatchObject({
      user: { email: 'bo@example.com', role: 'member' },
    });
  });
});
