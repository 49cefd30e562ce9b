import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Client, createClient } from '@libsql/client';
import { env } from '../config/env.ts';

/**
 * Opens the database: a file (`file:…`) or a Turso database (`libsql://…`).
 * `timeout` (milliseconds) is how long a write waits for another process. Without it SQLite loses acknowledged writes.
 */
export function openDatabase(url: string = env.databaseUrl): Client {
  if (url.startsWith('file:')) mkdirSync(dirname(url.slice('file:'.length)), { recursive: true });
  return createClient({ url, authToken: env.databaseAuthToken, timeout: 5000 });
}
