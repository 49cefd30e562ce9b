import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, rename, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { NODES, PODS } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Server, startServer } from './server.ts';
import { MachineContainers } from './testing/machineContainers.ts';

jest.setTimeout(60_000);

let plane: TestControlPlane;
let containers: MachineContainers;
let server: Server;

const base = () => [`--kubeconfig=${plane.kubeconfigPath('admin')}`];

/** The real kubectl against the real API server: what it says and how it ends. */
function kubectl(args: string[], input?: Buffer): Promise<{ code: number; stdout: Buffer; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      plane.plane.files.binaries.kubectl,
      [...base(), ...args],
      { encoding: 'buffer', maxBuffer: 64 << 20, timeout: 60_000 },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr: stderr.toString() }),
    );
    if (input) child.stdin?.end(input);
  });
}

beforeAll(async () => {
  plane = await startControlPlane({ parts: [], manifests: false });
  containers = await MachineContainers.create();
  const { kubeletServer, kubeletCa } = plane.plane.files;
  server = await startServer({
    containers,
    port: 0,
    cert: kubeletServer.cert,
    key: kubeletServer.key,
    clientCA: kubeletCa,
    clientCN: 'kube-apiserver-kubelet-client',
    onError: (error) => console.error(error),
  });
  const { client } = plane.plane;
  const post = (path: string, body: unknown) => client.request('POST', path, { body });
  await post('/api/v1/nodes', { metadata: { name: 'local' } });
  const status = {
    addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
    daemonEndpoints: { kubeletEndpoint: { Port: server.port } },
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Test',
        message: '',
        lastHeartbeatTime: new Date(),
        lastTransitionTime: new Date(),
      },
    ],
  };
  await client.mergePatch(NODES, { name: 'local' }, { status }, { subresource: 'status' });
  await post('/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
  const spec = {
    nodeName: 'local',
    automountServiceAccountToken: false,
    tolerations: [{ operator: 'Exists' }],
    containers: [
      { name: 'app', image: 'none', stdin: true },
      { name: 'waiting', image: 'none', tty: true, stdin: true },
    ],
  };
  await post('/api/v1/namespaces/default/pods', { metadata: { name: 'web', labels: { app: 'web' } }, spec });
  const running = { phase: 'Running', podIP: '127.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] };
  await client.mergePatch(PODS, { namespace: 'default', name: 'web' }, { status: running }, { subresource: 'status' });
}, 60_000);

afterAll(async () => {
  await server?.close();
  await containers?.remove();
  await plane?.stop();
}, 60_000);

const line = (text: string, time = new Date(), stream = 'stdout') => `${time.toISOString()} ${stream} F ${text}\n`;

test('logs: everything, the tail, since, limited, with times, of before, and of no container', async () => {
  const hour = 3_600_000;
  const times = [new Date(Date.now() - 2 * hour), new Date(Date.now() - hour), new Date()];
  await writeFile(containers.log(), line('one', times[0]) + line('two', times[1], 'stderr') + line('three', times[2]));
  await writeFile(containers.log(0), line('before'));
  const logs = async (...args: string[]) => (await kubectl(['logs', 'web', '-c', 'app', ...args])).stdout.toString();
  expect(await logs()).toBe('one\ntwo\nthree\n');
  expect(await logs('--tail=2')).toBe('two\nthree\n');
  expect(await logs('--tail=0')).toBe('');
  expect(await logs('--since=90m')).toBe('two\nthree\n');
  expect(await logs(`--since-time=${times[2]?.toISOString()}`)).toBe('three\n');
  expect(await logs('--limit-bytes=5')).toBe('one\nt');
  expect(await logs('--timestamps', '--tail=1')).toBe(`${times[2]?.toISOString()} three\n`);
  expect(await logs('--previous')).toBe('before\n');
  const waiting = await kubectl(['logs', 'web', '-c', 'waiting']);
  expect(waiting.stderr).toContain('is waiting to start');
  expect(waiting.code).toBe(1);
});

test('logs -f goes on with what is written, over a rotation, until the container ends', async () => {
  await writeFile(containers.log(), line('first'));
  const child = spawn(plane.plane.files.binaries.kubectl, [...base(), 'logs', '-f', 'web', '-c', 'app']);
  const all = text(child.stdout);
  await once(child.stdout, 'data');
  await appendFile(containers.log(), `${new Date().toISOString()} stdout P half `);
  await appendFile(containers.log(), `and \n${line('half')}`);
  await rename(containers.log(), `${containers.log()}.1`);
  await appendFile(`${containers.log()}.1`, line('last of the old'));
  await writeFile(containers.log(), line('first of the new'));
  containers.running = false;
  await once(child, 'exit');
  containers.running = true;
  expect(await all).toBe('first\nhalf and half\nlast of the old\nfirst of the new\n');
});

