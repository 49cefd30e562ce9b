import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Isolation } from './runtime/isolation.ts';
import type { Tools } from './runtime/tools.ts';

const run = promisify(execFile);

/** A part of an image that appears in the container. `from` is relative to the image's folder, `to` absolute in the container. */
export interface ImageBind {
  from: string;
  to: string;
  mode: 'ro' | 'overlay';
}

/** A prepared directory that stands for an image: what its image.json says, and where it lies. */
export interface Image {
  reference: string;
  dir: string;
  entrypoint: string[];
  cmd: string[];
  env: Record<string, string>;
  workingDir: string;
  bind: ImageBind[];
}

/** An image that this node does not have, or cannot use; reasons are the kubelet's words. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly reason: 'ErrImagePull' | 'ErrImageNeverPull' | 'InvalidImageName';

  constructor(reason: ImageError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export class Images {
  readonly #dir: string;
  readonly #isolation: Isolation;
  readonly #tools: Tools;
  readonly #owned = new Map<string, Promise<void>>();

  constructor(dir: string, isolation: Isolation, tools: Tools) {
    this.#dir = dir;
    this.#isolation = isolation;
    this.#tools = tools;
  }

  /** The image with this reference, ready for use. Throws ImageError when this node does not have it. */
  async get(reference: string, pullPolicy = 'IfNotPresent'): Promise<Image> {
    const dir = join(this.#dir, reference.replace(/[/:]/g, '_'));
    const file = join(dir, 'image.json');
    if (reference.includes('..') || !existsSync(file)) {
      const reason = pullPolicy === 'Never' ? 'ErrImageNeverPull' : 'ErrImagePull';
      throw new ImageError(
        reason,
        `image "${reference}" is not on this node, and localnode pulls from no registry: it runs images prepared in its images folder`,
      );
    }
    const image = readImage(file, dir, reference);
    await this.#own(image);
    return image;
  }

  /**
   * Pods of a root node run as another user, who must be able to write in what the image lets them write in. Once for each image:
   * it has many files.
   */
  async #own(image: Image): Promise<void> {
    if (!this.#isolation.asRoot || !image.bind.some((bind) => bind.mode === 'overlay')) return;
    const marker = join(image.dir, `.owner-${this.#isolation.podUser}`);
    if (existsSync(marker)) return;
    let owning = this.#owned.get(image.dir);
    if (!owning) {
      owning = this.#chown(image, marker).finally(() => this.#owned.delete(image.dir));
      this.#owned.set(image.dir, owning);
    }
    await owning;
  }

  async #chown(image: Image, marker: string): Promise<void> {
    const { podUser, podGroup } = this.#isolation;
    for (const bind of image.bind.filter((one) => one.mode === 'overlay')) {
      const path = join(image.dir, bind.from);
      // The launcher may have prepared it as this user already.
      if (lstatSync(path).uid === podUser) continue;
      await run(this.#tools.chown, ['-R', '-h', `${podUser}:${podGroup}`, path]);
    }
    writeFileSync(marker, '');
  }
}

function readImage(file: string, dir: string, reference: string): Image {
  try {
    const given = JSON.parse(readFileSync(file, 'utf8')) as Partial<Image>;
    return {
      reference,
      dir,
      entrypoint: given.entrypoint ?? [],
      cmd: given.cmd ?? [],
      env: given.env ?? {},
      workingDir: given.workingDir ?? '/',
      bind: given.bind ?? [],
    };
  } catch (error) {
    throw new ImageError('ErrImagePull', `image "${reference}": ${file} cannot be read: ${(error as Error).message}`);
  }
}
