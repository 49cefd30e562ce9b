import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventsConnection } from '@appfactory/events/connection';
import { ensureChatStream, ensureEventStream, parseEnvelope } from '@appfactory/events/stream';
import { EVENT_STREAM } from '@appfactory/events/subjects';
import { ensureUsageStream } from '@appfactory/events/usage';
import type { Log } from '@appfactory/kube/log';
import { type Key, keyOf } from '@appfactory/kube/object';
import { DeliverPolicy } from '@nats-io/jetstream';
import type { StoredEvent } from './fold.ts';

export interface FeedOptions {
  connection: Promise<EventsConnection>;
  log: Log;
  /** Called for each build that has news. */
  wake(key: Key): void;
  /** From when on events may be missing in a status. */
  since(): Date;
}

const RETRY_MS = 1000;

/**
 * Reads the stream of all agents' events, in order, and keeps for each build what its status does not hold yet.
 *
 * The place in the stream is not the server's to remember: each status says by lastSequence what is in it, so a restart
 * reads again from before the oldest unfinished build and folds nothing twice. A consumer with acknowledgements would hand
 * out new events before the ones that a crash left unacknowledged, and an event that comes too late is lost.
 */
export class ProgressFeed {
  readonly #options: FeedOptions;
  readonly #pending = new Map<Key, StoredEvent[]>();
  #last = 0;
  #liveSince: Date | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Since when everything that is on the stream has been read; undefined while old events are still coming. */
  get liveSince(): Date | undefined {
    return this.#liveSince;
  }

  /** What was read and not settled, in the order of the stream. */
  pending(key: Key): readonly StoredEvent[] {
    return this.#pending.get(key) ?? [];
  }

  /** The status that holds everything up to this sequence is written. */
  settle(key: Key, sequence: number): void {
    const rest = (this.#pending.get(key) ?? []).filter((event) => event.sequence > sequence);
    if (rest.length > 0) this.#pending.set(key, rest);
    else this.#pending.delete(key);
  }

  /** The build is gone. */
  forget(key: Key): void {
    this.#pending.delete(key);
  }

  /**
   * Reads until the signal aborts; a lost server or consumer is waited out. It stops at once, also while a server that does
   * not answer is asked for something.
   */
  async run(signal: AbortSignal): Promise<void> {
    const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    await Promise.race([this.#readOn(signal), stopped]);
  }

  async #readOn(signal: AbortSignal): Promise<void> {
    const { connection, log } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#read(await connection, signal);
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ err: error }, 'reading progress events failed; trying again');
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #read({ jetstream, manager }: EventsConnection, signal: AbortSignal): Promise<void> {
    const streams = await manager();
    await ensureEventStream(streams);
    // Nothing of it is read here: the operator is who may make streams.
    await ensureChatStream(streams);
    await ensureUsageStream(streams);
    const start =
      this.#last > 0
        ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#last + 1 }
        : { deliver_policy: DeliverPolicy.StartTime, opt_start_time: this.#options.since().toISOString() };
    const consumer = await jetstream.consumers.get(EVENT_STREAM, start);
    const { num_pending } = await consumer.info();
    if (num_pending === 0) this.#liveSince ??= new Date();
    const messages = await consumer.consume();
    // The stop may have come while they were being asked for: then no event tells of it any more.
    if (signal.aborted) return void (await messages.close());
    const stop = () => void messages.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const message of messages) {
        this.#take(message.subject, message.seq, message.data);
        this.#last = message.seq;
        if (message.info.pending === 0) this.#liveSince ??= new Date();
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await messages.close();
    }
  }

  #take(subject: string, sequence: number, data: Uint8Array): void {
    const [, namespace, name] = subject.split('.');
    const envelope = parseEnvelope(data);
    if (!envelope || !namespace || !name) {
      this.#options.log.warn({ subject, sequence }, 'an event of unknown form is left out');
      return;
    }
    const key = keyOf({ namespace, name });
    const waiting = this.#pending.get(key);
    if (waiting) waiting.push({ sequence, envelope });
    else this.#pending.set(key, [{ sequence, envelope }]);
    this.#options.wake(key);
  }
}
