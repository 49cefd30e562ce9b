import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@libsql/client';

type Journal = { entries: { tag: string; when: number }[] };

async function applied(client: Client): Promise<Set<number>> {
  const { rows } = await client.execute('SELECT created_at FROM __drizzle_migrations');
  return new Set(rows.map((row) => Number(row.created_at)));
}

/**
 * Applies what the folder `drizzle/` holds and the database lacks, each migration in one transaction.
 * Keeps Drizzle's own table of migrations. Safe to run by several processes at once: the one that comes second
 * finds the row of the first and goes on.
 * @returns the tags of the migrations that this call applied
 */
export async function migrate(client: Client, folder: string): Promise<string[]> {
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as Journal;
  await client.execute('PRAGMA journal_mode = WAL').catch(() => undefined); // not on a remote database
  await client.execute(
    'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
  );
  await client.execute(
    'CREATE UNIQUE INDEX IF NOT EXISTS __drizzle_migrations_when ON __drizzle_migrations (created_at)',
  );

  const tags: string[] = [];
  let done = await applied(client);
  for (const { tag, when } of journal.entries) {
    if (done.has(when)) continue;
    const text = await readFile(join(folder, `${tag}.sql`), 'utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    const statements = text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== '');
    try {
      // The row goes first: it takes the write lock, and a second process fails on it before it changes anything.
      await client.migrate([
        { sql: 'INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)', args: [hash, when] },
        ...statements,
      ]);
      tags.push(tag);
    } catch (cause) {
      done = await applied(client);
      if (!done.has(when))
        throw new Error(`Migration "${tag}" failed and was undone. Correct drizzle/${tag}.sql.`, { cause });
    }
  }
  return tags;
}
