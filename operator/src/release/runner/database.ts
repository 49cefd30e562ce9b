import { existsSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { moveDurably } from './durable.ts';

/** How long a statement waits for another process; milliseconds. */
const BUSY_MS = 30_000;
const SIDE_FILES = ['-wal', '-shm', '-journal'];

/** Copies a database that may be in use. The copy appears whole or not at all, and has no side files. */
export function snapshot(from: string, to: string): void {
  const temporary = `${to}.tmp`;
  removeDatabase(temporary);
  using database = open(from);
  database.prepare('VACUUM INTO ?').run(temporary);
  moveDurably(temporary, to);
}

/**
 * Copies the database of an app that runs, from outside the app, onto another volume. Only to read: a connection that may write would tidy up
 * behind itself when it is the last one, which is not for it to say of a file that is the app's.
 */
export function copyLive(from: string, to: string): void {
  using database = open(from, { readOnly: true });
  database.prepare('VACUUM INTO ?').run(to);
}

/**
 * Makes the database file whole by itself: recovers what a crash left and moves the write-ahead log into it.
 * Throws when somebody else has it open. A side file that stayed would be taken for the one of whatever replaces this.
 */
export function settle(path: string): void {
  {
    using database = open(path);
    // The first read rolls back what a crash left unfinished.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    const result = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number } | undefined;
    if (result?.busy) throw new Error(`the database "${path}" is in use by another process`);
  }
  // The last connection to close removes the log.
  const log = `${path}-wal`;
  if ((existsSync(log) && statSync(log).size > 0) || existsSync(`${path}-journal`)) {
    throw new Error(`the database "${path}" is in use by another process: its log is still there`);
  }
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** Differs after any write to a database that was settled. */
export function fingerprint(path: string): string {
  const { size, mtimeNs, ino } = statSync(path, { bigint: true });
  const log = existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0;
  return `${ino}/${size}/${mtimeNs}/${log}`;
}

/** Throws when the file is not a sound database. */
export function check(path: string): void {
  using database = open(path);
  const rows = database.prepare('PRAGMA quick_check').all() as { quick_check: string }[];
  if (rows[0]?.quick_check !== 'ok') throw new Error(`the database "${path}" is damaged: ${rows[0]?.quick_check}`);
}

export function removeDatabase(path: string): void {
  for (const suffix of ['', ...SIDE_FILES]) rmSync(path + suffix, { force: true });
}

function open(path: string, options: { readOnly?: boolean } = {}): DatabaseSync & Disposable {
  const database = new DatabaseSync(path, { timeout: BUSY_MS, ...options });
  return Object.assign(database, { [Symbol.dispose]: () => database.close() });
}
