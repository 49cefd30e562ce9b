import type { DataSource, EntityManager } from 'typeorm';
import { INVOICING_SETTING, PAYERS_SETTING, PLATFORM_SETTING } from '../database/scope.ts';

/** Whose invoices somebody may see: those of tenants, by uid, and of their clients; or, whoever runs the platform, all. */
export type InvoiceScope = { uids: ReadonlySet<string> } | 'platform';

/** Works in a transaction in which PostgreSQL shows no invoice but those of the scope, and lets none be written. */
export function inScope<T>(
  database: DataSource,
  scope: InvoiceScope,
  work: (transaction: EntityManager) => Promise<T>,
) {
  return database.transaction(async (transaction): Promise<T> => {
    const [setting, value] =
      scope === 'platform' ? [PLATFORM_SETTING, 'on'] : [PAYERS_SETTING, [...scope.uids].join(',')];
    await transaction.query('select set_config($1, $2, true)', [setting, value]);
    return work(transaction);
  });
}

/** Works in a transaction that makes invoices, and notes what becomes of them. */
export function asInvoicing<T>(database: DataSource, work: (transaction: EntityManager) => Promise<T>) {
  return database.transaction(async (transaction): Promise<T> => {
    await transaction.query(`select set_config($1, 'on', true)`, [INVOICING_SETTING]);
    return work(transaction);
  });
}
