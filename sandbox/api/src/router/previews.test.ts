import { createServer, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from 'e2b';
import { WebSocket, WebSocketServer } from 'ws';
import { startPlatform, type TestPlatform } from '../testing/platform.ts';

describe('previews', () => {
  let platform: TestPlatform;
  let sandbox: Sandbox;
  const seen: { url?: string; headers: Record<string, unknown> }[] = [];
  let port: number;
  let stopApp: () => Promise<void>;

  beforeAll(async () => {
    platform = await startPlatform();
    const token = await platform.tenant('one', ['create', 'get', 'list', 'update', 'delete']);
    sandbox = await platform.clientOf(token).Sandbox.create();
    const app = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      if (request.url === '/slow') {
        response.write('first ');
        setTimeout(() => response.end('second'), 200);
      } else if (request.url === '/cut') {
        response.write('first ');
        setTimeout(() => response.destroy(), 50);
      } else request.pipe(response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'] }));
    });
    const sockets = new WebSocketServer({ server: app });
    sockets.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    );
    const podIP = (await platform.resourceOf(sandbox)).status?.podIP ?? '';
    await new Promise<void>((resolve) => app.listen(0, podIP, resolve));
    const address = app.address();
    port = typeof address === 'object' && address ? address.port : 0;
    stopApp = async () => {
      sockets.close();
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    };
  }, 120_000);

  afterAll(async () => {
    await stopApp();
    await platform.stop();
  }, 60_000);

  /** As a browser does: to the router's address with the preview's host. fetch cannot set Host, so by hand. */
  async function visit(
    path: string,
    options: { host?: string; headers?: Record<string, string>; body?: string; method?: string } = {},
  ) {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: string; whole: boolean }>(
      (resolve, reject) => {
        const sent = request(platform.routerUrl + path, {
          method: options.method ?? (options.body ? 'POST' : 'GET'),
          headers: { host: options.host ?? sandbox.getHost(port), ...options.headers },
        });
        sent.on('error', reject);
        sent.on('response', (answer) => {
          let body = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            body += chunk;
          });
          answer.on('error', () => undefined);
          answer.on('close', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body, whole: answer.complete }),
          );
        });
        sent.end(options.body);
      },
    );
  }

  test('the host of a port is one that this router serves', () => {
    expect(sandbox.getHost(3000)).toBe(`3000-${sandbox.sandboxId}.localhost:${platform.routerPort}`);
  });

  test('a browser’s request reaches the app with its own Host and none of the platform’s headers', async () => {
    const answer = await visit('/path?q=1', {
      body: 'a body',
      headers: {
        origin: 'http://elsewhere.example',
        'x-access-token': 'secret',
        'x-api-key': 'of the app',
        'x-forwarded-host': 'forged',
      },
    });
    expect(answer).toMatchObject({ status: 201, body: 'a body', whole: true });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    const { url, headers } = seen.at(-1) ?? { headers: {} };
    expect(url).toBe('/path?q=1');
    expect(headers).toMatchObject({
      host: sandbox.getHost(port),
      'x-forwarded-host': sandbox.getHost(port),
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(headers).toHaveProperty('x-api-key', 'of the app');
    for (const name of ['x-access-token', 'e2b-sandbox-id', 'e2b-sandbox-port'])
      expect(headers).not.toHaveProperty(name);
  });

  test('a program reaches the app by the SDK’s headers', async () => {
    const response = await fetch(`${platform.routerUrl}/by-header`, {
      headers: { 'e2b-sandbox-id': sandbox.sandboxId, 'e2b-sandbox-port': String(port) },
    });
    expect(response.status).toBe(201);
  });

  test('answers stream, and one that is cut off is not taken for a whole one', async () => {
    expect(await visit('/slow')).toMatchObject({ body: 'first second', whole: true });
    expect(await visit('/cut')).toMatchObject({ body: 'first ', whole: false });
  });

  test('WebSockets go both ways', async () => {
    const socket = new WebSocket(platform.routerUrl.replace('http', 'ws'), {
      headers: { host: sandbox.getHost(port) },
    });
    const echoed = new Promise<string>((resolve, reject) => {
      socket.on('open', () => socket.send('hello'));
      socket.on('message', (data) => resolve(String(data)));
      socket.on('error', reject);
    });
    expect(await echoed).toBe('hello');
    socket.close();
  });

  test('a page of one sandbox cannot reach another sandbox, or a daemon, by headers', async () => {
    const host = sandbox.getHost(port);
    expect(
      (await visit('/', { host, headers: { 'e2b-sandbox-id': 'f'.repeat(20), 'e2b-sandbox-port': String(port) } }))
        .status,
    ).toBe(400);
    expect((await visit('/', { host, headers: { 'e2b-sandbox-id': sandbox.sandboxId } })).status).toBe(400);
    const daemonHost = sandbox.getHost(49983);
    expect((await visit('/health', { host: daemonHost, headers: { origin: `http://${host}` } })).status).toBe(403);
    expect((await visit('/health', { host: daemonHost })).status).toBe(204);
    const byHeader = { 'e2b-sandbox-id': sandbox.sandboxId, origin: `http://${host}` };
    expect((await visit('/health', { host: '127.0.0.1', headers: byHeader })).status).toBe(403);
  });

  test('a foreign name that resolves to this machine is refused', async () => {
    const headers = { 'e2b-sandbox-id': sandbox.sandboxId };
    expect((await visit('/health', { host: 'rebound.example', headers })).status).toBe(421);
    expect((await visit('/health', { host: 'rebound.example' })).status).toBe(404);
  });

  test('a port where nothing listens, and a sandbox that is not there, are 502', async () => {
    expect(await visit('/', { host: sandbox.getHost(1) })).toMatchObject({
      status: 502,
      body: expect.stringContaining('port 1'),
    });
    const absent = `3000-${'0'.repeat(20)}.localhost`;
    expect((await visit('/', { host: absent })).status).toBe(502);
    const page = await visit('/', { host: absent, headers: { accept: 'text/html' } });
    expect(page).toMatchObject({ status: 502, body: expect.stringContaining('not running') });
    expect(page.body).not.toContain('refresh');
  });
});
