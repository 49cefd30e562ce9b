import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface Closed {
  code: number;
  reason: string;
}

interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

interface SocketOptions {
  headers?: Record<string, string>;
  /** Of the connection: connectionParams. */
  params?: object;
  autoPong?: boolean;
}

/** Speaks to a gateway over a WebSocket, message by message, so that a test decides when the connection breaks. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<Closed>;
  #isClosed = false;
  #lastId = 0;
  readonly #waiting: Message[] = [];
  #wake = () => {};

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#isClosed = true;
        resolve({ code, reason: String(reason) });
        this.#wake();
      });
    });
    socket.on('error', () => {});
    socket.on('message', (data) => {
      this.#waiting.push(JSON.parse(String(data)) as Message);
      this.#wake();
    });
  }

  /** A connection on which nothing was said yet. @throws Error when the gateway refuses it */
  static async open(address: string, { headers, autoPong = true }: SocketOptions = {}): Promise<SocketClient> {
    const url = `${address.replace('http', 'ws')}/graphql`;
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers, autoPong });
    const client = new SocketClient(socket);
    await once(socket, 'open');
    return client;
  }

  /** A connection that the gateway has acknowledged. @throws Error when it does not */
  static async connect(address: string, options: SocketOptions = {}): Promise<SocketClient> {
    const client = await SocketClient.open(address, options);
    client.send({ type: 'connection_init', payload: options.params });
    const answer = await client.next();
    if (answer?.type === 'connection_ack') return client;
    const { code, reason } = await client.closed;
    throw new Error(`${code} ${reason}`);
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** What comes next; undefined when the connection is closed. */
  async next(): Promise<Message | undefined> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message || this.#isClosed) return message;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  start(query: string, variables: object = {}): string {
    const id = String(++this.#lastId);
    this.send({ id, type: 'subscribe', payload: { query, variables } });
    return id;
  }

  complete(id: string): void {
    this.send({ id, type: 'complete' });
  }

  /** A subscription's values, where it is the only one; ends with it, or with the connection. @throws Error with the errors that came instead */
  async *subscribe<T>(query: string, variables: object = {}): AsyncGenerator<T> {
    this.start(query, variables);
    for (;;) {
      const message = await this.next();
      if (!message || message.type === 'complete') return;
      const { data, errors } = (message.type === 'error' ? { errors: message.payload } : message.payload) as {
        data?: T | null;
        errors?: unknown;
      };
      if (errors || !data) throw new Error(JSON.stringify(errors));
      yield data;
    }
  }
}