test('exec: output, errors, exit codes, an unknown command', async () => {
  const exec = (...command: string[]) => kubectl(['exec', 'web', '-c', 'app', '--', ...command]);
  expect((await exec('echo', 'a b', '')).stdout.toString()).toBe('a b \n');
  const failing = await exec('sh', '-c', 'echo out; echo wrong >&2; exit 3');
  expect(failing).toMatchObject({ code: 3, stdout: Buffer.from('out\n') });
  expect(failing.stderr).toBe('wrong\ncommand terminated with exit code 3\n');
  expect((await exec('sh', '-c', 'kill -9 $$')).code).toBe(137);
  const opened = await exec('sh', '-c', 'cat /dev/stdin; echo out > /dev/stdout; echo err > /dev/stderr');
  expect(opened).toMatchObject({ code: 0, stdout: Buffer.from('out\n'), stderr: 'err\n' });
  const unknown = await exec('no-such-program');
  expect(unknown.code).not.toBe(0);
  expect(unknown.stderr).toContain('no-such-program');
  expect((await kubectl(['exec', 'web', '-c', 'waiting', '--', 'true'])).stderr).toContain('does not run');
});

test('exec -i: three megabytes there and back, unchanged', async () => {
  const bytes = randomBytes(3 << 20);
  const { stdout, code } = await kubectl(['exec', '-i', 'web', '-c', 'app', '--', 'cat'], bytes);
  expect(code).toBe(0);
  expect(createHash('sha256').update(stdout).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('exec: a command that does not read its input to the end, and one that leaves a child behind, both end', async () => {
  const { code, stdout } = await kubectl(
    ['exec', '-i', 'web', '-c', 'app', '--', 'head', '-c', '3'],
    Buffer.from('abcdefgh'),
  );
  expect({ code, text: stdout.toString() }).toEqual({ code: 0, text: 'abc' });
  const leaves = await kubectl(['exec', 'web', '-c', 'app', '--', 'sh', '-c', 'sleep 5 & echo left']);
  expect({ code: leaves.code, text: leaves.stdout.toString() }).toEqual({ code: 0, text: 'left\n' });
});

test('exec -it: a terminal of the size of the client', async () => {
  const command = `stty cols 101 rows 33; ${plane.plane.files.binaries.kubectl} ${base()[0]} exec -it web -c app -- sh -c 'tty; stty size; exit 5'; echo code $?`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const shown = (await text(child.stdout)).replaceAll('\r', '');
  expect(shown).toMatch(/\/dev\/pts\/\d+\n33 101\n/);
  expect(shown).toContain('code 5');
});

test('attach shows what is written from now on', async () => {
  await writeFile(containers.log(), line('before'));
  const child = spawn(plane.plane.files.binaries.kubectl, [...base(), 'attach', 'web', '-c', 'app']);
  const out = text(child.stdout);
  const errors = text(child.stderr);
  // Nothing says when the log is being followed: write until it shows.
  const writing = setInterval(
    () => void appendFile(containers.log(), line('now') + line('bad', new Date(), 'stderr')),
    50,
  );
  await once(child.stdout, 'data').finally(() => clearInterval(writing));
  containers.running = false;
  await once(child, 'exit');
  containers.running = true;
  expect(await out).toMatch(/^(now\n)+$/);
  expect(await errors).toContain('bad\n');
});

test('attach -i shows the output, takes no input, and says so', async () => {
  await writeFile(containers.log(), line('before'));
  const child = spawn(plane.plane.files.binaries.kubectl, [...base(), 'attach', '-i', 'web', '-c', 'app']);
  const out = text(child.stdout);
  const errors = text(child.stderr);
  child.stdin.on('error', () => {}).end('typed\n');
  const writing = setInterval(() => void appendFile(containers.log(), line('now')), 50);
  await once(child.stdout, 'data').finally(() => clearInterval(writing));
  containers.running = false;
  await once(child, 'exit');
  containers.running = true;
  expect(await errors).toContain('localnode: this container takes no input; its output follows');
  expect(await out).toMatch(/^(now\n)+$/);
});

test('port-forward: many requests, a large answer, a port where nothing listens', async () => {
  const body = randomBytes(2 << 20);
  const upstream = createHttp((request, response) => response.end(request.url === '/large' ? body : 'small')).listen(
    0,
    '127.0.0.1',
  );
  await once(upstream, 'listening');
  const target = (upstream.address() as AddressInfo).port;
  const child = spawn(plane.plane.files.binaries.kubectl, [...base(), 'port-forward', 'pod/web', `:${target}`, ':1']);
  try {
    let shown = '';
    let errors = '';
    child.stdout.on('data', (part: Buffer) => {
      shown += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      errors += part.toString();
    });
    while (!/-> 1\n/.test(shown)) await once(child.stdout, 'data');
    const port = new RegExp(`127.0.0.1:(\\d+) -> ${target}\n`).exec(shown)?.[1];
    const dead = /127.0.0.1:(\d+) -> 1\n/.exec(shown)?.[1];
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await fetch(`http://127.0.0.1:${port}/`)).text()),
    );
    expect(new Set(answers)).toEqual(new Set(['small']));
    const large = Buffer.from(await (await fetch(`http://127.0.0.1:${port}/large`)).arrayBuffer());
    expect(large.equals(body)).toBe(true);
    await expect(fetch(`http://127.0.0.1:${dead}/`)).rejects.toThrow();
    while (!errors.includes('cannot be reached')) await once(child.stderr, 'data');
  } finally {
    child.kill();
    upstream.closeAllConnections();
    upstream.close();
  }
});
