import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@appfactory/kube/log';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type GuardOptions, refusal } from '../../http/guard.ts';
import { type Connection, GOING_AWAY, INTERNAL_ERROR } from './connection.ts';
import type { socketOperations } from './operations.ts';

const PATH = '/graphql';
/** Largest message, as the body of a request over HTTP. */
const LARGEST_MESSAGE = 2 * 1024 * 1024;
/** Milliseconds: who has not answered the last ping by the next is gone, or reads nothing. */
const PING_EVERY = 30_000;

export interface SocketServerParts {
  server: Server;
  guard: GuardOptions;
  operations: ReturnType<typeof socketOperations>;
  log: Log;
  /** Milliseconds. */
  pingEvery?: number;
}

/**
 * WebSockets (protocol graphql-transport-ws) on the gateway's own HTTP server. A message is sent when the one before it has left this process:
 * what a slow client has not taken waits in the tables, not here.
 */
export class SocketServer {
  readonly #sockets: WebSocketServer;
  readonly #graphql: ReturnType<typeof makeServer<Record<string, unknown>, Connection>>;
  readonly #parts: SocketServerParts;
  #isClosing = false;

  constructor(parts: SocketServerParts) {
    this.#parts = parts;
    this.#graphql = makeServer(parts.operations);
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: LARGEST_MESSAGE,
      // Compression would keep memory for each connection, and hold back messages in a queue of its own.
      perMessageDeflate: false,
      handleProtocols,
    });
    parts.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** How many are connected. */
  get size(): number {
    return this.#sockets.clients.size;
  }

  /** Bytes that were sent and have not left this process. */
  get buffered(): number {
    return [...this.#sockets.clients].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
  }

  /** Says goodbye to all; who has not answered within the time (ms) is cut off. */
  async close(within: number): Promise<void> {
    this.#isClosing = true;
    const sockets = [...this.#sockets.clients];
    const closed = sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    for (const socket of sockets) socket.close(GOING_AWAY, 'Going away');
    await Promise.race([Promise.all(closed), sleep(within, undefined, { ref: false })]);
    for (const socket of this.#sockets.clients) socket.terminate();
    await Promise.all(closed);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const gone = (error: Error) => this.#parts.log.debug({ err: error }, 'a connection broke off');
    socket.on('error', gone);
    const [path] = (request.url ?? '').split('?');
    const why = refusal(request, this.#parts.guard);
    if (this.#isClosing) refuse(socket, 503, 'The gateway is stopping.');
    else if (path !== PATH) refuse(socket, 404, 'There is nothing here.');
    else if (why !== undefined) refuse(socket, 403, why);
    else
      this.#sockets.handleUpgrade(request, socket, head, (opened) => {
        socket.off('error', gone);
        this.#serve(opened, request);
      });
  }

  #serve(socket: WebSocket, request: IncomingMessage): void {
    const { log, pingEvery = PING_EVERY } = this.#parts;
    // A message that is too large or makes no sense: the connection is closed with a code that says so.
    socket.on('error', (error) => log.debug({ err: error }, 'a WebSocket broke off'));
    let hasAnswered = true;
    socket.on('pong', () => {
      hasAnswered = true;
    });
    const pings = setInterval(() => {
      if (!hasAnswered) return socket.terminate();
      hasAnswered = false;
      socket.ping();
    }, pingEvery).unref();
    const connection: Connection = {
      request,
      isOpen: () => socket.readyState === socket.OPEN,
      close: (code, reason) => socket.close(code, reason),
    };
    const closed = this.#graphql.opened(
      {
        protocol: socket.protocol,
        // Resolves when it has left: until then the subscription gives nothing more.
        send: (data) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            socket.send(data, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (received) => {
          socket.on('message', (data) => {
            received(String(data)).catch((error: unknown) => {
              // Whoever left while something was on its way to them.
              if (!connection.isOpen()) return;
              log.error({ err: error }, 'a message over a WebSocket failed');
              socket.close(INTERNAL_ERROR, 'Something went wrong here');
            });
          });
        },
      },
      connection,
    );
    socket.once('close', (code, reason) => {
      clearInterval(pings);
      void closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error }, 'a WebSocket was left badly'),
      );
    });
  }
}

function refuse(socket: Duplex, status: number, why: string): void {
  const body = JSON.stringify({ errors: [{ message: why }] });
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
