import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameProcess, startTimeOf } from './processIdentity.ts';

/** Who holds a lock: a process id alone may be somebody else's by now, so the kernel's start time is with it. */
export interface Owner {
  pid: number;
  startTime: string | undefined;
}

/** A lock that this process holds. */
export interface FileLock<T> {
  /** Writes other facts beside the owner. */
  replace(facts: T): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock file for this process, with facts for those who find it, unless a live process has it: then its content is
 * the answer. The lock of a dead process is taken over.
 */
export async function tryFileLock<T extends object>(
  path: string,
  facts: T,
): Promise<{ lock: FileLock<T> } | { holder: Owner & T }> {
  const owner: Owner = { pid: process.pid, startTime: await startTimeOf(process.pid) };
  const own = `${path}.${process.pid}.${randomUUID()}`;
  const write = (now: T) => writeFile(own, JSON.stringify({ ...owner, ...now }, null, 2));
  await write(facts);
  try {
    for (;;) {
      try {
        // A link fails when the name exists, and a reader never sees half a file.
        await link(own, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = await readFileLock<T>(path);
        if (holder && (await isSameProcess(holder))) return { holder };
        await removeStale(path, holder);
      }
    }
  } finally {
    await unlink(own).catch(() => undefined);
  }
  return {
    lock: {
      async replace(now) {
        await write(now);
        await rename(own, path);
      },
      async release() {
        await unlink(path).catch(() => undefined);
      },
    },
  };
}

/**
 * What `find` finds, or what `make` makes; of several processes that need the same, one makes it and the others wait, since
 * twice the work would take both of them twice the time. When it fails, the next one tries.
 */
export async function foundOrMade<T>(
  lockFile: string,
  find: () => Promise<T | undefined>,
  make: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await mkdir(dirname(lockFile), { recursive: true });
    const taken = await tryFileLock(lockFile, {});
    if ('holder' in taken) {
      await sleep(250);
      continue;
    }
    try {
      return (await find()) ?? (await make());
    } finally {
      await taken.lock.release();
    }
  }
}

/** The lock file as it lies there, whoever holds it; undefined when there is none or it is broken. */
export async function readFileLock<T>(path: string): Promise<(Owner & T) | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner & T;
  } catch {
    return undefined;
  }
}

/** Moves a dead process's lock away; gives it back when, in between, a living one put its own there. */
async function removeStale(path: string, seen: Owner | undefined): Promise<void> {
  const aside = `${path}.stale.${process.pid}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFileLock<object>(aside);
  if (seen && taken && taken.pid !== seen.pid) await link(aside, path).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}
