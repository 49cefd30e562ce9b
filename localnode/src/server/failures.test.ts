import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CertificateAuthority } from '@appfactory/launcher/plane/certificates';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SpdyConnection } from '../spdy/connection.ts';
import { parseAddress } from './address.ts';
import { type Server, startServer } from './server.ts';
import { MachineContainers } from './testing/machineContainers.ts';

jest.setTimeout(60_000);

let folder: string;
let server: Server;
let containers: MachineContainers;
let trusted: RequestOptions;
let otherName: RequestOptions;
let otherAuthority: RequestOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'localnode-kubelet-'));
  const [ca, other] = await Promise.all([
    CertificateAuthority.open(folder, 'ca'),
    CertificateAuthority.open(folder, 'other-ca'),
  ]);
  const serving = await ca.issue(folder, 'server', { commonName: 'node', use: 'server', ipAddresses: ['127.0.0.1'] });
  const client = async (authority: CertificateAuthority, name: string, commonName: string) => {
    const files = await authority.issue(folder, name, { commonName, use: 'client' });
    return { ca: await readFile(ca.certFile), cert: await readFile(files.cert), key: await readFile(files.key) };
  };
  trusted = await client(ca, 'trusted', 'apiserver');
  otherName = await client(ca, 'other-name', 'somebody');
  otherAuthority = await client(other, 'other-authority', 'apiserver');
  containers = await MachineContainers.create();
  const options = {
    containers,
    port: 0,
    cert: serving.cert,
    key: serving.key,
    clientCA: ca.certFile,
    clientCN: 'apiserver',
  };
  server = await startServer(options);
}, 60_000);

beforeEach(() => {
  containers.running = true;
});

afterAll(async () => {
  await server?.close();
  await containers?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function get(path: string, identity: RequestOptions = trusted): Promise<{ status: number; body: string }> {
  const sent = request({ ...identity, host: '127.0.0.1', port: server.port, path, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

/** An upgrade as the API server asks for it: a SPDY connection, or the refusal. */
async function upgrade(
  path: string,
  protocol: string,
  identity = trusted,
): Promise<SpdyConnection | { status: number; body: string }> {
  const headers = { connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': protocol };
  const sent = request({
    ...identity,
    host: '127.0.0.1',
    port: server.port,
    path,
    method: 'POST',
    headers,
    agent: false,
  }).end();
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('upgrade', (_, socket: Duplex, head: Buffer) => resolve(new SpdyConnection(socket, 'client', head)));
    sent.on('response', async (response) => resolve({ status: response.statusCode ?? 0, body: await text(response) }));
  });
}

async function connected(path: string, protocol = 'v4.channel.k8s.io'): Promise<SpdyConnection> {
  const connection = await upgrade(path, protocol);
  if (!(connection instanceof SpdyConnection)) throw new Error(`refused: ${connection.status} ${connection.body}`);
  return connection;
}

const stream = (connection: SpdyConnection, type: string) => connection.open(new Map([['streamtype', type]]));
const exec = (...command: string[]) =>
  `/exec/default/web/app?error=1&output=1&${command.map((word) => `command=${encodeURIComponent(word)}`).join('&')}`;

describe('who may ask', () => {
  test('the one name of the one authority, and nobody else', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, body: 'ok' });
    expect(await get('/healthz', otherName)).toMatchObject({ status: 403 });
    expect((await get('/containerLogs/default/web/app', otherName)).body).toContain('"somebody" may not');
    await expect(get('/healthz', otherAuthority)).rejects.toThrow();
    await expect(get('/healthz', { ca: trusted.ca })).rejects.toThrow();
    expect(await upgrade(exec('id'), 'v4.channel.k8s.io', otherName)).toMatchObject({ status: 403 });
    expect(containers.started).toHaveLength(0);
  });
});

describe('what may be asked', () => {
  test.each([
    '/containerLogs/default/web/..%2f..%2fsecret',
    '/containerLogs/default/..%2f..%2fetc/app',
    '/containerLogs/..%2f/web/app',
    '/containerLogs/default/web/app/uid/more',
    '/containerLogs/default/web',
    '/containerLogs/default/web/.',
    '/logs/etc/passwd',
    '/stats/summary',
    '/metrics/resource',
    '/run/default/web/app',
  ])('nothing is at %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404 });
  });

  test('names leave no folder', () => {
    for (const name of ['..', '.', '', '../a', 'a\0', 'A', 'a%2fb']) {
      expect(parseAddress(`/containerLogs/${name}/web/app`)).toBeUndefined();
      expect(parseAddress(`/containerLogs/default/${name}/app`)).toBeUndefined();
      expect(parseAddress(`/containerLogs/default/web/${name}`)).toBeUndefined();
    }
    expect(parseAddress('/exec/default/web.0/uid/app')).toMatchObject({ pod: 'web.0', container: 'app' });
    expect(parseAddress('/portForward/default/web')).toMatchObject({ verb: 'portForward' });
  });

  test('parameters that are none, containers that are none, methods and protocols that are none', async () => {
    const logs = '/containerLogs/default/web/app';
    expect(await get(`${logs}?tailLines=-1`)).toMatchObject({ status: 400 });
    expect(await get(`${logs}?tailLines=1e9`)).toMatchObject({ status: 400 });
    expect(await get(`${logs}?sinceTime=yesterday`)).toMatchObject({ status: 400 });
    expect(await get(`${logs}?stream=Stdin`)).toMatchObject({ status: 400 });
    expect(await get('/containerLogs/default/web/other')).toMatchObject({ status: 404 });
    expect(await get('/containerLogs/other/web/app')).toMatchObject({ status: 404 });
    expect(await get('/exec/default/web/app?command=id')).toMatchObject({ status: 400 });
    expect(await upgrade('/exec/default/web/app?output=1', 'v4.channel.k8s.io')).toMatchObject({ status: 400 });
    expect(await upgrade(exec('id'), 'v9.channel.k8s.io')).toMatchObject({ status: 403 });
    expect(await upgrade('/portForward/default/other', 'portforward.k8s.io')).toMatchObject({ status: 404 });
    containers.running = false;
    expect(await upgrade(exec('id'), 'v4.channel.k8s.io')).toMatchObject({ status: 404 });
    expect(await upgrade('/attach/default/web/app?output=1', 'v4.channel.k8s.io')).toMatchObject({ status: 404 });
  });
});

