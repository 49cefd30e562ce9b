import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { Log } from '@appfactory/kube/log';
import type { Routes } from './cluster.ts';
import { type RawHeaders, requestHeaders, responseHeaders } from './headers.ts';
import { type Backend, hostName } from './hosts.ts';
import { type Page, pages, render } from './pages.ts';
import { type Answer, holdMilliseconds, maxHeaderBytes, NotReady, Upstream } from './upstream.ts';

export interface ProxyOptions {
  routes: Routes;
  log: Log;
  /** 0 for any free port. */
  port: number;
  /** Milliseconds that a request waits for a ready pod; default 15 seconds. */
  hold?: number;
}

export interface IngressProxy {
  port: number;
  /** Stops accepting, lets running requests end for `grace` milliseconds, then ends them. */
  close(grace?: number): Promise<void>;
}

const keepAliveMilliseconds = 65_000;
const halfOpenMilliseconds = 2_000;

/** The HTTP proxy on 127.0.0.1: by Host and path to the ready pods of a Service. Throws EADDRINUSE and the like. */
export async function startProxy({ routes, log, port, hold = holdMilliseconds }: ProxyOptions): Promise<IngressProxy> {
  const upstream = new Upstream(routes, hold);
  const handler = new Handler(routes, upstream, log, hold);
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: keepAliveMilliseconds,
    // An upload may take as long as it takes; only its headers must come soon.
    requestTimeout: 0,
    shouldUpgradeCallback: isWebSocket,
  });
  server.on('request', (request, response) => void handler.request(request, response));
  server.on('upgrade', (request, socket, head) => void handler.upgrade(request, socket, head));
  const sockets = trackSockets(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async (grace = 0) => {
      const closed = once(server, 'close');
      server.close();
      const timer = setTimeout(() => sockets.forEach((socket) => void socket.destroy()), grace);
      await closed;
      clearTimeout(timer);
      upstream.close();
    },
  };
}

function trackSockets(server: Server): Set<Duplex> {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

class Handler {
  readonly #routes: Routes;
  readonly #upstream: Upstream;
  readonly #log: Log;
  readonly #hold: number;

  constructor(routes: Routes, upstream: Upstream, log: Log, hold: number) {
    this.#routes = routes;
    this.#upstream = upstream;
    this.#log = log;
    this.#hold = hold;
  }

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const answered = await this.#answer(request, gone.signal, false);
    if ('page' in answered) return sendPage(answered.page, request, response);
    const { response: from, upgraded } = answered.answer;
    if (upgraded) {
      // Nobody asked for it: what follows would be read as answers to the browser's next requests.
      upgraded.socket.destroy();
      return sendPage(pages.broken(request.headers.host ?? ''), request, response);
    }
    try {
      response.writeHead(from.statusCode ?? 502, responseHeaders(from));
    } catch {
      from.destroy();
      return sendPage(pages.broken(request.headers.host ?? ''), request, response);
    }
    response.flushHeaders();
    // Either side may break off: the other is then broken off too, so that a cut answer is never taken for a whole one.
    pipeline(from, response, () => {});
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const gone = new AbortController();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => gone.abort());
    const stopListening = onEnd(socket, () => gone.abort());
    const answered = await this.#answer(request, gone.signal, true);
    stopListening();
    if (socket.destroyed) {
      // It left just as the app answered: nobody else would end the app's side.
      if ('answer' in answered) (answered.answer.upgraded?.socket ?? answered.answer.response).destroy();
      return;
    }
    if ('page' in answered) {
      const { headers, body } = render(answered.page, request);
      socket.end(rawHead(answered.page.status, [...Object.entries(headers).flat(), 'Connection', 'close']) + body);
      return;
    }
    const { response, upgraded } = answered.answer;
    if (upgraded) {
      const headers = [...responseHeaders(response), 'Connection', 'Upgrade', 'Upgrade', 'websocket'];
      socket.write(rawHead(101, headers), 'latin1');
      socket.write(upgraded.head);
      upgraded.socket.write(head);
      join(socket, upgraded.socket);
    } else {
      const headers = [...withoutLength(responseHeaders(response)), 'Connection', 'close'];
      socket.write(rawHead(response.statusCode ?? 502, headers), 'latin1');
      pipeline(response, socket, () => {});
    }
  }

  async #answer(
    request: IncomingMessage,
    signal: AbortSignal,
    upgrade: boolean,
  ): Promise<{ page: Page } | { answer: Answer }> {
    const found = this.#find(request);
    if ('page' in found) return found;
    const hasBody =
      request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
    try {
      const answer = await this.#upstream.send(found.backend, {
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: requestHeaders(request, { upgrade }),
        body: hasBody ? request : undefined,
        signal,
      });
      return { answer };
    } catch (error) {
      if (error instanceof NotReady)
        return { page: pages.notReady(found.host, this.#routes.explain(found.backend), this.#hold / 1000) };
      const { namespace, service } = found.backend;
      if (!signal.aborted)
        this.#log.warn({ host: found.host, namespace, service, err: error }, 'no answer from the app');
      return { page: pages.broken(found.host) };
    }
  }

  #find(request: IncomingMessage): { page: Page } | { host: string; backend: Backend } {
    const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
    const host = hostName(request.headers.host);
    if (hosts.length !== 1 || !host) return { page: pages.badRequest('It must name one host.') };
    // "GET http://other/ HTTP/1.1" would name a second host, which the app might believe.
    if (!request.url?.startsWith('/')) return { page: pages.badRequest('Its target must be a path.') };
    const coding = request.headers['transfer-encoding'];
    if (coding !== undefined && coding.toLowerCase() !== 'chunked') {
      return { page: pages.badRequest(`Its transfer coding must be "chunked".`) };
    }
    const found = this.#routes.lookup(host, request.url.replace(/[?#].*$/s, ''));
    if (found.kind === 'unknownHost') return { page: pages.unknownHost(host) };
    if (found.kind === 'unknownPath') return { page: pages.unknownPath(host) };
    return { host, backend: found.backend };
  }
}

function sendPage(page: Page, request: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) return;
  const { headers, body } = render(page, request);
  response.writeHead(page.status, headers).end(body);
  request.resume();
}

/** Only parsed headers come here: the parser lets no line end into a name or a value. */
function rawHead(status: number, headers: RawHeaders): string {
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n`;
  for (let index = 0; index + 1 < headers.length; index += 2) text += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return `${text}\r\n`;
}

/** The end of the connection says where the body ends. */
function withoutLength(headers: RawHeaders): RawHeaders {
  return headers.filter((_, index) => headers[index - (index % 2)]?.toLowerCase() !== 'content-length');
}

/**
 * The only upgrade there is. Any other protocol (h2c above all) would let a client speak to the app behind our back, and a body
 * would be taken for frames: both are answered as plain HTTP.
 */
function isWebSocket({ method, headers }: IncomingMessage): boolean {
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && !hasBody;
}

/** Nobody reads an upgraded connection until the app has answered; without reading its end would pass unseen. */
function onEnd(socket: Duplex, ended: () => void): () => void {
  const look = () => {
    if (socket.readableLength === 0) socket.read();
  };
  socket.on('readable', look).on('end', ended);
  return () => void socket.off('readable', look).off('end', ended);
}

/** Two connections become one. A WebSocket is of no use half open: the end of one way is soon the end of both. */
function join(a: Duplex, b: Duplex): void {
  const end = () => {
    const destroy = () => {
      a.destroy();
      b.destroy();
    };
    setTimeout(destroy, halfOpenMilliseconds).unref();
  };
  pipeline(a, b, end);
  pipeline(b, a, end);
}
