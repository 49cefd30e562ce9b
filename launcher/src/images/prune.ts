import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../binaries/binaries.ts';
import type { StoredImage } from './store.ts';

const DAY = 24 * 3600 * 1000;
/** Another data folder may still be linked to an image that this one has not used for weeks. */
const UNUSED_AFTER = 30 * DAY;
const ABANDONED_AFTER = DAY;

/** Marks the images as used now, and removes those that nobody used for a month and what cut-off preparations left. */
export async function pruneImages(used: StoredImage[]): Promise<void> {
  const now = new Date();
  for (const image of used) await utimes(join(image.path, 'image.json'), now, now);
  const dir = join(cacheDir(), 'images');
  for (const name of await readdir(dir)) {
    const path = join(dir, name);
    const building = name.startsWith('.building-');
    const lastUse = await stat(building ? path : join(path, 'image.json')).catch(() => undefined);
    if (!lastUse) continue;
    const age = now.getTime() - lastUse.mtimeMs;
    if (age > (building ? ABANDONED_AFTER : UNUSED_AFTER)) await rm(path, { recursive: true, force: true });
  }
}
