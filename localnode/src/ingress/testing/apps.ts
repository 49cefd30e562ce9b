import { EventEmitter, once } from 'node:events';
import {
  createServer as createHttp,
  type Server as HttpServer,
  type IncomingMessage,
  type RequestListener,
  request,
} from 'node:http';
import { type AddressInfo, connect, createServer as createTcp, type Server, type Socket } from 'node:net';
import { createLog } from '@appfactory/kube/log';
import type { Lookup, Routes } from '../cluster.ts';
import type { Endpoint } from '../endpoints.ts';
import type { Backend } from '../hosts.ts';
import { type IngressProxy, startProxy } from '../proxy.ts';

/** Routes that a test sets by hand: each host is one app of that name. */
export class Apps extends EventEmitter implements Routes {
  readonly endpointsByHost = new Map<string, Endpoint[]>();
  readonly #servers: (Server | HttpServer)[] = [];
  readonly #sockets = new Set<Socket>();
  #proxy: IngressProxy | undefined;

  lookup(host: string): Lookup {
    const backend = { namespace: 'default', service: host, port: 80 };
    return this.endpointsByHost.has(host) ? { kind: 'backend', backend } : { kind: 'unknownHost' };
  }

  endpoints({ service }: Backend): Endpoint[] {
    return this.endpointsByHost.get(service) ?? [];
  }

  explain(): string {
    return 'One pod is waiting (CrashLoopBackOff).';
  }

  async changed(signal: AbortSignal): Promise<void> {
    await once(this, 'change', { signal });
  }

  set(host: string, ...ports: number[]): void {
    this.endpointsByHost.set(
      host,
      ports.map((port) => ({ pod: `${host}-${port}`, address: '127.0.0.1', port })),
    );
    this.emit('change');
  }

  async http(handler: RequestListener): Promise<{ server: HttpServer; port: number }> {
    const server = createHttp(handler);
    return { server, port: await this.#listen(server) };
  }

  async tcp(handler: (socket: Socket) => void): Promise<number> {
    return this.#listen(createTcp(handler));
  }

  async #listen(server: Server | HttpServer): Promise<number> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async start(hold = 15_000): Promise<number> {
    this.#proxy = await startProxy({ routes: this, log: createLog('test'), port: 0, hold });
    return this.#proxy.port;
  }

  get port(): number {
    if (!this.#proxy) throw new Error('not started');
    return this.#proxy.port;
  }

  /** Connections to the apps that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    await this.#proxy?.close();
    for (const socket of this.#sockets) socket.destroy();
    for (const server of this.#servers) server.close();
  }

  /** A request through the proxy; resolves at the head of the answer. */
  async send(
    host: string,
    options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
  ): Promise<IncomingMessage> {
    const { method = 'GET', path = '/', headers = {}, body } = options;
    const sent = request({ port: this.port, method, path, headers: { host, ...headers }, agent: false }).end(body);
    return ((await once(sent, 'response')) as [IncomingMessage])[0];
  }

  /** Bytes as they are, and all that comes back until the proxy hangs up. */
  async raw(bytes: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(bytes);
    let answer = '';
    socket.on('data', (part: Buffer) => {
      answer += part.toString();
    });
    // A proxy that does not read to the end of nonsense may reset the connection after its answer.
    socket.on('error', () => {});
    await new Promise((resolve) => socket.on('close', resolve));
    return answer;
  }
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
