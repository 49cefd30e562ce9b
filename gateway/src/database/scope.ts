import type { DataSource, EntityManager } from 'typeorm';

/** Settings that the policies of the history's tables read. Both end with their transaction. */
export const NAMESPACES_SETTING = 'appfactory.namespaces';
export const INDEXER_SETTING = 'appfactory.indexer';

/** Reads as somebody to whom Kubernetes has shown these namespaces: PostgreSQL shows no row of another. */
export function inNamespaces<T>(database: DataSource, namespaces: ReadonlySet<string>, sql: string, values: unknown[]) {
  return database.transaction(async (transaction): Promise<T> => {
    await transaction.query('select set_config($1, $2, true)', [NAMESPACES_SETTING, [...namespaces].join(',')]);
    return transaction.query(sql, values);
  });
}

/** For the transactions that write what the stream tells. */
export async function asIndexer(transaction: EntityManager): Promise<void> {
  await transaction.query('select set_config($1, $2, true)', [INDEXER_SETTING, 'on']);
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
