import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { migrate } from '@/db/migrate';

let folder: string;
const open = () => openDatabase(`file:${join(folder, 'data/app.db')}`);
const drizzle = join(process.cwd(), 'drizzle');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrate-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('applies everything once', async () => {
  const client = open();
  expect(await migrate(client, drizzle)).toContain('0000_base');
  expect(await migrate(client, drizzle)).toEqual([]);
  client.close();
});

it('lets two servers start at once', async () => {
  const clients = [open(), open()];
  const applied = await Promise.all(clients.map((client) => migrate(client, drizzle)));
  const tags = applied.flat();
  expect(new Set(tags).size).toBe(tags.length);
  expect(tags).toContain('0000_base');
  for (const client of clients) client.close();
});

it('undoes a migration that fails half way, and names it', async () => {
  const migrations = join(folder, 'drizzle');
  await cp(drizzle, migrations, { recursive: true });
  const sql = 'CREATE TABLE `half` (`id` text);\n--> statement-breakpoint\nCREATE TABLE nonsense here;';
  await writeFile(join(migrations, '9999_broken.sql'), sql);
  const journal = { entries: [{ idx: 0, when: 9_999_999_999_999, tag: '9999_broken' }] };
  await writeFile(join(migrations, 'meta/_journal.json'), JSON.stringify(journal));
  const client = open();
  await expect(migrate(client, migrations)).rejects.toThrow('"9999_broken"');
  const { rows } = await client.execute("select name from sqlite_master where name = 'half'");
  expect(rows).toEqual([]);
  client.close();
});
