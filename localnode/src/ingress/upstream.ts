import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Routes } from './cluster.ts';
import type { Endpoint } from './endpoints.ts';
import type { RawHeaders } from './headers.ts';
import type { Backend } from './hosts.ts';

/** The app's answer: a response, or a connection that has become a WebSocket. */
export type Answer = { response: IncomingMessage; upgraded?: { socket: Duplex; head: Buffer } };

/** No pod was ready in time. */
export class NotReady extends Error {}
/** A pod took the request and broke off before it answered. */
export class Broken extends Error {}

export interface Message {
  method: string;
  path: string;
  headers: RawHeaders;
  /** Streamed once a pod has taken the connection, never before: until then another pod can be tried. */
  body?: IncomingMessage;
  signal: AbortSignal;
}

/** How long a request is held while no pod is ready, which covers the hand-over of a release. */
export const holdMilliseconds = 15_000;
const askAgainMilliseconds = 200;
const maxResends = 3;
export const maxHeaderBytes = 64 * 1024;

/** Sends requests to the ready pods of a backend, in turn. */
export class Upstream {
  readonly #routes: Routes;
  readonly #hold: number;
  readonly #kept = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  readonly #fresh = new Agent({ keepAlive: false });
  #turn = 0;

  constructor(routes: Routes, hold = holdMilliseconds) {
    this.#routes = routes;
    this.#hold = hold;
  }

  /**
   * The head of the answer. Holds the request while no pod is ready, tries again where a pod did not take the connection, and
   * where a safe request met the end of a kept connection or of its pod. Throws NotReady, Broken, or the signal's reason.
   */
  async send(backend: Backend, message: Message): Promise<Answer> {
    const waiting = new Waiting(this.#hold);
    const refused = new Set<string>();
    for (let resends = 0; ; ) {
      const endpoint = await this.#endpoint(backend, refused, message.signal, waiting);
      try {
        return await this.#once(endpoint, message);
      } catch (error) {
        message.signal.throwIfAborted();
        const { code, reused } = error as { code?: string; reused?: boolean };
        if (code === 'ECONNREFUSED') {
          refused.add(endpoint.pod);
          continue;
        }
        const gone = !this.#routes.endpoints(backend).some((one) => one.pod === endpoint.pod);
        if (!isSafe(message) || !(reused || gone) || resends++ >= maxResends) {
          throw new Broken(`pod "${endpoint.pod}" broke off`, { cause: error });
        }
      }
    }
  }

  /** A ready endpoint that has not refused, the next in turn; waits for one. */
  async #endpoint(backend: Backend, refused: Set<string>, gone: AbortSignal, waiting: Waiting): Promise<Endpoint> {
    for (;;) {
      const ready = this.#routes.endpoints(backend);
      const endpoints = ready.filter(({ pod }) => !refused.has(pod));
      const endpoint = endpoints[this.#turn++ % endpoints.length];
      if (endpoint) return endpoint;
      gone.throwIfAborted();
      if (waiting.over.aborted) throw new NotReady('no pod became ready in time');
      const signals = [gone, waiting.over];
      // Those that refused have just ended, and news of it will come; or they come up, and only asking shows it.
      if (ready.length > 0) signals.push(AbortSignal.timeout(askAgainMilliseconds));
      await this.#routes.changed(AbortSignal.any(signals)).catch(() => {});
      refused.clear();
    }
  }

  #once(endpoint: Endpoint, message: Message): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest({
        host: endpoint.address,
        port: endpoint.port,
        method: message.method,
        path: message.path,
        headers: message.headers,
        // A kept connection may be at its end just when it is used; what cannot be sent twice gets one of its own.
        agent: isSafe(message) ? this.#kept : this.#fresh,
        maxHeaderSize: maxHeaderBytes,
        signal: message.signal,
      });
      request.on('error', (error) => reject(Object.assign(error, { reused: request.reusedSocket })));
      request.on('response', (response) => resolve({ response }));
      request.on('upgrade', (response, socket, head) => resolve({ response, upgraded: { socket, head } }));
      if (message.body) sendBody(request, message.body);
      else request.end();
    });
  }

  close(): void {
    this.#kept.destroy();
    this.#fresh.destroy();
  }
}

/** Whether sending it twice does no harm. */
function isSafe({ method, body }: Message): boolean {
  return !body && (method === 'GET' || method === 'HEAD' || method === 'OPTIONS');
}

function sendBody(request: ClientRequest, body: IncomingMessage): void {
  const send = () => {
    body.pipe(request);
    // The app may answer and hang up before it has read everything; the browser must be able to send the rest.
    request.on('close', () => body.unpipe(request).resume());
  };
  request.on('socket', (socket) => {
    if (socket.connecting) socket.once('connect', send);
    else send();
  });
}

/** The time for which a request is held; it runs from the first wait on, which most requests never have. */
class Waiting {
  readonly #milliseconds: number;
  #signal: AbortSignal | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  get over(): AbortSignal {
    this.#signal ??= AbortSignal.timeout(this.#milliseconds);
    return this.#signal;
  }
}
