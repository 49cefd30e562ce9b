import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectOptions, connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { EVENT_STREAM } from '@appfactory/events/subjects';
import type { Log } from '@appfactory/kube/log';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { HistoryStore } from './historyStore.ts';
import type { Hub } from './hub.ts';
import { parseMessage } from './parseMessage.ts';
import type { StoredEvent } from './stored.ts';

export interface IndexerOptions {
  nats: ConnectOptions;
  store: HistoryStore;
  hub: Hub;
  log: Log;
}

const RETRY_MS = 500;
/** Most events in one transaction, and most that wait for it: reading the stream is held up beyond. */
const LARGEST_BATCH = 1000;
const MOST_WAITING = 4000;

/**
 * Reads the stream of all agents' events into the tables, in order, and announces each event once it is stored.
 *
 * How far it is stands in the tables, written in the transaction that stores the events: so each is stored exactly once,
 * and tables that are dropped fill themselves again. Every gateway reads the whole stream, since every gateway's
 * subscribers want to hear of it; the first one there writes.
 */
export class Indexer {
  readonly #options: IndexerOptions;
  #problem: string | undefined = 'the stream of events has not been read yet';
  #position = 0;

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /** Why the history is not up to date; undefined when it is. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Last sequence that is stored. */
  get position(): number {
    return this.#position;
  }

  /** Reads until the signal aborts; a server, stream or database that is away is waited for. */
  async run(signal: AbortSignal): Promise<void> {
    let connection: EventsConnection | undefined;
    while (!signal.aborted) {
      try {
        connection ??= await connectEvents(this.#options.nats);
        await this.#read(connection, signal);
      } catch (error) {
        if (signal.aborted) break;
        this.#problem = `events are not being read: ${error instanceof Error ? error.message : String(error)}`;
        this.#options.log.warn({ err: error }, 'reading the stream of events failed; trying again');
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
    await connection?.close().catch(() => {});
  }

  async #read({ jetstream, manager }: EventsConnection, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    // The operator makes the stream.
    const info = await (await manager()).streams.info(EVENT_STREAM);
    const from = await store.start({
      name: EVENT_STREAM,
      created: info.created,
      lastSequence: info.state.last_seq,
    });
    this.#position = from;
    const consumer = await jetstream.consumers.get(EVENT_STREAM, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: from + 1,
    });
    if ((await consumer.info(true)).num_pending === 0) this.#problem = undefined;
    const messages = await consumer.consume({ max_messages: LARGEST_BATCH });
    const waiting: JsMsg[] = [];
    let failure: Error | undefined;
    let writing: Promise<void> | undefined;
    const writeAll = async () => {
      while (waiting.length > 0) await this.#write(waiting.splice(0, LARGEST_BATCH));
    };
    const stop = () => void messages.close();
    signal.addEventListener('abort', stop, { once: true });
    // It may have come while the consumer was being made.
    if (signal.aborted) stop();
    try {
      for await (const message of messages) {
        waiting.push(message);
        // Messages that come while a transaction is under way go into the next one.
        writing ??= writeAll()
          .catch((error: Error) => {
            failure = error;
            stop();
          })
          .finally(() => {
            writing = undefined;
          });
        if (waiting.length >= MOST_WAITING) await writing;
        if (failure) break;
      }
      await writing;
    } finally {
      signal.removeEventListener('abort', stop);
      await messages.close();
      await consumer.delete().catch(() => {});
    }
    if (failure) throw failure;
  }

  async #write(messages: JsMsg[]): Promise<void> {
    const { hub, log } = this.#options;
    const last = messages.at(-1);
    if (!last) return;
    const events: StoredEvent[] = [];
    for (const message of messages) {
      const event = parseMessage(message);
      if (event) events.push(event);
      else log.warn({ subject: message.subject, sequence: message.seq }, 'an event of unknown form is left out');
    }
    await this.#store(events, last.seq);
    this.#position = last.seq;
    hub.publish(events);
    if (last.info.pending === 0) this.#problem = undefined;
  }

  /** As the store's, but an event that PostgreSQL refuses for what it is does not hold up those after it. */
  async #store(events: readonly StoredEvent[], upTo: number): Promise<void> {
    const { store, log } = this.#options;
    try {
      await store.store(EVENT_STREAM, events, upTo);
    } catch (error) {
      if (!isDataError(error)) throw error;
      const [first] = events;
      if (events.length === 1 && first) {
        log.error({ err: error, sequence: first.sequence }, 'an event cannot be stored and is left out');
        await store.store(EVENT_STREAM, [], upTo);
        return;
      }
      for (const event of events) await this.#store([event], event.sequence);
      await store.store(EVENT_STREAM, [], upTo);
    }
  }
}

/** PostgreSQL's classes 22 (data exception), 23 (constraint) and 54 (limit exceeded). */
function isDataError(error: unknown): boolean {
  return /^(22|23|54)\w{3}$/.test(String((error as { code?: unknown }).code ?? ''));
}
