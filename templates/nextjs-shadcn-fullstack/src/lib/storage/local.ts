import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { env } from '@/config/env';
import { createId } from '@/lib/id';
import type { Storage } from './storage';

// Keys are ours, never a visitor's file name: nothing that is uploaded can choose where it lands.
const pathOf = (key: string) => {
  if (!/^[0-9a-z]{16}$/.test(key)) throw new Error(`"${key}" is no key of the uploads folder`);
  return join(env.uploadsDir, key.slice(0, 2), key);
};

/** A folder on this machine. */
export const localStorage: Storage = {
  async put(file) {
    const key = createId();
    const path = pathOf(key);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, new Uint8Array(await file.arrayBuffer()), { flag: 'wx' });
    return key;
  },
  async open(key) {
    const path = pathOf(key);
    const found = await stat(path).catch(() => null);
    return found ? (Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>) : null;
  },
  async remove(key) {
    await rm(pathOf(key), { force: true });
  },
};
