import type { ClientBase } from 'pg';
import { BACKUP_SETTING } from '../database/scope.ts';

/** A table of the accounts' database, and its columns that are data: what PostgreSQL computes by itself is left out. */
export interface Table {
  name: string;
  columns: string[];
  /** Policies say who sees which of its rows. */
  hidesRows: boolean;
}

/**
 * Not in a backup: who is signed in, by which links and tokens, who has tried too often, and who has said much. An old backup would else let in by what was
 * ended or used up since. The record of migrations is in the backup's header.
 */
const LEFT_OUT = ['session', 'sign_in_link', 'access_token', 'attempts', 'chat_pace', 'migrations'];

/** All tables of the schema `public` that belong into a backup; those that others refer to before them. */
export async function tablesToKeep(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { refers_to: string[] }>(
    `select c.relname as name, c.relrowsecurity as "hidesRows",
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and r.oid <> c.oid) as refers_to
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname <> all ($1) order by c.relname`,
    [LEFT_OUT],
  );
  const sorted: Table[] = [];
  const done = new Set(LEFT_OUT);
  let left = rows;
  while (left.length > 0) {
    const next = left.filter(({ refers_to }) => refers_to.every((name) => done.has(name)));
    if (next.length === 0) {
      throw new Error(`the tables ${left.map(({ name }) => name).join(', ')} refer to each other in a circle`);
    }
    for (const { name, columns, hidesRows } of next) {
      sorted.push({ name, columns, hidesRows });
      done.add(name);
    }
    left = left.filter((row) => !next.includes(row));
  }
  return sorted;
}

/** The migrations that made the tables, in order; none where there are no tables yet. */
export async function migrationsDone(client: ClientBase): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('public.migrations') is not null as there`,
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>('select name from public.migrations order by id');
  return rows.map(({ name }) => name);
}

/** How values are written as text, whatever the server's settings are; ends with the transaction. */
export async function plainText(client: ClientBase): Promise<void> {
  await client.query(
    `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
     set local client_encoding = 'UTF8'; set local statement_timeout = 0;
     set local idle_in_transaction_session_timeout = 0`,
  );
}

/**
 * From here to the end of the transaction every row is shown.
 * @throws Error for a table whose policies would hide some: they must not be left out silently
 */
export async function showAllRows(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup')`,
  );
  if (rows[0]) throw new Error(`the table "${rows[0].name}" has no policy "backup", by which a backup sees its rows`);
  await client.query(`select set_config($1, 'on', true)`, [BACKUP_SETTING]);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function columnList({ columns }: Pick<Table, 'columns'>): string {
  return columns.map(quoted).join(', ');
}
