import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubeObject } from '@appfactory/kube/object';
import { PLATFORM_IMAGE, platformImage } from './platformImage.ts';
import { pruneImages } from './prune.ts';
import type { StoredImage } from './store.ts';
import { TEMPLATES_DIR, templateImage } from './templateImage.ts';

export interface PreparedImages {
  images: StoredImage[];
  /** The AppTemplates that name them. */
  manifests: KubeObject[];
  platformImage: string;
}

/** All images that pods need, from the cache where nothing changed. `progress` hears "<image>: <what>". */
export async function prepareImages(progress: (step: string) => void): Promise<PreparedImages> {
  const images = [await platformImage()];
  const manifests: KubeObject[] = [];
  for (const entry of await readdir(TEMPLATES_DIR, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const template = await templateImage(join(TEMPLATES_DIR, entry.name), (step) => progress(`${entry.name}: ${step}`));
    images.push(template.image);
    manifests.push(template.manifest);
  }
  await pruneImages();
  return { images, manifests, platformImage: PLATFORM_IMAGE };
}
