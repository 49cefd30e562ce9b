import type { KubeClient } from '@appfactory/kube/client';
import { createLog } from '@appfactory/kube/log';
import { keyOf } from '@appfactory/kube/object';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { runWatchLoop } from '@appfactory/kube/watch';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { lineOf, outcomeOf } from './outcome.ts';

/** Follows all AppBuilds: says each change that a person would want to read, and knows when some of them have ended. */
export class BuildWatch {
  readonly #builds = new Map<string, AppBuild>();
  readonly #lines = new Map<string, string>();
  readonly #say: (line: string) => void;
  readonly #waiting = new Set<() => void>();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Runs until the signal aborts. */
  async run(client: KubeClient, signal: AbortSignal): Promise<void> {
    const log = createLog('launcher');
    log.level = 'silent';
    await runWatchLoop({
      client,
      type: APP_BUILDS,
      log,
      signal,
      handler: {
        replaced: (items) => {
          for (const key of [...this.#builds.keys()]) {
            if (!items.some((item) => keyOf(item.metadata) === key)) this.#gone(key);
          }
          for (const item of items) this.#changed(item);
        },
        changed: (build) => this.#changed(build),
        deleted: (build) => this.#gone(keyOf(build.metadata)),
      },
    });
  }

  /** The builds of these keys, when each has ended well or badly; a deleted one is left out. */
  async ended(keys: string[], signal: AbortSignal): Promise<AppBuild[]> {
    while (!signal.aborted) {
      const builds = keys.map((key) => this.#builds.get(key));
      if (builds.every((build) => build && outcomeOf(build).state !== 'working')) break;
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return keys.flatMap((key) => this.#builds.get(key) ?? []);
  }

  #changed(build: AppBuild): void {
    const key = keyOf(build.metadata);
    this.#builds.set(key, build);
    const line = lineOf(build);
    if (this.#lines.get(key) !== line) this.#say(line);
    this.#lines.set(key, line);
    this.#wake();
  }

  #gone(key: string): void {
    this.#builds.delete(key);
    this.#lines.delete(key);
    this.#say(`${key}: deleted`);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
