import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameProcess, startTimeOf } from './processIdentity.ts';

/** What a running platform says about itself, for a second start and for `kubectl`. */
export interface LockContent {
  pid: number;
  /** Kernel's start time of that process: a process id alone may be somebody else's by now. */
  startTime: string | undefined;
  since: string;
  dir: string;
  /** Lines that say where what answers; empty while it is still starting. */
  addresses: Record<string, string>;
}

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
  const path = lockPath(dir);
  const content: LockContent = {
    pid: process.pid,
    startTime: await startTimeOf(process.pid),
    since: new Date().toISOString(),
    dir,
    addresses: {},
  };
  const own = `${path}.${process.pid}`;
  await writeFile(own, JSON.stringify(content, null, 2));
  try {
    for (;;) {
      try {
        // A link fails when the name exists, and a reader never sees half a file.
        await link(own, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = await readLock(dir);
        if (holder && (await isSameProcess(holder))) throw new AlreadyRunning(holder);
        await removeStale(path, holder);
      }
    }
  } finally {
    await unlink(own).catch(() => undefined);
  }
  return {
    async announce(addresses) {
      await writeFile(own, JSON.stringify({ ...content, addresses }, null, 2));
      await rename(own, path);
    },
    async release() {
      await unlink(path).catch(() => undefined);
    },
  };
}

/** The lock as it lies there, whoever holds it; undefined when there is none. */
export async function readLock(dir: string): Promise<LockContent | undefined> {
  try {
    return JSON.parse(await readFile(lockPath(dir), 'utf8')) as LockContent;
  } catch {
    return undefined;
  }
}

function lockPath(dir: string): string {
  return join(dir, 'lock.json');
}

/** Moves a dead process's lock away; gives it back when, in between, a living one put its own there. */
async function removeStale(path: string, seen: LockContent | undefined): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => undefined);
  if (taken === undefined) return;
  if (seen && (JSON.parse(taken) as LockContent).pid !== seen.pid) await link(aside, path).catch(() => undefined);
  await unlink(aside);
}
