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
export function takeLock(layout: Layout, limit = 60_000): Promise<Lock> {
  return lockFile(layout, layout.lock, {
    limit,
    otherwise: `another version of the app still has the data in "${layout.data}" open`,
  });
}

/**
 * The right to put another file into the place of the live database, or to copy it from outside the app: SQLite cannot know that a
 * path names another file than a moment ago, and would mix the two.
 * @throws Error when somebody else has it for longer than `limit` milliseconds
 */
export function takeSwapLock(layout: Layout, limit = 600_000): Promise<Lock> {
  return lockFile(layout, layout.swapLock, {
    limit,
    otherwise: `the database in "${layout.data}" is still being copied or replaced`,
  });
}

async function lockFile(
  layout: Layout,
  path: string,
  { limit, otherwise }: { limit: number; otherwise: string },
): Promise<Lock> {
  mkdirSync(layout.notes, { recursive: true });
  const database = new DatabaseSync(path, { timeout: 0 });
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
        throw new Error(otherwise, { cause: error });
      }
      await sleep(TRY_AGAIN_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message);
}
