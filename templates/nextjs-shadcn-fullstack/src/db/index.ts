import type { Client } from '@libsql/client';
import { drizzle } from 'drizzle-orm/libsql';
import { openDatabase } from './client.ts';
import * as schema from './schema/index.ts';

// `next build` loads this module too, and must leave no file behind. The dev server loads it again at every edit.
const holder = globalThis as typeof globalThis & { databaseClient?: Client };
holder.databaseClient ??= openDatabase(process.env.NEXT_PHASE === 'phase-production-build' ? ':memory:' : undefined);

/**
 * The database. For several writes that belong together use `db.batch([...])`: a local file is written
 * synchronously, and two overlapping `db.transaction` calls in one process would block each other.
 */
export const db = drizzle(holder.databaseClient, { schema });
export const databaseClient = holder.databaseClient;
