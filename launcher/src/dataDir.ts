import { statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ROOT } from './manifests.ts';

/** Bytes: what etcd's and JetStream's files and one build need at the least. */
const ROOM = 512 * 1024 * 1024;

/** The folder that keeps everything: what was asked for, else APPFACTORY_DATA, else .appfactory in the checkout. */
export function dataDir(asked: string | undefined): string {
  return resolve(asked ?? process.env.APPFACTORY_DATA ?? join(ROOT, '.appfactory'));
}

/** Throws when the disk of an existing folder is so full that the parts would end with panics of their own. */
export async function requireRoom(dir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  if (free >= ROOM) return;
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  throw new Error(
    `No space left on the disk of "${dir}": ${megabytes(free)} MB are free, and at least ${megabytes(ROOM)} MB are needed.\n` +
      'What to do: make room on this disk, or name a folder on another one: npm start -- --data FOLDER',
  );
}
