import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { accountsDatabase } from '../database/connect.ts';
import { checkBackup, type Header, type Rows, readParts } from './file.ts';
import { columnList, migrationsDone, plainText, quoted, tablesToKeep } from './tables.ts';

/** The restore was refused; nothing has been changed. The message says why, and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export interface RestoreOptions {
  /** Put it in the place of accounts that are there. */
  replace?: boolean;
}

/**
 * Puts accounts, invoices and audit log back from a backup, in one transaction: all of it or nothing. The tables are made as they were
 * when it was taken, filled, and brought up to date. Whoever was signed in signs in again.
 * @throws BadBackup, Refused or what PostgreSQL says
 */
export async function restore(
  databaseUrl: string,
  path: string,
  { replace = false }: RestoreOptions = {},
): Promise<Rows> {
  // All of it is looked at before anything is changed.
  const { header, rows } = await checkBackup(path);
  const database = accountsDatabase({ url: databaseUrl, connections: 2 });
  await database.initialize();
  try {
    checkKnown(header, database);
    const runner = database.createQueryRunner();
    try {
      await runner.startTransaction();
      const client = (await runner.connect()) as ClientBase;
      await plainText(client);
      await checkReplaceable(client, { database, replace });
      await runner.query('drop schema public cascade');
      await runner.query('create schema public');
      await migrate(databaseUrl, runner, header.migrations);
      await fill(client, path);
      await migrate(databaseUrl, runner);
      await runner.commitTransaction();
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
    return rows;
  } finally {
    await database.destroy();
  }
}

function checkKnown({ migrations, takenAt }: Header, { migrations: known }: DataSource): void {
  const names = new Set(known.map(({ name }) => name));
  const unknown = migrations.find((name) => !names.has(name));
  if (unknown === undefined) return;
  throw new Refused(
    `This backup of ${takenAt} was made by a later App Factory: its tables are of the version "${unknown}", which this one does not know. Update this one first.`,
  );
}

/** Whether it may be put in the place of what is there. @throws Refused */
async function checkReplaceable(
  client: ClientBase,
  { database, replace }: { database: DataSource; replace: boolean },
): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  if (tables.length === 0) return;
  const known = new Set(database.migrations.map(({ name }) => name));
  const done = await migrationsDone(client);
  if (done.length === 0 || done.some((name) => !known.has(name))) {
    throw new Refused(
      'The schema "public" of this database has tables that are not this App Factory’s: name another database.',
    );
  }
  const { rows } = await client.query<{ accounts: number; used: boolean; audits: number }>(
    `select count(*)::int as accounts, coalesce(bool_or(password_hash is not null or not installation_owner), false) as used,
       (select count(*)::int from public.audit) as audits from public.account`,
  );
  const [there] = rows;
  // A platform that has been started and nobody has used has one account, of its owner, and no password.
  const invoices = await countInvoices(client);
  const isUnused = there && !there.used && there.audits === 0 && invoices === 0;
  if (isUnused || replace) return;
  throw new Refused(
    `This database has ${there?.accounts} accounts and ${there?.audits} entries of the audit log, and ${invoices} invoices, which would be lost. Back them up, then say --replace.`,
  );
}

async function countInvoices(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.invoice_number') is not null as there`,
  );
  if (!rows[0]?.there) return 0;
  const { rows: numbers } = await client.query<{ last: string }>('select last from public.invoice_number');
  return Number(numbers[0]?.last ?? 0);
}

/** Runs those of the migrations that have not run: the named ones, or all. */
async function migrate(url: string, runner: QueryRunner, names?: readonly string[]): Promise<void> {
  const only = accountsDatabase({ url, connections: 2 }, names);
  await only.initialize();
  try {
    const executor = new MigrationExecutor(only, runner);
    executor.transaction = 'none';
    await executor.executePendingMigrations();
  } finally {
    await only.destroy();
  }
}

async function fill(client: ClientBase, path: string): Promise<void> {
  const tables = new Map((await tablesToKeep(client)).map((table) => [table.name, table]));
  for await (const part of readParts(path)) {
    if (part.kind !== 'table') continue;
    const table = tables.get(part.name);
    const isSame = table?.columns.toSorted().join() === part.columns.toSorted().join();
    if (!isSame)
      throw new Refused(`This backup’s table "${part.name}" is not as the migrations that it names make it.`);
    // What migrations have put there is in the backup, too.
    const name = `public.${quoted(part.name)}`;
    await client.query(`delete from ${name}`);
    // PostgreSQL copies into no table that has policies; nobody else sees them gone before all of it is done.
    if (table.hidesRows) await client.query(`alter table ${name} disable row level security`);
    await pipeline(Readable.from(part.rows), client.query(copyFrom(`copy ${name} (${columnList(part)}) from stdin`)));
    if (table.hidesRows) await client.query(`alter table ${name} enable row level security`);
  }
  await advanceSequences(client);
}

/** Numbers that PostgreSQL gives out go on after those that are there. */
async function advanceSequences(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null and c.relname <> 'migrations'`,
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1, greatest(max(${quoted(column)}), 1), max(${quoted(column)}) is not null) from public.${quoted(table)}`,
      [sequence],
    );
  }
}
