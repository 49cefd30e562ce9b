import { createServer, type Server } from 'node:net';

/**
 * Pod addresses: 127.x.y.z with x from 10 to 90, so neither 127.0.0.1 nor the range of Services (127.96.0.0/16). An address
 * belongs to this machine alone, and programs on the host reach it without any set-up.
 */
export function* addressesFrom(start: number): Generator<string> {
  const size = 80 * 256 * 254;
  for (let step = 0; step < size; step++) {
    const index = (start + step) % size;
    yield `127.${10 + Math.floor(index / (256 * 254))}.${Math.floor(index / 254) % 256}.${1 + (index % 254)}`;
  }
}

/** Listening sockets of one pod address, one for each port. */
export interface Listeners {
  address: string;
  servers: Map<number, Server>;
}

/**
 * Chooses an address that no pod has and on which all `ports` can be listened on, and listens. Without ports one of the
 * system's choice is tried: another program may use the whole address.
 */
export async function chooseAddress(
  ports: readonly number[],
  taken: ReadonlySet<string>,
  start: number,
): Promise<Listeners> {
  for (const address of addressesFrom(start)) {
    if (taken.has(address)) continue;
    const listeners = await listenOn(address, ports.length > 0 ? ports : [0]);
    if (!listeners) continue;
    if (ports.length === 0) closeListeners(listeners);
    return listeners;
  }
  throw new Error('no free pod address is left in 127.10.0.0 to 127.89.255.254');
}

/** Undefined when one of the ports is in use there. */
export async function listenOn(address: string, ports: readonly number[]): Promise<Listeners | undefined> {
  const servers = new Map<number, Server>();
  for (const port of ports) {
    const server = await listen(address, port);
    if (!server) {
      closeListeners({ address, servers });
      return undefined;
    }
    servers.set(port, server);
  }
  return { address, servers };
}

export function closeListeners({ servers }: Listeners): void {
  for (const server of servers.values()) server.close();
}

function listen(address: string, port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    // Who connects before the socket is handed on would wait for ever.
    const server = createServer((early) => early.resetAndDestroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(new Error(`cannot listen on ${address}:${port}: ${error.message}; use a port from 1024 on`));
    });
    server.listen({ host: address, port, backlog: 511 }, () => resolve(server));
  });
}
