import type { DataSource, EntityManager } from 'typeorm';

/** Settings that the policies of the history's tables read. All end with their transaction. */
export const NAMESPACES_SETTING = 'appfactory.namespaces';
export const INDEXER_SETTING = 'appfactory.indexer';
/** Those of the tables of invoices: uids of the tenants that the asker owns; the asker runs the platform; invoicing; a backup. */
export const PAYERS_SETTING = 'appfactory.payers';
export const PLATFORM_SETTING = 'appfactory.platform';
export const INVOICING_SETTING = 'appfactory.invoicing';
export const BACKUP_SETTING = 'appfactory.backup';

/** That of the table of looks: the account whose they are. */
export const ACCOUNT_SETTING = 'appfactory.account';

/** What reads the tables that are made from the streams. */
export interface Reading {
  database: DataSource;
  /** There is no table: it was dropped. Where nothing comes over its stream, no message would ever tell the indexer. */
  onMissing?: () => void;
}

/** Reads as somebody to whom Kubernetes has shown these namespaces: PostgreSQL shows no row of another. */
export async function inNamespaces<T>(
  { database, onMissing }: Reading,
  namespaces: ReadonlySet<string>,
  sql: string,
  values: unknown[],
): Promise<T> {
  try {
    return await database.transaction(async (transaction): Promise<T> => {
      await transaction.query('select set_config($1, $2, true)', [NAMESPACES_SETTING, [...namespaces].join(',')]);
      return transaction.query(sql, values);
    });
  } catch (error) {
    // Neither table nor schema.
    if (/^(42P01|3F000)$/.test(String((error as { code?: unknown }).code))) onMissing?.();
    throw error;
  }
}

/**
 * For the transactions that write what the stream tells. Nobody waits for the disk: the last of them may be lost when the
 * machine loses power, and since the position in the stream is lost with them, they are read again.
 */
export async function asIndexer(transaction: EntityManager): Promise<void> {
  await transaction.query(`select set_config($1, 'on', true), set_config('synchronous_commit', 'off', true)`, [
    INDEXER_SETTING,
  ]);
}

/** @throws Error when the role would pass over the policies */
export async function checkRole(database: DataSource): Promise<void> {
  const rows: { above: boolean }[] = await database.query(
    'select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user',
  );
  if (rows[0]?.above) {
    throw new Error(
      'the role of DATABASE_URL is a superuser, or has BYPASSRLS: it would see the rows of every tenant. Give the gateway a role that owns its database and nothing else',
    );
  }
}
