import type { Log } from '@appfactory/kube/log';
import { enforceDisk, enforceMemory } from './limits.ts';
import type { PodWorker } from './pods/podWorker.ts';
import type { Tools } from './runtime/tools.ts';

const MEMORY_EVERY = 1000;
const DISK_EVERY = 10_000;
const VOLUMES_EVERY = 60_000;

/** What has to be looked at again and again, because nothing tells when it changes. */
export class Upkeep {
  readonly #workers: () => Iterable<PodWorker>;
  readonly #tools: Tools;
  readonly #log: Log;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(workers: () => Iterable<PodWorker>, tools: Tools, log: Log) {
    this.#workers = workers;
    this.#tools = tools;
    this.#log = log;
  }

  start(): void {
    this.#every(MEMORY_EVERY, async () => enforceMemory(this.#workers()));
    this.#every(DISK_EVERY, () => enforceDisk(this.#workers(), this.#tools));
    this.#every(DISK_EVERY, () => this.#each((worker) => worker.checkNetwork()));
    this.#every(VOLUMES_EVERY, () => this.#each((worker) => worker.refreshVolumes()));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** One pod's trouble must not keep the others waiting. */
  async #each(work: (worker: PodWorker) => Promise<void>): Promise<void> {
    for (const worker of this.#workers()) {
      const { name } = worker.pod.metadata;
      await work(worker).catch((error: unknown) =>
        this.#log.debug({ err: error, pod: name }, 'upkeep of a pod failed'),
      );
    }
  }

  #every(milliseconds: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((error: unknown) => this.#log.debug({ err: error }, 'upkeep failed; trying again'))
        .finally(() => {
          busy = false;
        });
    }, milliseconds);
    timer.unref();
    this.#timers.push(timer);
  }
}
