import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Service } from '@appfactory/kube/core';
import type { Log } from '@appfactory/kube/log';
import type { Routes } from './cluster.ts';
import type { Backend } from './hosts.ts';

interface Listening {
  backend: Backend;
  server: Server;
  sockets: Set<Socket>;
}

/** Makes ClusterIPs real: listens on each Service's address and ports, and forwards connections to its ready pods in turn. */
export class ClusterIps {
  readonly #routes: Routes;
  readonly #log: Log;
  readonly #inRange: (address: string) => boolean;
  readonly #listening = new Map<string, Listening>();
  #turn = 0;

  /** `cidr` is the API server's service range, like 127.96.0.0/16; Services elsewhere are left alone. */
  constructor(routes: Routes, log: Log, cidr: string) {
    this.#routes = routes;
    this.#log = log;
    this.#inRange = range(cidr);
  }

  /** Listens for what is in `services` and for nothing else. A port that cannot be had is logged, and tried again at the next change. */
  update(services: readonly Service[]): void {
    const wanted = new Map(services.flatMap((service) => this.#addresses(service)));
    for (const [address, listening] of this.#listening) {
      const backend = wanted.get(address);
      if (!backend) this.#stop(address, listening);
      else listening.backend = backend;
    }
    for (const [address, backend] of wanted) if (!this.#listening.has(address)) this.#listen(address, backend);
  }

  close(): void {
    for (const [address, listening] of this.#listening) this.#stop(address, listening);
  }

  #addresses({ metadata, spec }: Service): [string, Backend][] {
    const { clusterIP = '', selector, ports = [] } = spec;
    if (!selector || !this.#inRange(clusterIP)) return [];
    return ports
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ port }) => [
        `${clusterIP}:${port}`,
        { namespace: metadata.namespace ?? '', service: metadata.name, port },
      ]);
  }

  #listen(address: string, backend: Backend): void {
    const [host, port] = address.split(':');
    const sockets = new Set<Socket>();
    const server = createServer({ allowHalfOpen: true });
    const listening = { backend, server, sockets };
    this.#listening.set(address, listening);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      void this.#forward(socket, listening);
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      this.#listening.delete(address);
      const advice =
        error.code === 'EACCES'
          ? 'give the Service a port of 1024 or higher'
          : 'free the address or delete the Service';
      const { namespace, service } = backend;
      this.#log.warn(
        { address, namespace, service, err: error },
        `the Service cannot be reached at its ClusterIP: ${advice}`,
      );
    });
    server.listen(Number(port), host);
  }

  async #forward(socket: Socket, { backend }: Listening): Promise<void> {
    const endpoints = this.#routes.endpoints(backend);
    for (let tries = 0; tries < endpoints.length && !socket.destroyed; tries++) {
      const endpoint = endpoints[this.#turn++ % endpoints.length];
      if (!endpoint) break;
      const target = connect({ host: endpoint.address, port: endpoint.port, allowHalfOpen: true });
      try {
        await once(target, 'connect');
      } catch {
        continue;
      }
      target.on('error', () => target.destroy());
      if (socket.destroyed) target.destroy();
      socket.on('close', () => target.destroy());
      target.on('close', () => socket.destroy());
      socket.pipe(target);
      target.pipe(socket);
      return;
    }
    // As a real cluster does for a Service without endpoints: refused, and not left waiting.
    socket.resetAndDestroy();
  }

  #stop(address: string, { server, sockets }: Listening): void {
    this.#listening.delete(address);
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

function range(cidr: string): (address: string) => boolean {
  const match = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(cidr);
  const bits = Number(match?.[2]);
  if (!match?.[1] || bits > 32) throw new Error(`SERVICE_CIDR "${cidr}" must be an IPv4 range like 127.96.0.0/16`);
  const mask = bits === 0 ? 0 : -1 << (32 - bits);
  const network = number(match[1]) & mask;
  return (address) => /^\d+\.\d+\.\d+\.\d+$/.test(address) && (number(address) & mask) === network;
}

function number(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0);
}
