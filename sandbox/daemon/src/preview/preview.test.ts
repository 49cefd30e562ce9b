import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { eventually } from '../testing/eventually.ts';
import { startDaemon, type TestDaemon } from '../testing/startDaemon.ts';
import { freePorts } from './appServer.ts';

/** An app server that says its name; healthy when the file of its name is there; `/crash` ends it. */
const APP = `
const { createServer } = require('node:http');
const { existsSync } = require('node:fs');
const { createHash } = require('node:crypto');
const name = process.argv[1];
const visits = [];
let rendering = 0;
let together = 0;
console.log(name + ' starts, pid ' + process.pid);
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  if (request.url === '/render') {
    together = Math.max(together, ++rendering);
    setTimeout(() => { rendering--; response.end(String(together)); }, 20);
    return;
  }
  if (request.url === '/code.js' || request.url === '/untagged.js') {
    const tag = request.url === '/code.js' ? { etag: 'W/"1"' } : {};
    return response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store', ...tag }).end('1');
  }
  if (request.url === '/api/health') return response.writeHead(existsSync(name) ? 200 : 503).end();
  visits.push(request.url);
  response.end(JSON.stringify({ name, visits, pid: process.pid, host: request.headers.host, hostname: process.env.HOSTNAME }));
});
server.on('upgrade', (request, socket) => {
  const key = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  const message = Buffer.from('from ' + name);
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nupgrade: websocket\\r\\nconnection: Upgrade\\r\\nsec-websocket-accept: ' + key + '\\r\\n\\r\\n');
  socket.write(Buffer.concat([Buffer.from([0x81, message.length]), message]));
});
server.listen(Number(process.env.PORT), process.env.HOSTNAME);
`;
/** With exec, so that the shell is not in between, and a second process that a stop has to reach too. */
const command = (name: string) => `sleep 1000 & exec ${process.execPath} -e "$APP" ${name}`;

let daemon: TestDaemon;
let port: number;

async function start(options: { standby: boolean; warmPaths?: string }): Promise<void> {
  [port = 0] = await freePorts(1);
  daemon = await startDaemon({
    token: 'token',
    env: {
      APP,
      START_COMMAND: command('dev'),
      START_PORT: String(port),
      ...(options.warmPaths ? { START_WARM_PATHS: options.warmPaths } : {}),
      ...(options.standby ? { STANDBY_COMMAND: command('standby') } : {}),
    },
  });
}

afterEach(async () => {
  const { workdir } = daemon;
  await daemon.stop();
  // All of them had the work folder as their own: nothing of the preview outlives the daemon. Who is killed is gone a moment later.
  await eventually(async () => (await processesIn(workdir)).length === 0);
});

/** The app as the router asks for it: through the daemon, without a token. */
function ask(path: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(daemon.url + path, { headers: { 'e2b-sandbox-port': String(port), ...headers }, signal });
}

async function status(): Promise<unknown> {
  const response = await ask('/__preview/status');
  return response.status === 200 ? await response.json() : undefined;
}

const served = async () => ((await (await ask('/')).json()) as { name?: string }).name;
const becomes = (name: string) => eventually(async () => ((await served()) === name ? true : undefined));
const healthy = (name: string) => writeFile(join(daemon.workdir, name), '');

