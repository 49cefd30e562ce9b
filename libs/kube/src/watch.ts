import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient, ListOptions } from './client.ts';
import { ApiError, isExpired } from './errors.ts';
import type { Log } from './log.ts';
import type { KubeObject } from './object.ts';
import type { ResourceType } from './resourceType.ts';

/** What a list+watch loop tells. Called in order, never at the same time. */
export interface WatchHandler<T> {
  /** The whole state, at the start and after events may have been missed. */
  replaced(items: T[], resourceVersion: string): void;
  changed(object: T): void;
  deleted(object: T): void;
  /** Nothing changed up to this version. */
  advanced?(resourceVersion: string): void;
}

export interface WatchLoopOptions<T extends KubeObject> extends Omit<ListOptions, 'limit'> {
  client: KubeClient;
  type: ResourceType<T>;
  handler: WatchHandler<T>;
  log: Log;
  signal: AbortSignal;
}

const BACKOFF_FIRST_MS = 100;
const BACKOFF_MOST_MS = 10_000;
/** A watch that lived this long was healthy: the next failure starts the backoff anew. */
const HEALTHY_MS = 10_000;

/**
 * Lists, watches from there, resumes where the watch ended, and lists again only when the server has forgotten that place
 * (410). Runs until the signal aborts; every error but that is waited out.
 */
export async function runWatchLoop<T extends KubeObject>(options: WatchLoopOptions<T>): Promise<void> {
  const { client, type, handler, log, signal } = options;
  let version: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    const startedAt = performance.now();
    try {
      if (version === undefined) {
        const { items, resourceVersion } = await client.list(type, options);
        if (signal.aborted) return;
        handler.replaced(items, resourceVersion);
        version = resourceVersion;
      }
      for await (const event of watchOnce(options, version)) {
        version = event;
        failures = 0;
      }
      // The server ends each watch after a while; one that ends at once must not become a busy loop.
      if (performance.now() - startedAt < 1000) failures++;
    } catch (error) {
      if (signal.aborted) return;
      if (isExpired(error)) version = undefined;
      if (performance.now() - startedAt > HEALTHY_MS) failures = 0;
      failures++;
      // One or two are everyday life; more is something that a person should see, but not ten times a minute.
      const level = failures === 3 || failures % 20 === 0 ? 'warn' : 'debug';
      log[level]({ kind: type.kind, error: String(error), failures }, 'cannot list or watch; trying again');
    }
    if (failures > 0) await sleep(backoff(failures), undefined, { signal }).catch(() => {});
  }
}

/** Runs one watch and yields the version reached after each event. */
async function* watchOnce<T extends KubeObject>(options: WatchLoopOptions<T>, from: string): AsyncGenerator<string> {
  const { client, type, handler, signal } = options;
  // Spread, so that the watches of one restart do not all end at the same time.
  const timeoutSeconds = 300 + Math.floor(Math.random() * 300);
  // A connection that died without a word would otherwise look like a quiet watch for ever.
  const deadline = AbortSignal.any([signal, AbortSignal.timeout((timeoutSeconds + 15) * 1000)]);
  const { namespace, labelSelector, fieldSelector } = options;
  const events = client.watch(type, {
    namespace,
    labelSelector,
    fieldSelector,
    resourceVersion: from,
    timeoutSeconds,
    signal: deadline,
  });
  for await (const { type: event, object } of events) {
    if (signal.aborted) return;
    if (event === 'ERROR') throw statusError(object, `watch ${type.plural}`);
    const version = object.metadata.resourceVersion ?? from;
    if (event === 'BOOKMARK') handler.advanced?.(version);
    else if (event === 'DELETED') handler.deleted(object);
    else handler.changed(object);
    yield version;
  }
}

function statusError(object: unknown, request: string): ApiError {
  const status = object as { code?: number; reason?: string; message?: string };
  return new ApiError({
    code: status.code ?? 500,
    reason: status.reason ?? 'Unknown',
    message: status.message ?? 'the watch failed',
    request,
  });
}

function backoff(failures: number): number {
  const ceiling = Math.min(BACKOFF_FIRST_MS * 2 ** (failures - 1), BACKOFF_MOST_MS);
  return ceiling * (0.5 + Math.random() / 2);
}
