import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectOptions } from '@appfactory/events/connection';
import { firstSince, HISTORY_STREAMS, type HistoryStream } from '@appfactory/events/retention';
import type { Cache } from '@appfactory/kube/cache';
import type { Log } from '@appfactory/kube/log';
import type { Tenant } from '@appfactory/resources/tenant';
import type { DataSource } from 'typeorm';
import { LateConnection } from '../nats/lateConnection.ts';
import { type Cut, cutSince, endCut, noteCut } from './cut.ts';
import { PositionGone } from './position.ts';

export interface RetentionOptions {
  database: DataSource;
  nats: ConnectOptions;
  tenants: Pick<Cache<Tenant>, 'addHandler' | 'list'>;
  log: Log;
  /** Takes out of the tables of a stream what came before the cut, and what was made of it. */
  cutTables: Record<HistoryStream, (cut: Cut) => Promise<void>>;
}

const AGAIN_AFTER_MS = 1_000;

/**
 * Cuts the tables where the operator cuts the streams: at the time in a tenant's status. Each gateway looks, when it starts, when a
 * status says another time and when the tables were made anew; the first one there does it.
 */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #connection: LateConnection;
  /** By tenant: the time that its tables are known to be cut at. */
  readonly #done = new Map<string, string>();
  #wake = () => {};

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#connection = new LateConnection(options.nats);
    const look = ({ metadata, status }: Tenant) => {
      if (status?.historySince !== this.#done.get(metadata.name)) this.#wake();
    };
    options.tenants.addHandler({
      added: look,
      updated: look,
      deleted: ({ metadata }) => void this.#done.delete(metadata.name),
    });
  }

  /** The tables were made anew. */
  again(): void {
    this.#done.clear();
    this.#wake();
  }

  /** Until the signal aborts; what cannot be done is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const isDone = await this.#cutAll(signal);
      if (signal.aborted) break;
      if (isDone) await woken;
      else await sleep(AGAIN_AFTER_MS, undefined, { signal }).catch(() => {});
    }
    await this.#connection.close();
  }

  /** Whether nothing was in the way. */
  async #cutAll(signal: AbortSignal): Promise<boolean> {
    let isDone = true;
    for (const { metadata, status } of this.#options.tenants.list()) {
      const since = status?.historySince;
      if (signal.aborted || since === undefined || this.#done.get(metadata.name) === since) continue;
      try {
        for (const stream of HISTORY_STREAMS) await this.#cut(stream, metadata.name, new Date(since));
        this.#done.set(metadata.name, since);
      } catch (error) {
        if (signal.aborted) return false;
        isDone = false;
        // The tables are being made, at the start or when they were dropped.
        if (isMissing(error)) continue;
        this.#options.log.warn({ err: error, tenant: metadata.name }, 'cutting a history failed; trying again');
      }
    }
    return isDone;
  }

  async #cut(stream: HistoryStream, namespace: string, since: Date): Promise<void> {
    const { database, cutTables } = this.#options;
    const before = await cutSince(database, { stream, namespace });
    if (before && before >= since) return;
    const sequence = await firstSince(await this.#connection.open(), stream, since);
    const cut = { stream, namespace, sequence };
    await noteCut(database, cut);
    await cutTables[stream](cut);
    await endCut(database, cut, since);
  }
}

/** Neither table nor schema, or nothing in it yet. */
function isMissing(error: unknown): boolean {
  return error instanceof PositionGone || /^(42P01|3F000)$/.test(String((error as { code?: unknown }).code));
}
