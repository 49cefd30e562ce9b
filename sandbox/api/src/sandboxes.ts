import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type { Log } from '@appfactory/kube/log';
import { SANDBOXES } from '@appfactory/kube/resources';
import { DAEMON_PORT, type Sandbox } from '@appfactory/resources/sandbox';

const BY_ID = 'sandboxID';

/** Where a sandbox's daemon listens. */
export interface DaemonAddress {
  host: string;
  port: number;
}

export type SandboxListener = (sandbox: Sandbox) => void;

/** All sandboxes of the cluster as the watch shows them, found by the id that E2B's clients know. */
export class Sandboxes {
  readonly cache: Cache<Sandbox>;
  readonly #changed = new Set<SandboxListener>();

  constructor(options: { client: KubeClient; log: Log }) {
    this.cache = new Cache({
      ...options,
      type: SANDBOXES,
      indices: { [BY_ID]: (sandbox) => [sandbox.status?.sandboxID] },
    });
    const tell = (sandbox: Sandbox) => {
      for (const listener of [...this.#changed]) listener(sandbox);
    };
    this.cache.addHandler({
      added: tell,
      updated: tell,
      deleted: (sandbox) =>
        tell({ ...sandbox, metadata: { ...sandbox.metadata, deletionTimestamp: new Date().toISOString() } }),
    });
  }

  /** The sandbox with this id, unless it is being deleted or was brought up by another provider. */
  find(sandboxID: string): Sandbox | undefined {
    const found = this.cache.byIndex(BY_ID, sandboxID).filter((sandbox) => !isEnding(sandbox) && isPod(sandbox));
    // Ids are made from the uid. Should two ever have the same one, then neither is safe to hand out.
    return found.length === 1 ? found[0] : undefined;
  }

  inNamespace(namespace: string): Sandbox[] {
    return this.cache.list(namespace).filter((sandbox) => !isEnding(sandbox) && isPod(sandbox));
  }

  /** Calls `listener` for every change; a deleted sandbox comes with a deletionTimestamp. Returns how to stop. */
  onChange(listener: SandboxListener): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** The first state of one sandbox for which `look` gives something; undefined when the signal aborts first. */
  until<T>(
    { metadata }: Sandbox,
    look: (sandbox: Sandbox) => T | undefined,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    return new Promise((resolve) => {
      const finish = (result: T | undefined) => {
        stop();
        signal.removeEventListener('abort', aborted);
        resolve(result);
      };
      const aborted = () => finish(undefined);
      const check = (sandbox: Sandbox) => {
        // Another of the same name is another sandbox.
        if (sandbox.metadata.uid !== metadata.uid) return;
        const result = look(sandbox);
        if (result !== undefined) finish(result);
      };
      const stop = this.onChange(check);
      signal.addEventListener('abort', aborted);
      if (signal.aborted) return finish(undefined);
      const now = this.cache.get(metadata);
      if (now) check(now);
    });
  }
}

export function isEnding(sandbox: Sandbox): boolean {
  const phase = sandbox.status?.phase;
  return sandbox.metadata.deletionTimestamp !== undefined || phase === 'Ended';
}

function isPod(sandbox: Sandbox): boolean {
  return sandbox.status?.provider !== 'e2b' && sandbox.spec.provider !== 'e2b';
}

export function isReady(sandbox: Sandbox): boolean {
  return sandbox.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true;
}

/** Where the daemon is; undefined while the sandbox is not ready. */
export function daemonAddress(sandbox: Sandbox): DaemonAddress | undefined {
  const { podIP } = sandbox.status ?? {};
  return isReady(sandbox) && podIP ? { host: podIP, port: DAEMON_PORT } : undefined;
}
