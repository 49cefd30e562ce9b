import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreparedImages } from './prepare.ts';

/** Makes the prepared images known to a node: one link each, named after the reference as localnode looks it up. */
export async function linkImages(images: PreparedImages, nodeDir: string): Promise<void> {
  const dir = join(nodeDir, 'images');
  await mkdir(dir, { recursive: true });
  for (const image of images.images) {
    const name = image.reference.replace(/[/:]/g, '_');
    const fresh = join(dir, `.${name}.${process.pid}`);
    await symlink(image.path, fresh);
    // Renamed over the old link: there is no moment at which a pod finds none.
    await rename(fresh, join(dir, name));
  }
}
