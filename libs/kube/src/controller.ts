import type { Registry } from 'prom-client';
import type { Cache } from './cache.ts';
import { ApiError, isConflict } from './errors.ts';
import type { Log } from './log.ts';
import { controllerMetrics, queueObserver } from './metrics.ts';
import { type Key, type KubeObject, keyOf } from './object.ts';
import { type QueueOptions, WorkQueue } from './queue.ts';

/** What a reconcile asks for. Nothing: look again when something changes. */
export interface Result {
  /** Look again after this many milliseconds, even if nothing changes. */
  requeueAfter?: number;
}

export interface ReconcileContext {
  log: Log;
  /** Aborts when the program stops and the reconcile has had its time to finish. */
  signal: AbortSignal;
}

export interface ControllerOptions {
  /** In metrics and logs; one word. */
  name: string;
  log: Log;
  registry: Registry;
  /** Keys worked on at the same time; default 4. */
  workers?: number;
  queue?: Omit<QueueOptions, 'observer'>;
  /** Brings the world nearer to what the key's object says. Called by key only: it must look for itself, and may be called at any time. */
  reconcile(key: Key, context: ReconcileContext): Promise<Result | undefined>;
}

/** Which changes of an object matter. */
export interface Predicate<T> {
  added?(object: T): boolean;
  updated?(object: T, old: T): boolean;
  deleted?(object: T): boolean;
}

interface Source {
  synced: Promise<void>;
  connect(): void;
}

/**
 * Sources -> predicates -> keys -> queue -> reconcile(key), in controller-runtime's words.
 *
 *     const controller = new Controller({ name: 'sandbox', log, registry, reconcile: (key) => reconcileSandbox(key) })
 *       .for(sandboxes, generationChanged)
 *       .owns(pods, 'Sandbox')
 *       .watches(templates, (template) => sandboxesOf(template).map((sandbox) => keyOf(sandbox.metadata)));
 *     await controller.run(signal); // after the caches run
 */
export class Controller {
  readonly name: string;
  readonly #options: ControllerOptions;
  readonly #queue: WorkQueue;
  readonly #sources: Source[] = [];

  constructor(options: ControllerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#queue = new WorkQueue({ ...options.queue, observer: queueObserver(options.registry, options.name) });
    controllerMetrics(options.registry).watchQueue(options.name, this.#queue);
  }

  /** Reconciles each object of the cache under its own key. */
  for<T extends KubeObject>(cache: Cache<T>, predicate?: Predicate<NoInfer<T>>): this {
    return this.watches(cache, (object) => [keyOf(object.metadata)], predicate);
  }

  /** Reconciles the controlling owner, of this kind, of each object of the cache. */
  owns<T extends KubeObject>(cache: Cache<T>, ownerKind: string, predicate?: Predicate<NoInfer<T>>): this {
    const ownerKeys = ({ metadata }: T) =>
      (metadata.ownerReferences ?? [])
        .filter((owner) => owner.controller && owner.kind === ownerKind)
        .map((owner) => keyOf({ namespace: metadata.namespace, name: owner.name }));
    return this.watches(cache, ownerKeys, predicate);
  }

  /** Reconciles what `map` names, whenever an object of the cache changes. On an update both the old and the new object are mapped. */
  watches<T extends KubeObject>(
    cache: Cache<T>,
    map: (object: T) => Key[],
    predicate: Predicate<NoInfer<T>> = {},
  ): this {
    const add = (...objects: T[]) => {
      for (const key of new Set(objects.flatMap(map))) this.#queue.add(key);
    };
    this.#sources.push({
      synced: cache.synced,
      connect: () =>
        cache.addHandler({
          added: (object) => (predicate.added?.(object) ?? true) && add(object),
          updated: (object, old) => (predicate.updated?.(object, old) ?? true) && add(old, object),
          deleted: (object) => (predicate.deleted?.(object) ?? true) && add(object),
        }),
    });
    return this;
  }

  /** Waits for a cache that reconcile reads but that wakes nobody. */
  reads(cache: { synced: Promise<void> }): this {
    this.#sources.push({ synced: cache.synced, connect: () => {} });
    return this;
  }

  /** Asks for a reconcile, for what does not come from a cache. */
  enqueue(key: Key, afterMilliseconds = 0): void {
    this.#queue.addAfter(key, afterMilliseconds);
  }

  /**
   * Works until the signal aborts, then finishes what is in hand. Resolves when nothing is.
   * @param finish aborts when a reconcile in hand must give up; default: never.
   */
  async run(signal: AbortSignal, finish: AbortSignal = new AbortController().signal): Promise<void> {
    await Promise.race([Promise.all(this.#sources.map((source) => source.synced)), aborted(signal)]);
    if (signal.aborted) return;
    for (const source of this.#sources) source.connect();
    signal.addEventListener('abort', () => this.#queue.stop(), { once: true });
    const workers = this.#options.workers ?? 4;
    controllerMetrics(this.#options.registry).maxConcurrent.set({ controller: this.name }, workers);
    await Promise.all(Array.from({ length: workers }, () => this.#work(finish)));
  }

  async #work(finish: AbortSignal): Promise<void> {
    for (let key = await this.#queue.take(); key !== undefined; key = await this.#queue.take()) {
      await this.#reconcile(key, finish);
      this.#queue.done(key);
    }
  }

  async #reconcile(key: Key, signal: AbortSignal): Promise<void> {
    const metrics = controllerMetrics(this.#options.registry);
    const labels = { controller: this.name };
    const log = this.#options.log.child({ controller: this.name, key });
    const stopTimer = metrics.time.startTimer(labels);
    metrics.active.inc(labels);
    try {
      const result = await this.#options.reconcile(key, { log, signal });
      this.#queue.forget(key);
      if (result?.requeueAfter !== undefined) this.#queue.addAfter(key, result.requeueAfter);
      metrics.total.inc({ ...labels, result: result?.requeueAfter === undefined ? 'success' : 'requeue_after' });
    } catch (error) {
      metrics.total.inc({ ...labels, result: 'error' });
      metrics.errors.inc(labels);
      this.#queue.addRateLimited(key);
      // Somebody else wrote first: looking again is the whole cure.
      const level = isConflict(error) ? 'debug' : 'warn';
      // Where the server's answer was received tells nothing; a fault of our own is found by its stack.
      const problem = error instanceof ApiError ? { error: error.message } : { err: error };
      log[level]({ ...problem, failures: this.#queue.failures(key) }, 'reconcile failed; trying again');
    } finally {
      metrics.active.dec(labels);
      stopTimer();
    }
  }
}

/** Only changes of the spec, of labels, annotations, finalizers or owners, and the start of deletion: own status writes wake nobody. */
export const specChanged: Predicate<KubeObject> = {
  updated: ({ metadata }, { metadata: old }) =>
    metadata.generation === undefined ||
    metadata.generation !== old.generation ||
    metadata.deletionTimestamp !== old.deletionTimestamp ||
    !same(metadata.labels, old.labels) ||
    !same(metadata.annotations, old.annotations) ||
    !same(metadata.finalizers, old.finalizers) ||
    !same(metadata.ownerReferences, old.ownerReferences),
};

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
