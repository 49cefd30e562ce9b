import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Role } from '@/config/roles';

const folder = mkdtempSync(join(tmpdir(), 'people-'));
process.env.DATABASE_URL = `file:${join(folder, 'app.db')}`;
const sent: string[] = [];
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('@/lib/app-url', () => ({ appUrl: () => Promise.resolve('http://localhost:3000') }));
vi.mock('@/lib/mail', () => ({ sendMailLater: ({ to }: { to: string }) => sent.push(to) }));
vi.mock('@/lib/session', () => ({ requireUser: () => Promise.resolve({ id: 'ada', role: 'owner' }) }));
const { databaseClient, db } = await import('@/db');
const { migrate } = await import('@/db/migrate');
const { authUsers } = await import('@/db/schema/auth');
const { setRole } = await import('@/features/people/actions');
const { countWaiting, listPeople } = await import('@/features/people/queries');

const roleOf = async (id: string) => (await db.select().from(authUsers).where(eq(authUsers.id, id)))[0]?.role;

beforeAll(async () => {
  await migrate(databaseClient, join(process.cwd(), 'drizzle'));
  await db.insert(authUsers).values([
    { id: 'ada', email: 'ada@example.com', role: 'owner', createdAt: new Date(1) },
    { id: 'ben', email: 'ben@example.com', role: 'member', createdAt: new Date(2) },
    { id: 'eve', email: 'eve@example.com', role: 'a former role' as Role, createdAt: new Date(3) },
  ]);
});
afterAll(() => {
  databaseClient.close();
  rmSync(folder, { recursive: true });
});

describe('people with a role that the app no longer has', () => {
  it('wait, and are let in like those who are new', async () => {
    expect((await listPeople()).map(({ id, role }) => [id, role])).toEqual([
      ['eve', 'pending'],
      ['ada', 'owner'],
      ['ben', 'member'],
    ]);
    expect(await countWaiting()).toBe(1);
    expect(await setRole('eve', 'member')).toMatchObject({ ok: true });
    expect(await roleOf('eve')).toBe('member');
    expect(sent).toEqual(['eve@example.com']);
    expect(await countWaiting()).toBe(0);
  });
});

it('changes the role that it was asked about, and not one that somebody else has given since', async () => {
  const update = db.update.bind(db);
  vi.spyOn(db, 'update').mockImplementationOnce((table) => {
    const other = new DatabaseSync(join(folder, 'app.db'));
    other.exec(`UPDATE auth_user SET role = 'owner' WHERE id = 'ben'`);
    other.close();
    return update(table);
  });
  expect(await setRole('ben', 'member')).toMatchObject({ ok: false, message: expect.stringContaining('meantime') });
  expect(await roleOf('ben')).toBe('owner');
});
