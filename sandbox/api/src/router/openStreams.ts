import type { Sandbox } from '@appfactory/resources/sandbox';
import { daemonAddress, isEnding, type Sandboxes } from '../sandboxes.ts';

/** What the router has open to a sandbox. */
interface Open {
  podIP: string;
  destroy(): void;
}

/**
 * Cuts what is open to a sandbox that has gone or moved to another pod. A pod's address can vanish without a word to
 * those who are connected to it: without this a client would wait until its own time limit.
 */
export class OpenStreams {
  readonly #byUid = new Map<string, Set<Open>>();

  constructor(sandboxes: Sandboxes) {
    sandboxes.onChange((sandbox) => this.#check(sandbox));
  }

  /** Notes a stream. Returns the function that forgets it, to be called when it has ended. */
  add(sandbox: Sandbox, destroy: () => void): () => void {
    const uid = sandbox.metadata.uid ?? '';
    const open: Open = { podIP: sandbox.status?.podIP ?? '', destroy };
    const all = this.#byUid.get(uid) ?? new Set();
    this.#byUid.set(uid, all.add(open));
    return () => {
      all.delete(open);
      if (all.size === 0 && this.#byUid.get(uid) === all) this.#byUid.delete(uid);
    };
  }

  #check(sandbox: Sandbox): void {
    const podIP = isEnding(sandbox) ? undefined : (daemonAddress(sandbox)?.host ?? sandbox.status?.podIP);
    for (const open of [...(this.#byUid.get(sandbox.metadata.uid ?? '') ?? [])]) {
      if (open.podIP !== podIP) open.destroy();
    }
  }
}
