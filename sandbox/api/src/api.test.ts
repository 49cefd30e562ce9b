import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOXES } from '@appfactory/kube/resources';
import { sandboxContract } from '@appfactory/sandbox-daemon/testing/contract';
import { eventually } from '@appfactory/sandbox-daemon/testing/eventually';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox as Client, NotFoundError, SandboxNotFoundError, TimeoutError } from 'e2b';
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
    sandbox = await platform.clientOf(tokens.one).Sandbox.create({
      envs: { GIVEN: 'at creation' },
      metadata: { app: 'crm', 'ключ & =': 'ä/b?' },
    });
    workdir = (await platform.operator.daemonOf(await platform.resourceOf(sandbox)))?.workdir ?? '';
  }, 60_000);

  sandboxContract(() => ({ sandbox, workdir }));

  test('what was given at creation is there', async () => {
    expect((await sandbox.commands.run('echo $GIVEN')).stdout).toBe('at creation\n');
    const info = await sandbox.getInfo();
    expect(info).toMatchObject({ templateId: 'base', state: 'running', metadata: { app: 'crm', 'ключ & =': 'ä/b?' } });
    expect(info.endAt.getTime() - info.startedAt.getTime()).toBe(300_000);
    expect((await platform.resourceOf(sandbox)).metadata.namespace).toBe('one');
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
    const { Sandbox } = platform.clientOf(tokens.one);
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
    await expect(platform.clientOf(tokens.one).Sandbox.create({ lifecycle: { onTimeout: 'pause' } })).rejects.toThrow(
      /autoPause/,
    );
    await expect(platform.clientOf(tokens.one).Sandbox.create('no-such-template')).rejects.toThrow(
      /no template "no-such-template"/,
    );
    await expect(platform.clientOf(tokens.one).Sandbox.create('Bad Name')).rejects.toThrow(/templateID/);
  });
});

describe('who may do what', () => {
  let sandbox: Client;

  beforeAll(async () => {
    sandbox = await platform.clientOf(tokens.one).Sandbox.create();
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
    await expect(platform.clientOf(tokens.two).Sandbox.connect(id)).rejects.toBeInstanceOf(SandboxNotFoundError);
    expect(await platform.clientOf(tokens.two).Sandbox.kill(id)).toBe(false);
    expect(await platform.clientOf(tokens.two).Sandbox.list().nextItems()).toEqual([]);
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
    const { metadata } = await platform.resourceOf(sandbox);
    const token = await platform.tenant('three', ['get', 'update']);
    await expect(platform.clientOf(token).Sandbox.create()).rejects.toThrow(
      /403.*may not create sandboxes in the namespace "three"/,
    );
    expect((await control('/v2/sandboxes', { token })).status).toBe(403);
    expect(metadata.namespace).toBe('one');
  });

  test('an agent’s Role for one sandbox opens that one only', async () => {
    const owner = await platform.tenant('four', ALL);
    const mine = await platform.clientOf(owner).Sandbox.create();
    const other = await platform.clientOf(owner).Sandbox.create();
    const { metadata } = await platform.resourceOf(mine);
    const agent = await platform.tenant('four', ['get', 'update'], [metadata.name]);
    // Until the API server's authorizer has seen the narrower Role.
    await eventually(async () =>
      (await control('/v2/sandboxes', { token: agent })).status === 403 ? true : undefined,
    );
    const connected = await platform.clientOf(agent).Sandbox.connect(mine.sandboxId);
    expect((await connected.commands.run('echo mine')).stdout).toBe('mine\n');
    await connected.setTimeout(60_000);
    await expect(platform.clientOf(agent).Sandbox.connect(other.sandboxId)).rejects.toBeInstanceOf(
      SandboxNotFoundError,
    );
    expect((await control(`/sandboxes/${mine.sandboxId}`, { token: agent, method: 'DELETE' })).status).toBe(404);
  }, 60_000);

  test('web pages are refused, and so is a name that is not this machine’s', async () => {
    const withOrigin = await control('/v2/sandboxes', {
      token: tokens.one,
      headers: { origin: 'http://evil.example' },
    });
    expect(withOrigin.status).toBe(403);
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
    const { Sandbox } = platform.clientOf(token);
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
    const { Sandbox } = platform.clientOf(tokens.one);
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
    const sandbox = await platform.clientOf(tokens.one).Sandbox.create();
    const resource = await platform.resourceOf(sandbox);
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
    const creating = platform.clientOf(token).Sandbox.create();
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
    const creating = platform.clientOf(token).Sandbox.create({ signal: leaving.signal });
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
    const connecting = platform.clientOf(token).Sandbox.connect(id);
    await sleep(100);
    await platform.operator.bringUp(made);
    expect((await (await connecting).commands.run('echo up')).stdout).toBe('up\n');
  }, 60_000);
});
