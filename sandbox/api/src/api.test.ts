import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOXES } from '@appfactory/kube/resources';
import { eventually, sandboxContract } from '@appfactory/sandbox-daemon/testing/contract';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox as Client, E2B, NotFoundError, SandboxNotFoundError, TimeoutError } from 'e2b';
import { WebSocket, WebSocketServer } from 'ws';
import { startPlatform, type TestPlatform } from './testing/platform.ts';

const ALL = ['create', 'get', 'list', 'update', 'delete'];
let platform: TestPlatform;
let tokens: { one: string; two: string };

beforeAll(async () => {
  platform = await startPlatform();
  tokens = { one: await platform.tenant('one', ALL), two: await platform.tenant('two', ALL) };
}, 120_000);

afterAll(async () => {
  await platform.stop();
}, 60_000);

function clientOf(apiKey: string): E2B {
  return new E2B({ apiKey, apiUrl: platform.apiUrl, sandboxUrl: platform.routerUrl });
}

/** The resource behind a sandbox, as the stand-in operator's watch shows it. */
function resourceOf(client: Client) {
  return eventually(() => platform.operator.cache.list().find((one) => one.status?.sandboxID === client.sandboxId));
}

async function control(
  path: string,
  init: RequestInit & { token?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const { token, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (token) headers.set('x-api-key', token);
  const response = await fetch(platform.apiUrl + path, { ...rest, headers });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('a sandbox through the control API and the router', () => {
  let sandbox: Client;
  let workdir: string;

  beforeAll(async () => {
    sandbox = await clientOf(tokens.one).Sandbox.create({
      envs: { GIVEN: 'at creation' },
      metadata: { app: 'crm', 'ключ & =': 'ä/b?' },
    });
    workdir = (await platform.operator.daemonOf(await resourceOf(sandbox)))?.workdir ?? '';
  }, 60_000);

  sandboxContract(() => ({ sandbox, workdir }));

  test('what was given at creation is there', async () => {
    expect((await sandbox.commands.run('echo $GIVEN')).stdout).toBe('at creation\n');
    const info = await sandbox.getInfo();
    expect(info).toMatchObject({ templateId: 'base', state: 'running', metadata: { app: 'crm', 'ключ & =': 'ä/b?' } });
    expect(info.endAt.getTime() - info.startedAt.getTime()).toBe(300_000);
    expect((await resourceOf(sandbox)).metadata.namespace).toBe('one');
  });

  test('it runs, by its own word and by its metrics', async () => {
    expect(await sandbox.isRunning()).toBe(true);
    const [now] = await sandbox.getMetrics();
    expect(now?.memTotal).toBeGreaterThan(0);
    expect(now?.diskTotal).toBeGreaterThan(0);
  });

  test('its time limit is set from now on', async () => {
    await sandbox.setTimeout(1_000_000);
    await eventually(async () => {
      const left = (await sandbox.getInfo()).endAt.getTime() - Date.now();
      return (left > 900_000 && left <= 1_000_000) || undefined;
    });
  });

  test('connecting by id gives the same sandbox, and lengthens its life but never shortens it', async () => {
    const { Sandbox } = clientOf(tokens.one);
    const again = await Sandbox.connect(sandbox.sandboxId, { timeoutMs: 1_000 });
    await sandbox.files.write('shared', 'yes');
    expect(await again.files.read('shared')).toBe('yes');
    expect((await sandbox.getInfo()).endAt.getTime() - Date.now()).toBeGreaterThan(100_000);
    await Sandbox.connect(sandbox.sandboxId, { timeoutMs: 5_000_000 });
    await eventually(async () => (await sandbox.getInfo()).endAt.getTime() - Date.now() > 4_000_000 || undefined);
  });

  test('what a pod cannot do is refused with what to do instead', async () => {
    await expect(sandbox.pause()).rejects.toThrow(/Pausing is not supported/);
    await expect(sandbox.createSnapshot()).rejects.toThrow(/not supported/);
    await expect(sandbox.updateNetwork({ allowInternetAccess: false })).rejects.toThrow(/not supported/);
    await expect(clientOf(tokens.one).Sandbox.create({ lifecycle: { onTimeout: 'pause' } })).rejects.toThrow(
      /autoPause/,
    );
    await expect(clientOf(tokens.one).Sandbox.create('no-such-template')).rejects.toThrow(
      /no template "no-such-template"/,
    );
    await expect(clientOf(tokens.one).Sandbox.create('Bad Name')).rejects.toThrow(/templateID/);
  });

  describe('previews', () => {
    const seen: { url?: string; headers: Record<string, unknown> }[] = [];
    let port: number;
    let stopApp: () => Promise<void>;

    beforeAll(async () => {
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
      const podIP = (await resourceOf(sandbox)).status?.podIP ?? '';
      await new Promise<void>((resolve) => app.listen(0, podIP, resolve));
      const address = app.address();
      port = typeof address === 'object' && address ? address.port : 0;
      stopApp = async () => {
        sockets.close();
        app.closeAllConnections();
        await new Promise((resolve) => app.close(resolve));
      };
    });

    afterAll(() => stopApp());

    /** As a browser does: to the router's address with the preview's host. fetch cannot set Host, so by hand. */
    async function visit(
      path: string,
      options: { host?: string; headers?: Record<string, string>; body?: string; method?: string } = {},
    ) {
      const { request } = await import('node:http');
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
});

describe('who may do what', () => {
  let sandbox: Client;

  beforeAll(async () => {
    sandbox = await clientOf(tokens.one).Sandbox.create();
  }, 60_000);

  test('no key and a wrong key are 401', async () => {
    for (const token of [undefined, 'nonsense']) {
      expect((await control('/v2/sandboxes', { token })).status).toBe(401);
      expect((await control('/v2/sandboxes', { token, method: 'POST', body: '{"templateID":"base"}' })).status).toBe(
        401,
      );
    }
  });

  test('another tenant’s sandbox is as absent as one that never was', async () => {
    const id = sandbox.sandboxId;
    const never = '0'.repeat(20);
    const calls: [string, string][] = [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/connect'],
      ['POST', '/timeout'],
      ['GET', '/metrics'],
      ['POST', '/pause'],
    ];
    for (const [method, rest] of calls) {
      const body = rest === '/timeout' ? '{"timeout":60}' : method === 'POST' ? '{}' : undefined;
      const ask = (sandboxID: string) => control(`/sandboxes/${sandboxID}${rest}`, { token: tokens.two, method, body });
      const [theirs, absent] = [await ask(id), await ask(never)];
      expect(theirs.status).toBe(404);
      expect(JSON.stringify(theirs).replaceAll(id, 'ID')).toBe(JSON.stringify(absent).replaceAll(never, 'ID'));
    }
    await expect(clientOf(tokens.two).Sandbox.connect(id)).rejects.toBeInstanceOf(SandboxNotFoundError);
    expect(await clientOf(tokens.two).Sandbox.kill(id)).toBe(false);
    expect(await clientOf(tokens.two).Sandbox.list().nextItems()).toEqual([]);
    expect(await sandbox.isRunning()).toBe(true);
  });

  test('the router opens a sandbox to nobody without its token', async () => {
    const headers = {
      'e2b-sandbox-id': sandbox.sandboxId,
      'content-type': 'application/json',
      'x-access-token': 'guess',
    };
    const response = await fetch(`${platform.routerUrl}/process.Process/List`, { method: 'POST', body: '{}', headers });
    expect(response.status).toBe(401);
  });

  test('a ServiceAccount can do what its Role says and no more', async () => {
    const { metadata } = await resourceOf(sandbox);
    const token = await platform.tenant('three', ['get', 'update']);
    await expect(clientOf(token).Sandbox.create()).rejects.toThrow(
      /403.*may not create sandboxes in the namespace "three"/,
    );
    expect((await control('/v2/sandboxes', { token })).status).toBe(403);
    expect(metadata.namespace).toBe('one');
  });

  test('an agent’s Role for one sandbox opens that one only', async () => {
    const owner = await platform.tenant('four', ALL);
    const mine = await clientOf(owner).Sandbox.create();
    const other = await clientOf(owner).Sandbox.create();
    const { metadata } = await resourceOf(mine);
    const agent = await platform.tenant('four', ['get', 'update'], [metadata.name]);
    // Until the API server's authorizer has seen the narrower Role.
    await eventually(async () =>
      (await control('/v2/sandboxes', { token: agent })).status === 403 ? true : undefined,
    );
    const connected = await clientOf(agent).Sandbox.connect(mine.sandboxId);
    expect((await connected.commands.run('echo mine')).stdout).toBe('mine\n');
    await connected.setTimeout(60_000);
    await expect(clientOf(agent).Sandbox.connect(other.sandboxId)).rejects.toBeInstanceOf(SandboxNotFoundError);
    expect((await control(`/sandboxes/${mine.sandboxId}`, { token: agent, method: 'DELETE' })).status).toBe(404);
  }, 60_000);

  test('web pages are refused, and so is a name that is not this machine’s', async () => {
    const withOrigin = await control('/v2/sandboxes', {
      token: tokens.one,
      headers: { origin: 'http://evil.example' },
    });
    expect(withOrigin.status).toBe(403);
    const { request } = await import('node:http');
    const rebound = await new Promise<number | undefined>((resolve) => {
      request(
        `${platform.apiUrl}/v2/sandboxes`,
        { headers: { host: 'evil.example', 'x-api-key': tokens.one } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      ).end();
    });
    expect(rebound).toBe(421);
  });
});

describe('lists', () => {
  test('are filtered by metadata, state and template, and come in pages', async () => {
    const token = await platform.tenant('listed', ALL);
    const { Sandbox } = clientOf(token);
    const made: Client[] = [];
    for (const app of ['a&b=c', 'a&b=c', 'other']) made.push(await Sandbox.create({ metadata: { app } }));
    const all = async (opts: Parameters<typeof Sandbox.list>[0]) => {
      const pages = Sandbox.list(opts);
      const ids: string[] = [];
      while (pages.hasNext) ids.push(...(await pages.nextItems()).map((one) => one.sandboxId));
      return ids;
    };
    const ids = made.map((one) => one.sandboxId);
    expect((await all({})).sort()).toEqual([...ids].sort());
    expect((await all({ query: { metadata: { app: 'a&b=c' } } })).sort()).toEqual(ids.slice(0, 2).sort());
    expect(await all({ query: { state: ['paused'] } })).toEqual([]);
    expect(await all({ query: { template: 'another' } })).toEqual([]);
    expect(await all({ limit: 1, order: 'asc' })).toEqual([...(await all({ limit: 2, order: 'desc' }))].reverse());
    expect(await control('/sandboxes', { token })).toMatchObject({ status: 200, body: [{}, {}, {}] });
  }, 60_000);
});

describe('the end of a sandbox', () => {
  test('killing it is seen at once, by every call', async () => {
    const { Sandbox } = clientOf(tokens.one);
    const sandbox = await Sandbox.create();
    const running = await sandbox.commands.run('sleep 60', { background: true });
    expect(await sandbox.kill()).toBe(true);
    expect(await sandbox.kill()).toBe(false);
    expect(await sandbox.isRunning()).toBe(false);
    await expect(sandbox.getInfo()).rejects.toBeInstanceOf(NotFoundError);
    await expect(running.wait()).rejects.toBeInstanceOf(TimeoutError);
    await expect(sandbox.commands.run('true')).rejects.toThrow(/sandbox/i);
  }, 60_000);

  test('a pod that dies without a word does not leave its clients waiting', async () => {
    const sandbox = await clientOf(tokens.one).Sandbox.create();
    const resource = await resourceOf(sandbox);
    const running = await sandbox.commands.run('sleep 60', { background: true });
    const daemon = await platform.operator.daemonOf(resource);
    // Stopped, not ended: its connections stay open and silent, like those of a node that has lost its power.
    daemon?.process.kill('SIGSTOP');
    await platform.operator.setStatus(resource, { podIP: '127.97.9.9', phase: 'Starting', ready: false });
    await expect(running.wait()).rejects.toBeInstanceOf(TimeoutError);
    daemon?.process.kill('SIGCONT');
  }, 60_000);

  test('one that does not start fails with the reason, and leaves nothing', async () => {
    const token = await platform.tenant('failing', ALL);
    platform.operator.held.add('failing');
    const creating = clientOf(token).Sandbox.create();
    creating.catch(() => undefined);
    const resource = await eventually(() => platform.operator.cache.list('failing')[0]);
    await platform.operator.setStatus(resource, {
      phase: 'Failed',
      ready: false,
      message: 'the image "none" is not there',
    });
    await expect(creating).rejects.toThrow(/the image "none" is not there/);
    await eventually(() => platform.operator.cache.list('failing').length === 0 || undefined);
  });

  test('a client that leaves before its sandbox is ready leaves nothing behind', async () => {
    const token = await platform.tenant('leaving', ALL);
    platform.operator.held.add('leaving');
    const leaving = new AbortController();
    const creating = clientOf(token).Sandbox.create({ signal: leaving.signal });
    creating.catch(() => undefined);
    await eventually(() => platform.operator.cache.list('leaving')[0]);
    leaving.abort();
    await expect(creating).rejects.toThrow();
    await eventually(() => platform.operator.cache.list('leaving').length === 0 || undefined);
  });

  test('while it starts, a browser gets a page that reloads and connecting waits', async () => {
    const token = await platform.tenant('starting', ALL);
    platform.operator.held.add('starting');
    const made = await platform.admin.create(SANDBOXES, {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'Sandbox',
      metadata: { name: 'by-hand', namespace: 'starting' },
      spec: { template: 'base' },
    });
    await platform.operator.setStatus(made, { phase: 'Starting', ready: false });
    const id = (made.metadata.uid ?? '').replaceAll('-', '').slice(0, 20);
    const page = () =>
      fetch(platform.routerUrl, { headers: { 'e2b-sandbox-id': id, 'e2b-sandbox-port': '3000', accept: 'text/html' } });
    await eventually(async () => (await (await page()).text()).includes('http-equiv="refresh"') || undefined);
    const connecting = clientOf(token).Sandbox.connect(id);
    await sleep(100);
    await platform.operator.bringUp(made);
    expect((await (await connecting).commands.run('echo up')).stdout).toBe('up\n');
  }, 60_000);
});
