import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeConfig } from '@appfactory/kube/kubeconfig';
import { Agent, type Dispatcher } from 'undici';

/** A write as the proxy saw it. */
export interface SeenWrite {
  /** Counts from 1, over the proxy's life. */
  number: number;
  method: string;
  /** Without the query. */
  path: string;
  body: string;
  /** When it came; performance.now(). */
  at: number;
  /** The API server's answer; undefined when it was not forwarded or is under way. */
  status?: number;
}

/** What happens to a write. */
export type WriteFault =
  /** The proxy refuses it itself, as an API server would. */
  | { refuse: 409 | 429 | 500 | 503; retryAfterSeconds?: number }
  /** The connection breaks: before the write was done, or after it was done and before the answer. */
  | { reset: 'before' | 'after' }
  /** It was done; this is called before the answer would be sent, and no answer is sent: for kill -9. */
  | { doneThen: () => void };

export interface WatchFaults {
  /** Every watch is answered with 410 Gone. */
  gone?: boolean;
  /** Every watch ends after this long; milliseconds. */
  closeAfter?: number;
  /** Events arrive this much later; milliseconds. */
  lag?: number;
  /** Nothing arrives while this holds; what happened meanwhile arrives afterwards. */
  frozen?: () => boolean;
}

export interface FaultProxy {
  /** http://127.0.0.1:PORT: give it to the program under test as its API server; it needs no credentials of its own. */
  url: string;
  /** A kubeconfig file's text for it. */
  kubeconfig: string;
  writes: SeenWrite[];
  lists: { path: string; at: number }[];
  /** Asked for every write, before it is forwarded. */
  onWrite: (write: SeenWrite) => WriteFault | undefined;
  watchFaults: WatchFaults;
  /** Breaks every connection that is open now. */
  cut(): void;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Faults hit leases too, and they are counted. */
  leases?: boolean;
}

/**
 * Stands between a program and a real API server, and does to requests what networks, crashes and busy servers do. It
 * authenticates towards the API server as `kube` says. Leases are let through unharmed and uncounted, unless told otherwise:
 * they are time's business, not a reconcile's.
 */
export async function startFaultProxy(kube: KubeConfig, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const agent = new Agent({
    connect: { ca: kube.ca, cert: kube.cert, key: kube.key, rejectUnauthorized: !kube.insecureSkipTlsVerify },
    allowH2: false,
    bodyTimeout: 0,
  });
  const writes: SeenWrite[] = [];
  const lists: FaultProxy['lists'] = [];
  const server: Server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://proxy');
    const isRead = request.method === 'GET';
    if (isRead && url.searchParams.has('watch')) return watch(request, response, url);
    if (isRead || (!options.leases && url.pathname.includes('/leases'))) {
      if (isRead && url.searchParams.has('limit')) lists.push({ path: url.pathname, at: performance.now() });
      return answer(response, await forward(request, body));
    }
    const write: SeenWrite = {
      number: writes.length + 1,
      method: request.method ?? '',
      path: url.pathname,
      body,
      at: performance.now(),
    };
    writes.push(write);
    const fault = proxy.onWrite(write);
    if (fault && 'refuse' in fault) return refuse(response, fault.refuse, fault.retryAfterSeconds);
    if (fault && 'reset' in fault && fault.reset === 'before') return void request.socket.destroy();
    const result = await forward(request, body);
    write.status = result.statusCode;
    if (fault && 'reset' in fault) {
      await result.body.dump();
      return void request.socket.destroy();
    }
    if (fault && 'doneThen' in fault) {
      await result.body.dump();
      fault.doneThen();
      return void request.socket.destroy();
    }
    return answer(response, result);
  }

  async function watch(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { gone, closeAfter } = proxy.watchFaults;
    if (gone && url.searchParams.get('resourceVersion')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      const object = {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: 'too old resource version (by the test)',
      };
      response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    const result = await forward(request, '');
    response.writeHead(result.statusCode, { 'content-type': 'application/json' });
    response.flushHeaders();
    response.on('close', () => result.body.destroy());
    if (closeAfter) setTimeout(() => response.destroy(), closeAfter).unref();
    for await (const chunk of result.body as AsyncIterable<Buffer>) {
      const { lag, frozen } = proxy.watchFaults;
      if (lag) await sleep(lag);
      while (frozen?.() && !response.destroyed) await sleep(50);
      response.write(chunk);
    }
    response.end();
  }

  function forward(request: IncomingMessage, body: string): Promise<Dispatcher.ResponseData> {
    const token = kube.token();
    return agent.request({
      origin: kube.server,
      path: request.url ?? '/',
      method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: {
        accept: 'application/json',
        ...(request.headers['content-type'] ? { 'content-type': request.headers['content-type'] } : {}),
        ...(request.headers['user-agent'] ? { 'user-agent': request.headers['user-agent'] } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: body || null,
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy: FaultProxy = {
    url: address,
    kubeconfig: kubeconfigFor(address),
    writes,
    lists,
    onWrite: () => undefined,
    watchFaults: {},
    cut: () => server.closeAllConnections(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await agent.destroy();
    },
  };
  return proxy;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(response: ServerResponse, result: Dispatcher.ResponseData): Promise<void> {
  const { 'retry-after': retryAfter } = result.headers;
  response.writeHead(result.statusCode, {
    'content-type': 'application/json',
    ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}),
  });
  response.end(Buffer.from(await result.body.arrayBuffer()));
}

function refuse(response: ServerResponse, code: number, retryAfterSeconds: number | undefined): void {
  const reason = { 409: 'Conflict', 429: 'TooManyRequests', 500: 'InternalError', 503: 'ServiceUnavailable' }[code];
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: 'refused by the test' };
  response.writeHead(code, {
    'content-type': 'application/json',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
  response.end(JSON.stringify(status));
}

function kubeconfigFor(server: string): string {
  return `apiVersion: v1
kind: Config
clusters: [{ name: proxy, cluster: { server: "${server}" } }]
users: [{ name: none, user: {} }]
contexts: [{ name: proxy, context: { cluster: proxy, user: none } }]
current-context: proxy
`;
}
