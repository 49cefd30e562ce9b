import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** Example rows of one table. `rows` is called when they are needed, so that dates are relative to today. */
export type Samples = { table: SQLiteTable; rows: () => Record<string, unknown>[] };
