import type { Cache } from '@appfactory/kube/cache';
import { type Key, keyOf } from '@appfactory/kube/object';
import type { AppBuild } from '@appfactory/resources/appBuild';

type Listener = (build: AppBuild | undefined) => void;

/** Tells how builds change, as the cache sees it. */
export class BuildFeed {
  readonly #listeners = new Map<Key, Set<Listener>>();

  constructor(cache: Cache<AppBuild>) {
    const tell = (build: AppBuild, now: AppBuild | undefined) => {
      for (const listener of this.#listeners.get(keyOf(build.metadata)) ?? []) listener(now);
    };
    cache.addHandler({
      updated: (build) => tell(build, build),
      deleted: (build) => tell(build, undefined),
    });
  }

  /** The build now, then its newest state each time the reader is ready for one; ends when the build is gone. */
  follow(build: AppBuild): AsyncIterableIterator<AppBuild> {
    const key = keyOf(build.metadata);
    let newest: AppBuild | undefined = build;
    let ended = false;
    let wake = () => {};
    const listener: Listener = (now) => {
      if (now) newest = now;
      else ended = true;
      wake();
    };
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    const stop = () => {
      ended = true;
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
      wake();
    };
    async function* read(): AsyncGenerator<AppBuild> {
      try {
        while (!ended) {
          if (newest) {
            const next = newest;
            newest = undefined;
            yield next;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        stop();
      }
    }
    const states = read();
    return {
      next: () => states.next(),
      async return() {
        stop();
        return states.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
