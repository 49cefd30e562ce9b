import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectOptions, connectEvents, type EventsConnection } from '@appfactory/events/connection';
import type { Log } from '@appfactory/kube/log';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { Start, StreamIdentity } from './position.ts';

/** A stream, and the tables that tell what it tells. */
export interface Indexed<T> {
  stream: string;
  /** Undefined for a message that is of no known form. */
  parse(message: JsMsg): T | undefined;
  start(stream: StreamIdentity): Promise<Start>;
  /** Stores what is new, with the position, in one transaction. */
  store(items: readonly T[], upTo: number): Promise<void>;
  /** Tells of what is stored. */
  publish(items: readonly T[]): void;
}

export interface IndexerOptions<T> {
  nats: ConnectOptions;
  of: Indexed<T>;
  log: Log;
  /** The tables of all streams were made anew. */
  onRemade?: () => void;
}

const RETRY_MS = 500;
/** Most events in one transaction, and most that wait for it: reading the stream is held up beyond. */
const LARGEST_BATCH = 1000;
const MOST_WAITING = 4000;

/**
 * Reads a stream into its tables, in order, and announces each event once it is stored.
 *
 * How far it is stands in the tables, written in the transaction that stores the events: so each is stored exactly once,
 * and tables that are dropped fill themselves again. Every gateway reads the whole stream, since every gateway's
 * subscribers want to hear of it; the first one there writes.
 */
export class Indexer<T extends { sequence: number }> {
  readonly #options: IndexerOptions<T>;
  #problem: string | undefined;
  #position = 0;
  #waiting: { sequence: number; resolve: (isStored: boolean) => void }[] = [];
  #stopReading = () => {};
  /** The tables are others than those that this reading began with. */
  #isStale = false;

  constructor(options: IndexerOptions<T>) {
    this.#options = options;
    this.#problem = `the stream ${options.of.stream} has not been read yet`;
  }

  /** Why the history is not up to date; undefined when it is. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Last sequence that is stored. */
  get position(): number {
    return this.#position;
  }

  /** Whether everything up to this sequence is stored, once it is, or after a time (ms). */
  async reached(sequence: number, within: number): Promise<boolean> {
    if (this.#position >= sequence) return true;
    return new Promise((resolve) => {
      const waiter = {
        sequence,
        resolve: (isStored: boolean) => {
          clearTimeout(timer);
          resolve(isStored);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((one) => one !== waiter);
        resolve(false);
      }, within);
      this.#waiting.push(waiter);
    });
  }

  /** Looks again where to read on: the tables were made anew. */
  restart(): void {
    this.#isStale = true;
    this.#stopReading();
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
        const { log, of } = this.#options;
        this.#problem = `the stream ${of.stream} is not being read: ${error instanceof Error ? error.message : String(error)}`;
        log.warn({ err: error, stream: of.stream }, 'reading a stream failed; trying again');
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
    await connection?.close().catch(() => {});
  }

  async #read({ jetstream, manager }: EventsConnection, signal: AbortSignal): Promise<void> {
    const { of, onRemade } = this.#options;
    this.#isStale = false;
    // The operator makes the stream.
    const info = await (await manager()).streams.info(of.stream);
    const { from, remade } = await of.start({
      name: of.stream,
      created: info.created,
      lastSequence: info.state.last_seq,
    });
    if (remade) onRemade?.();
    this.#moveTo(from);
    const consumer = await jetstream.consumers.get(of.stream, {
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
    this.#stopReading = stop;
    signal.addEventListener('abort', stop, { once: true });
    // It may have come while the consumer was being made.
    if (signal.aborted || this.#isStale) stop();
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
      this.#stopReading = () => {};
      signal.removeEventListener('abort', stop);
      await messages.close();
      await consumer.delete().catch(() => {});
    }
    if (failure) throw failure;
  }

  async #write(messages: JsMsg[]): Promise<void> {
    const { of, log } = this.#options;
    const last = messages.at(-1);
    if (!last) return;
    const events: T[] = [];
    for (const message of messages) {
      const event = of.parse(message);
      if (event) events.push(event);
      else log.warn({ subject: message.subject, sequence: message.seq }, 'an event of unknown form is left out');
    }
    await this.#store(events, last.seq);
    this.#moveTo(last.seq);
    of.publish(events);
    if (last.info.pending === 0) this.#problem = undefined;
  }

  #moveTo(sequence: number): void {
    this.#position = sequence;
    const reached = this.#waiting.filter((one) => one.sequence <= sequence);
    this.#waiting = this.#waiting.filter((one) => one.sequence > sequence);
    for (const { resolve } of reached) resolve(true);
  }

  /** As the store's, but an event that PostgreSQL refuses for what it is does not hold up those after it. */
  async #store(events: readonly T[], upTo: number): Promise<void> {
    const { of, log } = this.#options;
    try {
      await of.store(events, upTo);
    } catch (error) {
      if (!isDataError(error)) throw error;
      const [first] = events;
      if (events.length === 1 && first) {
        log.error({ err: error, sequence: first.sequence }, 'an event cannot be stored and is left out');
        await of.store([], upTo);
        return;
      }
      for (const event of events) await this.#store([event], event.sequence);
      await of.store([], upTo);
    }
  }
}

/** PostgreSQL's classes 22 (data exception), 23 (constraint) and 54 (limit exceeded). */
function isDataError(error: unknown): boolean {
  return /^(22|23|54)\w{3}$/.test(String((error as { code?: unknown }).code ?? ''));
}
