import { type ChatEnvelope, chatKey } from '@appfactory/events/chat';
import type { ConnectOptions } from '@appfactory/events/connection';
import { chatSubject } from '@appfactory/events/subjects';
import type { Log } from '@appfactory/kube/log';
import { Failed } from '../graphql/failure.ts';
import type { BuildIdentity } from '../history/stored.ts';
import { LateConnection } from '../nats/lateConnection.ts';

/** Milliseconds in which the stream must have it: somebody waits. */
const WITHIN = 5_000;

/** Where what people say is put: the stream of chats. */
export class ChatStream {
  readonly #connection: LateConnection;
  readonly #log: Log;

  constructor(nats: ConnectOptions, log: Log) {
    this.#connection = new LateConnection(nats);
    this.#log = log;
  }

  /** Its sequence in the stream; that of the first time, for a fact that is there already. @throws Failed when NATS is away */
  async publish(build: BuildIdentity, envelope: ChatEnvelope): Promise<number> {
    try {
      const { jetstream, link } = await this.#connection.open();
      if (!link.isUp) throw away();
      const { seq } = await jetstream.publish(chatSubject(build), JSON.stringify(envelope), {
        msgID: chatKey(envelope),
        timeout: WITHIN,
        retries: 1,
      });
      return seq;
    } catch (error) {
      if (error instanceof Failed) throw error;
      this.#log.warn({ err: error }, 'a message could not be put on the stream of chats');
      throw away();
    }
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

function away(): Failed {
  return new Failed('UNAVAILABLE', 'The chat cannot be written right now: nothing was said. Try again in a moment.');
}
