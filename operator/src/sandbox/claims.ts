import type { Pod } from '@appfactory/kube/core';

/** After a claim that failed the pod is left alone this long, until the cache shows why; milliseconds. */
const FORGET_AFTER = 30_000;

/**
 * Warm pods that a worker of this process is claiming. The API server lets one claim win in any case; this keeps a burst of
 * claims from all trying the same pod.
 */
export class Claims {
  readonly #taken = new Map<string, number>();

  isTaken(pod: Pod): boolean {
    return (this.#taken.get(pod.metadata.uid ?? '') ?? 0) > performance.now();
  }

  /** False when another worker has it. */
  take(pod: Pod): boolean {
    const now = performance.now();
    for (const [uid, until] of this.#taken) if (until <= now) this.#taken.delete(uid);
    if (this.isTaken(pod)) return false;
    this.#taken.set(pod.metadata.uid ?? '', now + FORGET_AFTER);
    return true;
  }

  /** The pod may be tried again. */
  release(pod: Pod): void {
    this.#taken.delete(pod.metadata.uid ?? '');
  }
}
