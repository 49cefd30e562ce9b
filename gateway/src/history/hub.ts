import { type BuildIdentity, identityKey, type StoredEvent } from './stored.ts';

/** Something of a build that is stored. */
type OfBuild = Pick<StoredEvent, 'namespace' | 'build' | 'uid'>;
type Listener<T> = (event: T) => void;

/** Tells those who listen in this process what has just been stored. */
export class Hub<T extends OfBuild = StoredEvent> {
  readonly #listeners = new Map<string, Set<Listener<T>>>();

  /** Calls the listener with every later event of the build. Gives the way to stop. */
  listen(build: BuildIdentity, listener: Listener<T>): () => void {
    const key = identityKey(build);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }

  /** How many listen now. */
  get size(): number {
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.size;
    return count;
  }

  publish(events: readonly T[]): void {
    if (this.#listeners.size === 0) return;
    for (const event of events) {
      const key = identityKey({ namespace: event.namespace, name: event.build, uid: event.uid });
      for (const listener of this.#listeners.get(key) ?? []) listener(event);
    }
  }
}