describe('logs', () => {
  test('one stream only, lines in parts, lines in another form', async () => {
    const lines = ['stdout F out', 'stderr F err', 'stdout P one ', 'stdout F line', 'stdout F:x tagged'];
    await writeFile(
      containers.log(),
      `${lines.map((line) => `2026-01-02T03:04:05.123456789Z ${line}\n`).join('')}plain\n`,
    );
    const logs = async (query: string) => (await get(`/containerLogs/default/web/app?${query}`)).body;
    expect(await logs('')).toBe('out\nerr\none line\ntagged\nplain\n');
    expect(await logs('stream=Stderr')).toBe('err\nplain\n');
    expect(await logs('tailLines=3')).toBe('one line\ntagged\nplain\n');
    expect(await logs('tailLines=3&timestamps=true')).toMatch(
      /^2026-01-02T03:04:05.123456789Z one line\n2026\S+Z tagged\nplain\n$/,
    );
  });

  test('a log file that was replaced by a link is not followed, and one that is gone is empty', async () => {
    await rm(containers.log());
    expect(await get('/containerLogs/default/web/app')).toEqual({ status: 200, body: '' });
    await symlink('/etc/hostname', containers.log());
    expect((await get('/containerLogs/default/web/app')).status).toBe(404);
    await rm(containers.log());
    await writeFile(containers.log(), '');
  });

  test('a reader that leaves is followed by nobody', async () => {
    await writeFile(containers.log(), '2026-01-02T03:04:05Z stdout F first\n');
    const sent = request({
      ...trusted,
      host: '127.0.0.1',
      port: server.port,
      path: '/containerLogs/default/web/app?follow=true',
      agent: false,
    }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await once(response, 'data');
    const before = process.getActiveResourcesInfo().filter((name) => name === 'FSEvent').length;
    response.destroy();
    for (;;) {
      await appendFile(containers.log(), '2026-01-02T03:04:05Z stdout F more\n');
      if (process.getActiveResourcesInfo().filter((name) => name === 'FSEvent').length < before || before === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});

describe('commands', () => {
  test('a client that leaves takes its command with it', async () => {
    const connection = await connected(exec('sleep', '1000'));
    for (const type of ['error', 'stdout', 'stderr']) stream(connection, type);
    while (containers.started.at(-1)?.spawnargs.at(-1) !== '1000')
      await new Promise((resolve) => setTimeout(resolve, 10));
    const child = containers.started.at(-1);
    if (!child) throw new Error('nothing was started');
    const ended = once(child, 'exit');
    connection.close();
    expect((await ended)[1]).toBe('SIGHUP');
  });

  test('the older protocols get a text where the newer get a Status', async () => {
    for (const [protocol, expected] of [
      ['v4.channel.k8s.io', '"reason":"ExitCode","message":"7"'],
      ['v2.channel.k8s.io', 'command terminated with exit code 7'],
      ['channel.k8s.io', 'command terminated with exit code 7'],
    ] as const) {
      const connection = await connected(exec('sh', '-c', 'exit 7'), protocol);
      const error = stream(connection, 'error');
      for (const type of ['stdout', 'stderr']) stream(connection, type).resume();
      expect(await text(error)).toContain(expected);
      connection.close();
    }
  });

  test('a stream that was not announced is refused, the others go on', async () => {
    const connection = await connected(exec('echo', 'here'));
    const odd = stream(connection, 'odd');
    await once(odd, 'close');
    const error = stream(connection, 'error');
    const stdout = stream(connection, 'stdout');
    stream(connection, 'stderr').resume();
    expect(await text(stdout)).toBe('here\n');
    expect(await text(error)).toContain('Success');
    connection.close();
  });

  test('megabytes to a client that reads slowly are not held in memory', async () => {
    // Not the whole process's: it has run other tests before this one.
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    const connection = await connected(exec('sh', '-c', 'head -c 200000000 /dev/zero; echo done >&2'));
    const error = stream(connection, 'error');
    const stdout = stream(connection, 'stdout');
    const stderr = stream(connection, 'stderr');
    await once(stdout, 'readable');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(held() - before).toBeLessThan(100_000_000);
    let bytes = 0;
    stdout.on('data', (part: Buffer) => {
      bytes += part.length;
    });
    expect(await text(stderr)).toBe('done\n');
    expect(await text(error)).toContain('Success');
    expect(bytes).toBe(200_000_000);
    connection.close();
  });
});

describe('port-forward', () => {
  test('what the target and the client end, ends on the other side, with all the bytes before it', async () => {
    const sockets: Socket[] = [];
    const target = createTcp({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket);
      void text(socket).then((all) => socket.end(`heard ${all}`));
    }).listen(0, '127.0.0.1');
    await once(target, 'listening');
    const port = String((target.address() as AddressInfo).port);
    const connection = await connected('/portForward/default/web', 'portforward.k8s.io');
    const pair = (id: string, to = port) =>
      (['error', 'data'] as const).map((type) =>
        connection.open(
          new Map([
            ['streamtype', type],
            ['port', to],
            ['requestid', id],
          ]),
        ),
      );
    const [error, data] = pair('0');
    data?.end('a half-closed request');
    expect(await text(data ?? process.stdin)).toBe('heard a half-closed request');
    expect(await text(error ?? process.stdin)).toBe('');

    const [, left] = pair('1');
    left?.write('x');
    while (sockets.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    left?.destroy();
    const last = sockets[1];
    if (last && !last.destroyed) await once(last, 'close');

    const [refused] = pair('2', '1');
    expect(await text(refused ?? process.stdin)).toContain('port 1 of pod "web" cannot be reached');
    const [bad] = pair('3', '70000');
    if (bad) await once(bad, 'close');
    connection.close();
    target.close();
  });
});
