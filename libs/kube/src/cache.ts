import type { KubeClient, ListOptions } from './client.ts';
import type { Log } from './log.ts';
import { isLaterVersion, type Key, type KubeObject, keyOf, type ObjectRef } from './object.ts';
import type { ResourceType } from './resourceType.ts';
import { runWatchLoop } from './watch.ts';

export interface CacheHandler<T> {
  added?(object: T): void;
  updated?(object: T, old: T): void;
  deleted?(object: T): void;
}

export interface CacheOptions<T extends KubeObject> extends Omit<ListOptions, 'limit'> {
  client: KubeClient;
  type: ResourceType<T>;
  log: Log;
  /** Named functions from an object to the values under which byIndex finds it. `owner` is always there. */
  indices?: Record<string, (object: T) => (string | undefined)[]>;
  /** Takes out what nobody reads, to save memory; managedFields are gone already. May change the object in place. */
  transform?: (object: T) => T;
}

/** Name of the index by the uid of the controlling owner, which every cache has. */
export const OWNER_INDEX = 'owner';

/**
 * The objects of one kind as the watch saw them: never written to, and a little behind the server.
 *
 *     const pods = new Cache({ client, type: PODS, log, labelSelector: 'app.kubernetes.io/managed-by=appfactory' });
 *     void pods.run(signal);
 *     await pods.synced;
 *     pods.get({ namespace: 'default', name: 'web' });
 *     pods.byIndex(OWNER_INDEX, sandbox.metadata.uid);
 *
 * Objects are shared: callers must not change them.
 */
export class Cache<T extends KubeObject> {
  readonly type: ResourceType<T>;
  /** Resolves when the first list is in. */
  readonly synced: Promise<void>;
  readonly #options: CacheOptions<T>;
  readonly #objects = new Map<Key, T>();
  readonly #indices = new Map<string, { of: (object: T) => (string | undefined)[]; keys: Map<string, Set<Key>> }>();
  readonly #handlers: CacheHandler<T>[] = [];
  #markSynced: () => void = () => {};
  #isSynced = false;
  #version = '0';

  constructor(options: CacheOptions<T>) {
    this.type = options.type;
    this.#options = options;
    this.synced = new Promise((resolve) => {
      this.#markSynced = resolve;
    });
    this.addIndex(OWNER_INDEX, (object) => [object.metadata.ownerReferences?.find((owner) => owner.controller)?.uid]);
    for (const [name, of] of Object.entries(options.indices ?? {})) this.addIndex(name, of);
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  get size(): number {
    return this.#objects.size;
  }

  /** Fills the cache and keeps it, until the signal aborts. Start it once. */
  run(signal: AbortSignal): Promise<void> {
    return runWatchLoop({
      ...this.#options,
      signal,
      handler: {
        replaced: (items, version) => this.#replace(items, version),
        changed: (object) => {
          this.#put(object);
          this.#advance(object.metadata.resourceVersion);
        },
        deleted: (object) => {
          this.#remove(object);
          this.#advance(object.metadata.resourceVersion);
        },
        advanced: (version) => this.#advance(version),
      },
    });
  }

  get(ref: ObjectRef | Key): T | undefined {
    return this.#objects.get(typeof ref === 'string' ? ref : keyOf(ref));
  }

  /** Every object, or those of one namespace. */
  list(namespace?: string): T[] {
    const all = [...this.#objects.values()];
    return namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
  }

  /** The objects that the index names by this value; none for undefined. */
  byIndex(index: string, value: string | undefined): T[] {
    const entry = this.#indices.get(index);
    if (!entry) throw new Error(`the cache of ${this.type.plural} has no index "${index}"`);
    if (value === undefined) return [];
    const keys = entry.keys.get(value) ?? [];
    return [...keys].map((key) => this.#objects.get(key)).filter((object) => object !== undefined);
  }

  /** Adds an index; objects that are there already are put into it. */
  addIndex(name: string, of: (object: T) => (string | undefined)[]): void {
    this.#indices.set(name, { of, keys: new Map() });
    for (const [key, object] of this.#objects) this.#index(name, key, object);
  }

  /** Adds a handler, which hears of the objects that are there already as added. */
  addHandler(handler: CacheHandler<T>): void {
    this.#handlers.push(handler);
    for (const object of this.#objects.values()) handler.added?.(object);
  }

  /**
   * Takes in the answer to a write of ours before the watch brings it, so that the next look sees it. An answer that the
   * watch has overtaken is ignored: the object may be gone again.
   */
  learn(object: T): void {
    if (this.#isSynced && isLaterVersion(object.metadata.resourceVersion, this.#version)) this.#put(object);
  }

  #replace(items: T[], version: string): void {
    const listed = new Set(items.map((item) => keyOf(item.metadata)));
    for (const [key, object] of this.#objects) {
      // What we learned after the list was made is not missing, only newer.
      if (!listed.has(key) && !isLaterVersion(object.metadata.resourceVersion, version)) this.#remove(object);
    }
    for (const item of items) this.#put(item);
    this.#advance(version);
    this.#isSynced = true;
    this.#markSynced();
  }

  #advance(version: string | undefined): void {
    if (version !== undefined && isLaterVersion(version, this.#version)) this.#version = version;
  }

  #put(incoming: T): void {
    const object = this.#trim(incoming);
    const key = keyOf(object.metadata);
    const old = this.#objects.get(key);
    if (old && !isLaterVersion(object.metadata.resourceVersion, old.metadata.resourceVersion)) return;
    if (old) this.#unindex(key, old);
    this.#objects.set(key, object);
    for (const name of this.#indices.keys()) this.#index(name, key, object);
    if (old && old.metadata.uid !== object.metadata.uid) {
      for (const handler of this.#handlers) handler.deleted?.(old);
      for (const handler of this.#handlers) handler.added?.(object);
    } else if (old) for (const handler of this.#handlers) handler.updated?.(object, old);
    else for (const handler of this.#handlers) handler.added?.(object);
  }

  #remove(incoming: T): void {
    const key = keyOf(incoming.metadata);
    const old = this.#objects.get(key);
    if (!old || isLaterVersion(old.metadata.resourceVersion, incoming.metadata.resourceVersion)) return;
    this.#unindex(key, old);
    this.#objects.delete(key);
    for (const handler of this.#handlers) handler.deleted?.(old);
  }

  #trim(object: T): T {
    const metadata = object.metadata as T['metadata'] & { managedFields?: unknown };
    delete metadata.managedFields;
    return this.#options.transform?.(object) ?? object;
  }

  #index(name: string, key: Key, object: T): void {
    const entry = this.#indices.get(name);
    for (const value of entry?.of(object) ?? []) {
      if (value === undefined) continue;
      const keys = entry?.keys.get(value);
      if (keys) keys.add(key);
      else entry?.keys.set(value, new Set([key]));
    }
  }

  #unindex(key: Key, object: T): void {
    for (const { of, keys } of this.#indices.values()) {
      for (const value of of(object)) {
        if (value === undefined) continue;
        const set = keys.get(value);
        set?.delete(key);
        if (set?.size === 0) keys.delete(value);
      }
    }
  }
}
