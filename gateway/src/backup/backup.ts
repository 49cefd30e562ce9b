import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { END_OF_ROWS, FORMAT, type Header, type Rows, VERSION } from './file.ts';
import { columnList, migrationsDone, plainText, quoted, showAllRows, type Table, tablesToKeep } from './tables.ts';

/**
 * Writes accounts, invoices and audit log into a new file, as they are at one moment, while the gateway goes on. The file has hashes of
 * passwords in it: only its owner may read it.
 * @throws Error when the file is there already, or the database cannot be read
 */
export async function backUp(databaseUrl: string, path: string): Promise<Rows> {
  const taken = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new Error(`"${path}" is there already: choose another name.`);
    throw error;
  });
  await taken.close();
  // Under another name until it is whole: nobody takes half a backup for one.
  const part = `${path}.part`;
  const client = new Client({ connectionString: databaseUrl, application_name: 'backup' });
  try {
    await client.connect();
    const rows = await write(client, part);
    await rename(part, path);
    return rows;
  } catch (error) {
    await rm(part, { force: true });
    await rm(path, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function write(client: Client, path: string): Promise<Rows> {
  await client.query('begin isolation level repeatable read read only');
  await plainText(client);
  await showAllRows(client);
  const migrations = await migrationsDone(client);
  if (migrations.length === 0) throw new Error('This database has no accounts yet: there is nothing to back up.');
  const tables = await tablesToKeep(client);
  const header: Header = { format: FORMAT, version: VERSION, takenAt: new Date().toISOString(), migrations };
  const rows: Rows = {};
  const content = contentOf(client, { header, tables, rows });
  // On the disk when it is said to be done.
  await pipeline(content, createGzip(), createWriteStream(path, { mode: 0o600, flush: true }));
  await client.query('commit');
  return rows;
}

async function* contentOf(
  client: Client,
  { header, tables, rows }: { header: Header; tables: Table[]; rows: Rows },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const hashed = (bytes: Buffer) => {
    hash.update(bytes);
    return bytes;
  };
  const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`);
  yield hashed(line(header));
  for (const table of tables) {
    yield hashed(line({ table: table.name, columns: table.columns }));
    let count = 0;
    const copy = client.query(copyTo(`copy public.${quoted(table.name)} (${columnList(table)}) to stdout`));
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) count += 1;
      yield hashed(chunk);
    }
    rows[table.name] = count;
    yield hashed(Buffer.from(`${END_OF_ROWS}\n`));
  }
  yield line({ rows, sha256: hash.digest('hex') });
}
