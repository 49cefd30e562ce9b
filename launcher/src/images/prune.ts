import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../binaries/binaries.ts';
import { STORES } from './store.ts';

const DAY = 24 * 3600 * 1000;
/** Another data folder may still be linked to an image that this one has not used for weeks. */
const UNUSED_AFTER = 30 * DAY;
const ABANDONED_AFTER = DAY;

/** Removes from the cache what nobody used for a month, and what cut-off preparations left. */
export async function pruneImages(): Promise<void> {
  for (const store of STORES) {
    const dir = join(cacheDir(), store);
    for (const name of await readdir(dir).catch(() => [])) {
      const path = join(dir, name);
      const lastUse = await stat(path).catch(() => undefined);
      if (!lastUse) continue;
      const limit = name.startsWith('.') ? ABANDONED_AFTER : UNUSED_AFTER;
      if (Date.now() - lastUse.mtimeMs > limit) await rm(path, { recursive: true, force: true });
    }
  }
}
