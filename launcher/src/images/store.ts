import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../binaries/binaries.ts';

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

/** Programs in pods find the image's Node first, then the machine's own tools. */
export const POD_PATH = '/opt/node/bin:/usr/local/bin:/usr/bin:/bin';

/**
 * The image of this key from the cache, or made by `fill` (which gets the empty rootfs). It appears under its name only when
 * it is whole, so a preparation that was cut off leaves nothing that looks like an image.
 */
export async function storedImage(
  key: string,
  config: ImageConfig,
  fill: (rootfs: string) => Promise<void>,
): Promise<StoredImage> {
  const images = join(cacheDir(), 'images');
  const path = join(images, key);
  const stored = { reference: config.reference, path };
  if (await exists(join(path, 'image.json'))) return stored;
  const building = join(images, `.building-${process.pid}-${randomUUID()}`);
  try {
    await mkdir(join(building, 'rootfs'), { recursive: true });
    await fill(join(building, 'rootfs'));
    await writeFile(join(building, 'image.json'), JSON.stringify(config, null, 2));
    await rename(building, path).catch((error: NodeJS.ErrnoException) => {
      // Somebody else was faster with the same content.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return stored;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