describe('the preview', () => {
  test('shows the standby first, then the dev server, and ends the standby', async () => {
    await start({ standby: true });
    await healthy('standby');
    await becomes('standby');
    expect(await status()).toEqual({ serving: 'standby', devReady: false });
    await healthy('dev');
    await becomes('dev');
    expect(await status()).toEqual({ serving: 'dev', devReady: true });
    await eventually(async () => !(await commandLines(daemon.workdir)).some((line) => line.endsWith(' standby')));
  });

  test('visits the warm pages of the dev server in their order before anybody sees it', async () => {
    await start({ standby: true, warmPaths: '/ /sign-in' });
    await healthy('standby');
    await becomes('standby');
    await healthy('dev');
    await becomes('dev');
    const { visits } = (await (await ask('/last')).json()) as { visits: string[] };
    expect(visits.slice(0, 2)).toEqual(['/', '/sign-in']);
    expect(visits.at(-1)).toBe('/last');
  });

  const groups = existsSync('/proc/self/autogroup');
  (groups ? test : test.skip)('lets the machine’s other programs go first until somebody visits', async () => {
    await start({ standby: false });
    await healthy('dev');
    await eventually(async () => ((await status()) as { devReady?: boolean } | undefined)?.devReady || undefined);
    const weights = async () => {
      const pids = await processesIn(daemon.workdir);
      const groups = pids.map((pid) => readFile(`/proc/${pid}/autogroup`, 'utf8').catch(() => ''));
      return (await Promise.all(groups)).map((group) => group.trim().replace(/.* /, ''));
    };
    await eventually(async () => (await weights()).includes('15') || undefined);
    await becomes('dev');
    await eventually(async () => !(await weights()).includes('15') || undefined);
  });

  test('lets browsers keep code that has a tag, as long as they ask for it each time', async () => {
    await start({ standby: false });
    await healthy('dev');
    await becomes('dev');
    expect((await ask('/code.js')).headers.get('cache-control')).toBe('no-cache');
    expect((await ask('/untagged.js')).headers.get('cache-control')).toBe('no-store');
  });

  test('lets the dev server render one page at a time, and never waits for who has left', async () => {
    await start({ standby: false });
    await healthy('dev');
    await becomes('dev');
    const left = new AbortController();
    const gone = ask('/render', {}, left.signal).catch(() => undefined);
    const pages = Array.from({ length: 5 }, () => ask('/render'));
    left.abort();
    await gone;
    for (const page of await Promise.all(pages)) expect(await page.text()).toBe('1');
  });

  test('passes the Host on, gives PORT and HOSTNAME, and upgrades to WebSockets', async () => {
    await start({ standby: false });
    await healthy('dev');
    await becomes('dev');
    expect(await (await ask('/')).json()).toMatchObject({ host: new URL(daemon.url).host, hostname: '127.0.0.1' });
    const socket = new WebSocket(daemon.url.replace('http', 'ws'), { headers: { 'e2b-sandbox-port': String(port) } });
    const message = await new Promise<string>((resolve, reject) => {
      socket.on('message', (data) => resolve(String(data)));
      socket.on('error', reject);
    });
    expect(message).toBe('from dev');
    socket.terminate();
  });

  test('gives a page that reloads while nothing answers, with what the server last printed; programs get JSON', async () => {
    await start({ standby: false });
    const page = await eventually(async () => {
      const text = await (await ask('/', { accept: 'text/html' })).text();
      return text.includes('dev starts, pid') ? text : undefined;
    });
    expect(page).toContain('http-equiv="refresh"');
    const answer = await ask('/');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 503, message: expect.stringContaining('starting') });
    expect(await status()).toEqual({ serving: 'none', devReady: false });
  });

  test('starts a dev server that crashed again, and leaves nothing of the old one', async () => {
    await start({ standby: false });
    await healthy('dev');
    await becomes('dev');
    const { pid } = (await (await ask('/')).json()) as { pid: number };
    const count = (await processesIn(daemon.workdir)).length;
    await ask('/crash').catch(() => undefined);
    await eventually(async () => {
      const now = (await (await ask('/')).json()) as { pid?: number };
      return (now.pid !== undefined && now.pid !== pid) || undefined;
    });
    await eventually(async () => (await processesIn(daemon.workdir)).length === count || undefined);
  });

  test('ends with a daemon that was killed', async () => {
    await start({ standby: false });
    await healthy('dev');
    await becomes('dev');
    daemon.process.kill('SIGKILL');
    await eventually(async () => ((await processesIn(daemon.workdir)).length === 0 ? true : undefined));
  });

  test('a port where nothing listens is told by its number, and the tunnel is no way to the daemon', async () => {
    await start({ standby: false });
    const [free = 0] = await freePorts(1);
    const answer = await ask('/', { 'e2b-sandbox-port': String(free) });
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining(String(free)) });
    expect((await ask('/envs', { 'e2b-sandbox-port': '49983' })).status).toBe(401);
    expect((await ask('/envs', { 'e2b-sandbox-port': 'nonsense' })).status).toBe(400);
  });
});

async function processesIn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => folders[index]?.startsWith(folder));
}

async function commandLines(folder: string): Promise<string[]> {
  const lines = (await processesIn(folder)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).map((line) => line.split('\0').filter(Boolean).join(' '));
}
