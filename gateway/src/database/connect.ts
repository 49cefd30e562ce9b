import { DataSource, type DataSourceOptions } from 'typeorm';
import { ACCOUNT_ENTITIES } from '../accounts/entities.ts';
import { Accounts1 } from './accounts1.ts';
import { Accounts2 } from './accounts2.ts';
import { AccountsChatPace } from './accountsChatPace.ts';
import { AccountsInvoices } from './accountsInvoices.ts';
import { AccountsJoined } from './accountsJoined.ts';
import { AccountsLooks } from './accountsLooks.ts';
import { AccountsOidc } from './accountsOidc.ts';
import { AccountsTokens } from './accountsTokens.ts';
import { History1 } from './history1.ts';
import { History2 } from './history2.ts';
import { HistoryChat } from './historyChat.ts';
import { HistoryCut } from './historyCut.ts';
import { HistoryUsage } from './historyUsage.ts';

export interface DatabaseOptions {
  url: string;
  connections: number;
}

function base({ url, connections }: DatabaseOptions) {
  return {
    type: 'postgres',
    url,
    poolSize: connections,
    applicationName: 'gateway',
    connectTimeoutMS: 10_000,
    // Nothing here waits for anything but the disk: what takes longer is stuck, and gives its connection back.
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000 },
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    synchronize: false,
    logging: false,
  } satisfies DataSourceOptions;
}

const ACCOUNT_MIGRATIONS = [
  Accounts1,
  Accounts2,
  AccountsOidc,
  AccountsJoined,
  AccountsTokens,
  AccountsInvoices,
  AccountsChatPace,
  AccountsLooks,
];

/**
 * Accounts, sessions, the audit log and invoices: what PostgreSQL alone has, and a backup must hold.
 * @param only names of migrations, to make the tables as they were when those were all
 */
export function accountsDatabase(options: DatabaseOptions, only?: readonly string[]): DataSource {
  const migrations = ACCOUNT_MIGRATIONS.filter((Migration) => only?.includes(new Migration().name) ?? true);
  return new DataSource({
    ...base(options),
    entities: ACCOUNT_ENTITIES,
    migrations,
    migrationsRun: false,
  });
}

/**
 * What JetStream has, too. Everything of it, the record of its migrations included, lies in the schema `history`, which can
 * be dropped at any time.
 */
export function historyDatabase(options: DatabaseOptions): DataSource {
  return new DataSource({
    ...base(options),
    schema: HISTORY_SCHEMA,
    migrations: [History1, History2, HistoryChat, HistoryUsage, HistoryCut],
    migrationsRun: false,
  });
}

export const HISTORY_SCHEMA = 'history';
const HISTORY_TABLES = [...History1.tables, ...HistoryChat.tables, ...HistoryUsage.tables, ...HistoryCut.tables];
/** Held while migrating, so that two gateways that start at once do not both do it. */
const MIGRATION_LOCK = 7_201_402_611;

/** Brings the tables up to date. */
export async function migrateAccounts(database: DataSource): Promise<void> {
  await locked(database, async () => {
    await database.runMigrations({ transaction: 'all' });
  });
}

/**
 * Brings the tables up to date; when one of them is missing, makes all of them anew, for the streams to fill. Gives whether
 * it did.
 */
export async function migrateHistory(database: DataSource): Promise<boolean> {
  return locked(database, async () => {
    const rows: { name: string }[] = await database.query(
      'select table_name as name from information_schema.tables where table_schema = $1',
      [HISTORY_SCHEMA],
    );
    const present = new Set(rows.map(({ name }) => name));
    // Those of an earlier version, too: they fill themselves again.
    const isWhole = HISTORY_TABLES.every((table) => present.has(table));
    if (present.size > 0 && !isWhole) await database.query(`drop schema ${HISTORY_SCHEMA} cascade`);
    await database.query(`create schema if not exists ${HISTORY_SCHEMA}`);
    await database.runMigrations({ transaction: 'all' });
    return !isWhole;
  });
}

async function locked<T>(database: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = database.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await work();
    } finally {
      await holder.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await holder.release();
  }
}
