import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from 'e2b';
import { sandboxContract } from './testing/contract.ts';
import { eventually } from './testing/eventually.ts';
import { startDaemon, type TestDaemon } from './testing/startDaemon.ts';
import { ENVD_VERSION } from './version.ts';

const TOKEN = 'token-of-the-test';

function sandboxOf(daemon: TestDaemon, token: string | undefined): Sandbox {
  return new Sandbox({
    sandboxId: 'direct',
    sandboxUrl: daemon.url,
    envdVersion: ENVD_VERSION,
    envdAccessToken: token,
  });
}

describe('the daemon, without anything before it', () => {
  let daemon: TestDaemon;

  beforeAll(async () => {
    daemon = await startDaemon({ token: TOKEN });
  });

  afterAll(async () => {
    await daemon.stop();
  });

  sandboxContract(() => ({ sandbox: sandboxOf(daemon, TOKEN), workdir: daemon.workdir }));

  test.each([undefined, 'wrong'])('the token %s opens nothing but /health', async (token) => {
    const sandbox = sandboxOf(daemon, token);
    await expect(sandbox.commands.run('true')).rejects.toMatchObject({ name: 'AuthenticationError' });
    await expect(sandbox.files.read('x')).rejects.toMatchObject({ name: 'AuthenticationError' });
    await expect(sandbox.files.list('.')).rejects.toMatchObject({ name: 'AuthenticationError' });
    for (const path of ['/metrics', '/envs', '/nothing']) expect((await fetch(daemon.url + path)).status).toBe(401);
    expect((await fetch(`${daemon.url}/init`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${daemon.url}/health`)).status).toBe(204);
  });

  test('an upload that is cut off leaves no open file and what came of it', async () => {
    const leaving = new AbortController();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode('--b\r\ncontent-disposition: form-data; name="file"; filename="cut"\r\n\r\nhalf'),
        );
        controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
      },
    });
    await sandboxOf(daemon, TOKEN).files.write('cut', 'y'.repeat(50_000));
    const sending = fetch(`${daemon.url}/files`, {
      method: 'POST',
      headers: { 'x-access-token': TOKEN, 'content-type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
      signal: leaving.signal,
    });
    sending.catch(() => undefined);
    const open = async () => {
      const fds = await readdir(`/proc/${daemon.process.pid}/fd`);
      const links = await Promise.all(
        fds.map((fd) => readlink(`/proc/${daemon.process.pid}/fd/${fd}`).catch(() => '')),
      );
      return links.includes(`${daemon.workdir}/cut`);
    };
    await eventually(async () => (await open()) || undefined);
    leaving.abort();
    await eventually(async () => !(await open()) || undefined);
    expect((await readFile(`${daemon.workdir}/cut`, 'utf8')).includes('y')).toBe(false);
  });

  test('a request whose end comes late is waited for', async () => {
    const message = Buffer.from(JSON.stringify({ process: { cmd: '/bin/echo', args: ['late'] } }));
    const frame = Buffer.concat([Buffer.alloc(5), message]);
    frame.writeUInt32BE(message.length, 1);
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(frame.subarray(0, 20));
        await sleep(50);
        controller.enqueue(frame.subarray(20));
        await sleep(50);
        controller.close();
      },
    });
    const response = await fetch(`${daemon.url}/process.Process/Start`, {
      method: 'POST',
      headers: { 'x-access-token': TOKEN, 'content-type': 'application/connect+json' },
      body,
      duplex: 'half',
    });
    expect(await response.text()).toContain(Buffer.from('late\n').toString('base64'));
  });

  test('/init sets what later commands start from, and refuses what cannot be', async () => {
    const init = (body: object) =>
      fetch(`${daemon.url}/init`, { method: 'POST', headers: { 'x-access-token': TOKEN }, body: JSON.stringify(body) });
    expect((await init({ envVars: { SET_BY_INIT: 'yes' }, accessToken: TOKEN })).status).toBe(204);
    expect((await sandboxOf(daemon, TOKEN).commands.run('echo $SET_BY_INIT')).stdout).toBe('yes\n');
    expect((await init({ accessToken: 'another' })).status).toBe(400);
    expect((await init({ defaultUser: 'root-of-all' })).status).toBe(400);
    expect((await init({ caBundle: 'x' })).status).toBe(501);
  });
});

test('in a pod without a network of its own the tunnel does not lead to the machine’s loopback', async () => {
  const address = '127.97.2.2';
  const machine = createServer((_request, response) => response.end('a service of the machine')).listen(0, '127.0.0.1');
  await once(machine, 'listening');
  const { port } = machine.address() as AddressInfo;
  const daemon = await startDaemon({
    token: TOKEN,
    host: address,
    env: { POD_ROOT: '/', LOCALNODE_POD_IP: address },
  });
  const app = createServer((_request, response) => response.end('of the pod')).listen(0, address);
  await once(app, 'listening');
  const ask = (to: number) => fetch(daemon.url, { headers: { 'e2b-sandbox-port': String(to) } });
  expect((await ask(port)).status).toBe(502);
  expect(await (await ask((app.address() as AddressInfo).port)).text()).toBe('of the pod');
  await daemon.stop();
  for (const server of [machine, app]) {
    server.close();
    server.closeAllConnections();
  }
});

// Root can take the place of the kubelet here; anybody else has few rights in the test above already.
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('the daemon with no rights at all', () => {
  let daemon: TestDaemon;

  beforeAll(async () => {
    daemon = await startDaemon({ token: TOKEN, restricted: true });
  });

  afterAll(async () => {
    await daemon.stop();
  });

  sandboxContract(() => ({ sandbox: sandboxOf(daemon, TOKEN), workdir: daemon.workdir }));

  test('it has none indeed, and no command can be root', async () => {
    const { commands } = sandboxOf(daemon, TOKEN);
    expect((await commands.run('id -u; grep -E "CapEff|NoNewPrivs" /proc/self/status')).stdout).toMatch(
      /^65534\nCapEff:\t0+\nNoNewPrivs:\t1\n$/,
    );
    await expect(commands.run('true', { user: 'root' })).rejects.toThrow(/one unprivileged user/);
  });
});
