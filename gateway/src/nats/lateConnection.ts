import { type ConnectOptions, connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { deadline } from '@nats-io/transport-node';

/** Milliseconds that somebody waits for the connection; it goes on being made after that. */
const CONNECTED_WITHIN = 5_000;

/** A connection to NATS that is made when somebody first needs it. */
export class LateConnection {
  readonly #options: ConnectOptions;
  #connecting: Promise<EventsConnection> | undefined;
  #open: EventsConnection | undefined;
  #isStopped = false;

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  /** @throws TimeoutError, or what connectEvents throws, while NATS is away; the next time tries anew */
  open(): Promise<EventsConnection> {
    this.#connecting ??= this.#connect();
    return deadline(this.#connecting, CONNECTED_WITHIN);
  }

  /** One that is still being made is not waited for: it closes once it is made. */
  async close(): Promise<void> {
    this.#isStopped = true;
    await this.#open?.close();
  }

  async #connect(): Promise<EventsConnection> {
    try {
      this.#open = await connectEvents(this.#options);
    } catch (error) {
      this.#connecting = undefined;
      throw error;
    }
    if (this.#isStopped) await this.#open.close();
    return this.#open;
  }
}
