import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthOptions {
  registry: Registry;
  /** 0: any free port. */
  port: number;
  /** Why the program is not alive; undefined when it is. */
  unhealthy?: () => string | undefined;
  /** Why the program does not work yet; undefined when it does. */
  notReady?: () => string | undefined;
}

/** /metrics, /healthz and /readyz on loopback. Answers only to a Host that is a loopback name, so that no web page can read it. */
export async function startHealthServer(options: HealthOptions): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (!isLoopback(request.headers.host) || request.headers.origin) {
      answer(403, 'only for this machine: use the address 127.0.0.1\n');
      return;
    }
    const state = (problem: string | undefined) => answer(problem ? 503 : 200, `${problem ?? 'ok'}\n`);
    if (request.url === '/healthz') state(options.unhealthy?.());
    else if (request.url === '/readyz') state(options.notReady?.());
    else if (request.url === '/metrics') {
      void options.registry.metrics().then(
        (text) => answer(200, text, options.registry.contentType),
        (error: unknown) => answer(500, `${String(error)}\n`),
      );
    } else answer(404, 'there are /metrics, /healthz and /readyz\n');
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
