import type { Key } from './object.ts';

/**
 * What this process has created or deleted for a key and the cache does not show yet. While a key has expectations, its
 * reconcile must not count its children: it would see too few and make twins.
 */
export class Expectations {
  readonly #byKey = new Map<Key, Map<string, number>>();
  readonly #timeout: number;

  /** @param timeout milliseconds after which an expectation is given up: its event was missed or never came. */
  constructor(timeout = 30_000) {
    this.#timeout = timeout;
  }

  /** Before the write: `child` names what will be seen, for example `created web-1`. */
  expect(key: Key, child: string): void {
    const children = this.#byKey.get(key) ?? new Map<string, number>();
    children.set(child, performance.now() + this.#timeout);
    this.#byKey.set(key, children);
  }

  /** The cache shows it, or the write failed. */
  observed(key: Key, child: string): void {
    const children = this.#byKey.get(key);
    children?.delete(child);
    if (children?.size === 0) this.#byKey.delete(key);
  }

  /** Whether the cache has caught up with all that was done for this key. */
  satisfied(key: Key): boolean {
    const children = this.#byKey.get(key);
    if (!children) return true;
    const now = performance.now();
    for (const [child, until] of children) if (until <= now) children.delete(child);
    if (children.size > 0) return false;
    this.#byKey.delete(key);
    return true;
  }

  /** The key's object is gone. */
  forget(key: Key): void {
    this.#byKey.delete(key);
  }
}
