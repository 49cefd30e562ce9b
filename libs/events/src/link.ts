import type { NatsConnection } from '@nats-io/transport-node';

/**
 * Whether the server can be reached now, and the moments in which it can again. What was under way when a connection broke
 * is lost: the client forgets what it had not sent, and no answer comes to what it had.
 */
export class Link {
  #isUp = true;
  readonly #listeners = new Set<() => void>();

  constructor(nats: NatsConnection) {
    void this.#follow(nats);
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Calls back each time that the server is there again after a break, until the function that it gives is called. */
  onBack(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends with the connection. */
  async #follow(nats: NatsConnection): Promise<void> {
    for await (const { type } of nats.status()) {
      if (type === 'disconnect') this.#isUp = false;
      if (type !== 'reconnect') continue;
      this.#isUp = true;
      for (const listener of [...this.#listeners]) listener();
    }
  }
}
