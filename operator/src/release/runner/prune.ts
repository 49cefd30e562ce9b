import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import type { State } from './prepare.ts';

const KEEP_SNAPSHOTS = 5;
const KEEP_ARTIFACTS = 3;

/** Removes what no way back needs any more: old artifacts (they can be fetched again), old snapshots, leftovers of crashes. */
export function prune(layout: Layout, version: string, state: State | undefined): void {
  const needed = new Set([version, state?.before?.version]);
  remove(
    layout.artifacts,
    newestFirst(layout.artifacts, (name) => /^[0-9a-f]{64}$/.test(name)).filter(
      (name, index) => index >= KEEP_ARTIFACTS && !needed.has(name),
    ),
  );
  remove(
    layout.snapshots,
    newestFirst(layout.snapshots, (name) => name.endsWith('.db')).filter(
      (name, index) => index >= KEEP_SNAPSHOTS && name !== state?.before?.snapshot,
    ),
  );
  remove(
    layout.notes,
    readdirSync(layout.notes).filter((name) => name.startsWith('trial-')),
  );
}

function newestFirst(folder: string, wanted: (name: string) => boolean): string[] {
  const time = (name: string) => statSync(join(folder, name)).mtimeMs;
  try {
    return readdirSync(folder)
      .filter(wanted)
      .sort((a, b) => time(b) - time(a));
  } catch {
    return [];
  }
}

function remove(folder: string, names: string[]): void {
  for (const name of names) rmSync(join(folder, name), { recursive: true, force: true });
}
