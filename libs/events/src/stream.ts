import { setTimeout as sleep } from 'node:timers/promises';
import { JetStreamApiError, type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos, RequestError, TimeoutError } from '@nats-io/transport-node';
import type { EventsConnection } from './connection.ts';
import { type AgentEvent, type Envelope, envelopeSchema, eventKey } from './event.ts';
import { type BuildRef, CHAT_STREAM, CHAT_SUBJECTS, EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from './subjects.ts';

/** Makes the stream of all agents' events, or leaves it as it is. It has no age limit: it is the history. */
export async function ensureEventStream(manager: JetStreamManager): Promise<void> {
  await manager.streams.add({
    name: EVENT_STREAM,
    subjects: [EVENT_SUBJECTS],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    max_msg_size: 64 * 1024,
    // A crashed agent comes back within minutes and repeats what it said; older replays are dropped by the reader,
    // which knows the last sequence that it has seen.
    duplicate_window: nanos(2 * 60 * 60 * 1000),
  });
}

/** Makes the stream of all builds' chats, or leaves it as it is. It has no age limit, either. */
export async function ensureChatStream(manager: JetStreamManager): Promise<void> {
  await manager.streams.add({
    name: CHAT_STREAM,
    subjects: [CHAT_SUBJECTS],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    max_msg_size: 512 * 1024,
    // A browser that lost the answer says it again within this time; later replays are dropped by the reader.
    duplicate_window: nanos(2 * 60 * 60 * 1000),
  });
}

/** Milliseconds for the stream's answer while the connection holds. */
const ANSWER_WITHIN_MS = 30_000;
/** Between two tries; milliseconds. */
const AGAIN_AFTER_MS = 250;
/** Tries without an answer, on a connection that holds, after which it is not coming. */
const MOST_TRIES = 10;

export interface ReporterOptions {
  /** Milliseconds for the stream's answer while the connection holds. */
  answerWithin?: number;
}

/** Publishes one agent's events, in order. A repeated fact is stored once. A server that comes back has lost none. */
export class Reporter {
  readonly #connection: EventsConnection;
  readonly #build: BuildRef;
  readonly #attempt: string;
  readonly #answerWithin: number;
  #last: Promise<unknown> = Promise.resolve();

  /** attempt: differs from one start of the agent to the next, for example the pod's uid. */
  constructor(connection: EventsConnection, build: BuildRef, attempt: string, options: ReporterOptions = {}) {
    this.#connection = connection;
    this.#build = build;
    this.#attempt = attempt;
    this.#answerWithin = options.answerWithin ?? ANSWER_WITHIN_MS;
  }

  /**
   * Resolves when the stream has it, however long the server is away; rejects when the server refuses it. Order is kept
   * without waiting for it.
   */
  report(event: AgentEvent): Promise<void> {
    const { uid, generation } = this.#build;
    const envelope: Envelope = { uid, generation, at: new Date().toISOString(), event };
    const text = JSON.stringify(envelope);
    const id = `${uid}/${generation}/${eventKey(event, this.#attempt)}`;
    const publish = () => this.#publish(text, id);
    const done = this.#last.then(publish, publish);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #publish(text: string, msgID: string): Promise<void> {
    const { link } = this.#connection;
    for (let tries = 1; ; tries++) {
      try {
        if (await this.#publishOnce(text, msgID)) return;
        tries = 0;
      } catch (error) {
        if (!mayPass(error) || (link.isUp && tries >= MOST_TRIES)) throw error;
        await sleep(AGAIN_AFTER_MS);
      }
    }
  }

  /** True when the stream has it; false when the connection broke and holds again: nobody will answer any more. */
  async #publishOnce(text: string, msgID: string): Promise<boolean> {
    const { link, jetstream } = this.#connection;
    let end = () => {};
    const broken = new Promise<false>((resolve) => {
      end = link.onBack(() => resolve(false));
    });
    const stored = jetstream
      .publish(eventSubject(this.#build), text, { msgID, timeout: this.#answerWithin, retries: 1 })
      .then(() => true);
    // It may fail when nobody listens any more.
    stored.catch(() => undefined);
    try {
      return await Promise.race([stored, broken]);
    } finally {
      end();
    }
  }

  /** Resolves when everything reported so far is on the stream, or was refused. */
  async flush(): Promise<void> {
    await this.#last;
  }
}

/** The server, or its JetStream, was not there: it comes back. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof TimeoutError ||
    error instanceof RequestError ||
    // The class is not exported: nobody answers for JetStream, which starts after its server.
    (error instanceof Error && error.name === 'JetStreamNotEnabled') ||
    (error instanceof JetStreamApiError && error.status === 503)
  );
}

/** The event in a message of the stream, or undefined for one that no agent of ours can have sent. */
export function parseEnvelope(data: Uint8Array): Envelope | undefined {
  try {
    const parsed = envelopeSchema.safeParse(JSON.parse(new TextDecoder().decode(data)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
