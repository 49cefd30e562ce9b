import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Layout } from './layout.ts';

export interface Lock {
  release(): void;
}

const TRY_AGAIN_MS = 200;

/** A lock that nobody refers to would be closed, and so given away, when garbage is collected. */
const held = new Set<DatabaseSync>();

/**
 * The right to write the live database. The kernel takes it back when the process ends, however it ends. It is a lock of
 * SQLite on a file of its own, since Node has no other: it works wherever SQLite does, between pods too.
 * @throws Error when somebody else has it for longer than `limit` milliseconds
 */
export async function takeLock(layout: Layout, limit = 60_000): Promise<Lock> {
  mkdirSync(layout.notes, { recursive: true });
  const database = new DatabaseSync(layout.lock, { timeout: 0 });
  const end = performance.now() + limit;
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE');
      held.add(database);
      return {
        release: () => {
          held.delete(database);
          database.close();
        },
      };
    } catch (error) {
      if (performance.now() > end || !isBusy(error)) {
        database.close();
        throw new Error(`another version of the app still has the data in "${layout.data}" open`, { cause: error });
      }
      await sleep(TRY_AGAIN_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message);
}
