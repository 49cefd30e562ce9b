import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DamagedObject, type StoredObject } from '@appfactory/events/objectReader';
import { REPOSITORY_KEY } from '@appfactory/events/subjects';
import { Failed } from '../graphql/failure.ts';
import type { BuildIdentity } from '../history/stored.ts';
import type { BuildObjects } from './buildObjects.ts';
import { GitFailed, git } from './git.ts';
import { BRANCH, Repository } from './repository.ts';

/** Bytes of a bundle; one of an app of five entities has less than one million. */
const LARGEST = 128_000_000;
/** Bytes, and repositories, that are kept. */
const MOST_KEPT = 512_000_000;
const MOST_REPOSITORIES = 24;
/** A build that commits again and again while its bundle is read. */
const TRIES = 3;

interface Kept {
  uid: string;
  size: number;
  opened: Promise<Repository>;
  folder: string;
  users: number;
}

/**
 * The repositories of builds, each opened from the bundle that its agent stores after every commit. A few stay open, by what
 * is in them, in a folder of this gateway alone.
 */
export class Repositories {
  readonly #objects: BuildObjects;
  /** By build and content; the one used last is at the end. */
  readonly #kept = new Map<string, Kept>();
  /** Not kept any more, and still in use. */
  readonly #leaving = new Set<Kept>();
  #root: Promise<string> | undefined;
  #made = 0;

  constructor(objects: BuildObjects) {
    this.#objects = objects;
  }

  /**
   * Works with a build's repository as it is now; undefined when nothing is committed yet.
   * @throws Failed when it is too large, broken, or the store is away
   */
  async use<T>(build: BuildIdentity, work: (repository: Repository) => Promise<T>): Promise<T | undefined> {
    for (let tries = 1; ; tries++) {
      const object = await this.#objects.find(build, REPOSITORY_KEY);
      if (!object) return undefined;
      const kept = this.#keep(build, object);
      kept.users += 1;
      try {
        const repository = await opened(kept);
        if (repository) return await work(repository);
        if (tries >= TRIES)
          throw new Failed('CHANGED_MEANWHILE', 'Its code changes right now: look again in a moment.');
      } catch (error) {
        throw error instanceof GitFailed ? unreadable() : error;
      } finally {
        kept.users -= 1;
        await this.#tidy();
      }
    }
  }

  async stop(): Promise<void> {
    if (this.#root) await rm(await this.#root, { recursive: true, force: true });
  }

  #keep(build: BuildIdentity, object: StoredObject): Kept {
    const key = `${build.uid}/${object.digest}`;
    let kept = this.#kept.get(key);
    if (!kept) {
      if (object.size > LARGEST) {
        throw new Failed('INVALID', `The repository has ${Math.round(object.size / 1e6)} MB, more than can be shown.`);
      }
      for (const [other, { uid }] of this.#kept) if (uid === build.uid) this.#drop(other);
      const name = String(this.#made++);
      kept = { uid: build.uid, size: object.size, folder: name, users: 0, opened: this.#open(build, object, name) };
      kept.opened.catch(() => this.#drop(key));
    } else this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  async #open(build: BuildIdentity, object: StoredObject, name: string): Promise<Repository> {
    this.#root ??= mkdtemp(join(tmpdir(), 'appfactory-gateway-source-'));
    const folder = join(await this.#root, name);
    const bundle = `${folder}.bundle`;
    await mkdir(folder);
    try {
      await pipeline(Readable.from(this.#objects.parts(build, object)), createWriteStream(bundle, { mode: 0o600 }));
      await git(folder, ['init', '-q', '--bare', '--initial-branch=main', '--template=']);
      await git(folder, ['fetch', '-q', '--no-tags', bundle, `+HEAD:${BRANCH}`], { within: 60_000 });
      // Names that lead out of a folder, or into a clone's own repository, and what else no honest git writes.
      await git(folder, ['fsck', '--strict', '--no-dangling', '--no-progress'], { within: 60_000 });
      return new Repository(folder);
    } finally {
      await rm(bundle, { force: true });
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    // What cannot be removed now goes with the gateway.
    if (kept.users === 0) void this.#remove(kept).catch(() => undefined);
    else this.#leaving.add(kept);
  }

  async #tidy(): Promise<void> {
    let size = [...this.#kept.values()].reduce((sum, kept) => sum + kept.size, 0);
    for (const [key, kept] of this.#kept) {
      if (size <= MOST_KEPT && this.#kept.size <= MOST_REPOSITORIES) break;
      if (kept.users > 0) continue;
      size -= kept.size;
      this.#drop(key);
    }
    for (const kept of this.#leaving) {
      if (kept.users > 0) continue;
      this.#leaving.delete(kept);
      await this.#remove(kept);
    }
  }

  async #remove({ folder, opened: opening }: Kept): Promise<void> {
    await opening.catch(() => undefined);
    if (this.#root) await rm(join(await this.#root, folder), { recursive: true, force: true });
  }
}

/** Undefined when its bundle was replaced while it was read. */
async function opened({ opened: opening }: Kept): Promise<Repository | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof DamagedObject) return undefined;
    throw error;
  }
}

function unreadable(): Failed {
  return new Failed('INVALID', 'The repository of this build cannot be read: what is stored of it is broken.');
}
