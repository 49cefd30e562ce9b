import { type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { EventsConnection } from './connection.ts';
import { type AgentEvent, type Envelope, envelopeSchema, eventKey } from './event.ts';
import { type BuildRef, EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from './subjects.ts';

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

/** Publishes one agent's events, in order. A repeated fact is stored once. */
export class Reporter {
  readonly #connection: EventsConnection;
  readonly #build: BuildRef;
  readonly #attempt: string;
  #last: Promise<unknown> = Promise.resolve();

  /** attempt: differs from one start of the agent to the next, for example the pod's uid. */
  constructor(connection: EventsConnection, build: BuildRef, attempt: string) {
    this.#connection = connection;
    this.#build = build;
    this.#attempt = attempt;
  }

  /** Resolves when the stream has it; rejects when the server refuses it. Order is kept without waiting for it. */
  report(event: AgentEvent): Promise<void> {
    const { uid, generation } = this.#build;
    const envelope: Envelope = { uid, generation, at: new Date().toISOString(), event };
    const publish = async () => {
      await this.#connection.jetstream.publish(eventSubject(this.#build), JSON.stringify(envelope), {
        msgID: `${uid}/${generation}/${eventKey(event, this.#attempt)}`,
        timeout: 30_000,
        retries: 10,
      });
    };
    const done = this.#last.then(publish, publish);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when everything reported so far is on the stream, or was refused. */
  async flush(): Promise<void> {
    await this.#last;
  }
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
