import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Owner, readFileLock, tryFileLock } from './fileLock.ts';

interface Facts {
  since: string;
  dir: string;
  /** Where what answers; empty while it is still starting. */
  addresses: Record<string, string>;
}

/** What a running platform says about itself, for a second start and for `kubectl`. */
export type LockContent = Owner & Facts;

/** Another process holds the data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  readonly holder: LockContent;

  constructor(holder: LockContent) {
    const addresses = Object.entries(holder.addresses).map(([name, address]) => `  ${name.padEnd(12)} ${address}`);
    super(
      `The platform runs already: process ${holder.pid}, since ${holder.since}, data in ${holder.dir}.\n` +
        (addresses.length > 0 ? `${addresses.join('\n')}\n` : '  (it is still starting)\n') +
        `What to do: use that one, end it (kill ${holder.pid}), or start another with --data DIR and --port N.`,
    );
    this.holder = holder;
  }
}

export interface Lock {
  /** Tells where what answers, once it does. */
  announce(addresses: Record<string, string>): Promise<void>;
  release(): Promise<void>;
}

/** Takes the data folder for this process. Throws AlreadyRunning when a live process has it. */
export async function takeLock(dir: string): Promise<Lock> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const facts: Facts = { since: new Date().toISOString(), dir, addresses: {} };
  const taken = await tryFileLock(lockPath(dir), facts);
  if ('holder' in taken) throw new AlreadyRunning(taken.holder);
  return {
    announce: (addresses) => taken.lock.replace({ ...facts, addresses }),
    release: taken.lock.release,
  };
}

/** The lock as it lies there, whoever holds it; undefined when there is none. */
export function readLock(dir: string): Promise<LockContent | undefined> {
  return readFileLock<Facts>(lockPath(dir));
}

function lockPath(dir: string): string {
  return join(dir, 'lock.json');
}
