import { type BuildIdentity, identityKey, type StoredEvent } from './stored.ts';

type Listener = (event: StoredEvent) => void;

/** Tells those who listen in this process what has just been stored. */
export class Hub {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Calls the listener with every later event of the build. Gives the way to stop. */
  listen(build: BuildIdentity, listener: Listener): () => void {
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

  publish(events: readonly StoredEvent[]): void {
    if (this.#listeners.size === 0) return;
    for (const event of events) {
      const key = identityKey({ namespace: event.namespace, name: event.build, uid: event.uid });
      for (const listener of this.#listeners.get(key) ?? []) listener(event);
    }
  }
}
