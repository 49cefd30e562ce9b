import type { Pod } from '@appfactory/kube/core';
import { createLog } from '@appfactory/kube/log';
import { PODS } from '@appfactory/kube/resources';
import { runWatchLoop } from '@appfactory/kube/watch';
import type { Platform } from './platform.ts';

/** Remembers every pod that a namespace ever had while a test runs, and how many were alive at the same time. */
export class PodWatch {
  /** By uid, as last seen. */
  readonly seen = new Map<string, Pod>();
  /** Most pods that ran at the same time, by what they are for. */
  readonly most: Record<string, number> = {};
  readonly #stop = new AbortController();

  static async start(platform: Platform, namespace: string): Promise<PodWatch> {
    const watch = new PodWatch();
    const log = createLog('e2e');
    log.level = 'silent';
    const alive = new Map<string, Pod>();
    await new Promise<void>((resolve) => {
      const look = (pods: Pod[]) => {
        for (const pod of pods) {
          const { uid = '' } = pod.metadata;
          watch.seen.set(uid, pod);
          const { phase } = pod.status ?? {};
          if (phase === 'Succeeded' || phase === 'Failed') alive.delete(uid);
          else alive.set(uid, pod);
        }
        watch.#count(alive);
      };
      void runWatchLoop({
        client: platform.client,
        type: PODS,
        namespace,
        log,
        signal: watch.#stop.signal,
        handler: {
          replaced: (pods) => {
            alive.clear();
            look(pods);
            resolve();
          },
          changed: (pod) => look([pod]),
          deleted: (pod) => {
            watch.seen.set(pod.metadata.uid ?? '', pod);
            alive.delete(pod.metadata.uid ?? '');
          },
        },
      });
    });
    return watch;
  }

  /** Pods of one purpose: agent, sandbox, or the name of the only container. */
  of(purpose: string): Pod[] {
    return [...this.seen.values()].filter((pod) => purposeOf(pod) === purpose);
  }

  stop(): void {
    this.#stop.abort();
  }

  #count(alive: Map<string, Pod>): void {
    const counts: Record<string, number> = {};
    for (const pod of alive.values()) {
      const purpose = purposeOf(pod);
      counts[purpose] = (counts[purpose] ?? 0) + 1;
      this.most[purpose] = Math.max(this.most[purpose] ?? 0, counts[purpose]);
    }
  }
}

function purposeOf({ spec }: Pod): string {
  return spec.containers[0]?.name ?? '';
}
