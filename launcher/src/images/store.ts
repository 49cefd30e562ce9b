import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../binaries/binaries.ts';
import { foundOrMade } from '../fileLock.ts';

/** What image.json says: localnode's idea of an image's configuration. */
export interface ImageConfig {
  reference: string;
  entrypoint: string[];
  cmd: string[];
  env: Record<string, string>;
  workingDir: string;
  bind: { from: string; to: string; mode: 'overlay' | 'ro' }[];
}

/** A prepared image in the cache. */
export interface StoredImage {
  reference: string;
  path: string;
}

/**
 * Images, the two things that templates' images are made of and that outlive a change of the rest, and built dashboards.
 */
export const STORES = ['images', 'workspaces', 'dependencies', 'dashboards'] as const;

/** Programs in pods find the image's Node first, then the machine's own tools. */
export const POD_PATH = '/opt/node/bin:/usr/local/bin:/usr/bin:/bin';

/** The image of this key from the cache, or made by `fill`, which gets its empty rootfs. */
export async function storedImage(
  key: string,
  config: ImageConfig,
  fill: (rootfs: string) => Promise<void>,
): Promise<StoredImage> {
  const path = await stored('images', key, async (dir) => {
    await mkdir(join(dir, 'rootfs'));
    await fill(join(dir, 'rootfs'));
    await writeFile(join(dir, 'image.json'), JSON.stringify(config, null, 2));
  });
  return { reference: config.reference, path };
}

/**
 * The folder of this key from the cache, or made by `fill`, which gets it empty. It appears under its name only when it is
 * whole, so a preparation that was cut off leaves nothing that looks finished. Marked as used now.
 */
export async function stored(
  store: (typeof STORES)[number],
  key: string,
  fill: (dir: string) => Promise<void>,
): Promise<string> {
  const parent = join(cacheDir(), store);
  const path = join(parent, key);
  await foundOrMade(
    join(parent, `.lock-${key}`),
    async () => ((await exists(path)) ? path : undefined),
    () => prepare(parent, path, fill),
  );
  const now = new Date();
  await utimes(path, now, now);
  return path;
}

async function prepare(parent: string, path: string, fill: (dir: string) => Promise<void>): Promise<string> {
  const building = join(parent, `.building-${process.pid}-${randomUUID()}`);
  try {
    await mkdir(building);
    await fill(building);
    await rename(building, path);
    return path;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
