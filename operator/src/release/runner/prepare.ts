import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { check, fingerprint, removeDatabase, settle, snapshot } from './database.ts';
import { moveDurably, readJson, removeDurably, writeDurably } from './durable.ts';
import { artifactFolder, hexOf, type Layout } from './layout.ts';
import { takeLock, takeSwapLock } from './lock.ts';
import { prune } from './prune.ts';
import { tryVersion } from './server.ts';

/** Which version the live database belongs to. */
export interface State {
  /** Hex digest of the version that the live database is made for. */
  version: string;
  /** The version before, and the database as it was when that one ended; a name in the snapshots folder. */
  before?: { version: string; snapshot: string };
}

/** Written by `serve` when the server answers for the first time. */
export interface Served {
  version: string;
}

export interface PrepareOptions {
  layout: Layout;
  digest: string;
  /** Digest of a version that failed: the data from before it is put back. */
  restore?: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds to wait for the version before to end. */
  lockLimit?: number;
}

/**
 * Makes the live database ready for a version that is about to start, while nothing else runs.
 *
 * A change of version goes: snapshot -> the new version starts on a copy, which migrates it -> the copy takes the live
 * one's place in one rename. Until the rename the live database is untouched, so a version that does not come up costs
 * nothing; the snapshot stays for one that fails later. Killed between any two steps it does the right thing when it is run
 * again: before the rename it starts over, after it it finishes.
 */
export async function prepare({ layout, digest, restore, env, lockLimit }: PrepareOptions): Promise<void> {
  const version = hexOf(digest);
  for (const folder of [layout.uploads, join(layout.data, 'outbox')]) mkdirSync(folder, { recursive: true });
  mkdirSync(layout.snapshots, { recursive: true });
  const lock = await takeLock(layout, lockLimit);
  const swap = await takeSwapLock(layout, lockLimit).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  try {
    finishSwap(layout);
    if (restore) putBack(layout, hexOf(restore));
    const state = readJson<State>(layout.state);
    if (!existsSync(layout.database)) writeState(layout, { version });
    else if (state?.version !== version) await changeVersion(layout, state?.version ?? 'unknown', version, env);
    prune(layout, version, readJson<State>(layout.state));
  } finally {
    swap.release();
    lock.release();
  }
}

async function changeVersion(layout: Layout, from: string, to: string, env: NodeJS.ProcessEnv): Promise<void> {
  settle(layout.database);
  const unchanged = fingerprint(layout.database);
  const name = snapshotName(from);
  const kept = join(layout.snapshots, name);
  snapshot(layout.database, kept);
  removeDatabase(layout.next);
  copyFileSync(kept, layout.next);
  await tryVersion({ layout, folder: artifactFolder(layout, to), database: layout.next, env });
  settle(layout.next);
  check(layout.next);
  if (fingerprint(layout.database) !== unchanged) {
    throw new Error('the database was written while its copy was migrated, although nothing should run; trying again');
  }
  swapIn(layout, { version: to, before: { version: from, snapshot: name } });
}

/** Its name tells when, so that the newest is last. */
function snapshotName(version: string, suffix = ''): string {
  return `${new Date().toISOString().replace(/[-:.]/g, '')}-${version.slice(0, 12)}${suffix}.db`;
}

/** Puts `next` into the place of the live database. The intent is written first: a crash can then be told apart. */
function swapIn(layout: Layout, state: State): void {
  writeDurably(layout.swap, JSON.stringify(state));
  moveDurably(layout.next, layout.database);
  writeState(layout, state);
  removeDurably(layout.swap);
}

/** After a crash: where `next` is still there the swap did not happen and is forgotten; where it is gone, it did. */
function finishSwap(layout: Layout): void {
  const intent = readJson<State>(layout.swap);
  if (intent && !existsSync(layout.next)) writeState(layout, intent);
  removeDurably(layout.swap);
  removeDatabase(layout.next);
}

/**
 * Undoes a version that never answered: the snapshot from before it comes back. What it left in the database is kept beside
 * the snapshots. A version that has answered may have taken rows; then the data stays, and the version before finds
 * columns and tables that it does not know, which migrations that only add leave it free to ignore.
 */
function putBack(layout: Layout, failed: string): void {
  const state = readJson<State>(layout.state);
  if (state?.version !== failed || !state.before) return;
  if (readJson<Served>(layout.served)?.version === failed) return;
  const kept = join(layout.snapshots, basename(state.before.snapshot));
  if (!existsSync(kept)) throw new Error(`the snapshot "${kept}" from before the failed version is gone`);
  settle(layout.database);
  snapshot(layout.database, join(layout.snapshots, snapshotName(failed, '-abandoned')));
  copyFileSync(kept, layout.next);
  swapIn(layout, { version: state.before.version });
}

function writeState(layout: Layout, state: State): void {
  writeDurably(layout.state, JSON.stringify(state));
}
