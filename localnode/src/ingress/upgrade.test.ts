import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { Apps, until } from './testing/apps.ts';

jest.setTimeout(60_000);

const host = 'crm.default.localhost';
let apps: Apps;

beforeEach(async () => {
  apps = new Apps();
  await apps.start();
});

afterEach(() => apps.close());

/** An app with a WebSocket that says what it is told, and its host first. */
async function echo(): Promise<WebSocketServer> {
  const { server, port } = await apps.http((_, response) => response.end());
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => {});
    socket.send(`${request.headers.host} ${request.headers['x-forwarded-host']} ${request.url}`);
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  });
  apps.set(host, port);
  return sockets;
}

const open = (path = '/live') => new WebSocket(`ws://127.0.0.1:${apps.port}${path}`, { headers: { host } });
const message = async (socket: WebSocket) => ((await once(socket, 'message')) as [Buffer])[0];

test('a WebSocket both ways, with the browser’s host', async () => {
  await echo();
  const socket = open('/live?x=1');
  expect(String(await message(socket))).toBe(`${host} ${host} /live?x=1`);
  const bytes = Buffer.alloc(5 << 20, 'x');
  socket.send(bytes);
  expect((await message(socket)).equals(bytes)).toBe(true);
  socket.close(1000);
  expect((await once(socket, 'close'))[0]).toBe(1000);
  await until(() => apps.open === 0);
});

test('it waits for a pod as any request does', async () => {
  apps.set(host);
  const socket = open();
  await until(() => apps.listenerCount('change') === 1);
  await echo();
  expect(String(await message(socket))).toContain('/live');
  socket.terminate();
});

test('the end of the app is the end for the browser, and the other way round', async () => {
  const app = await echo();
  const first = open();
  first.on('error', () => {});
  await message(first);
  const closed = once(first, 'close');
  for (const socket of app.clients) socket.terminate();
  await closed;

  const second = open();
  await message(second);
  second.terminate();
  await until(() => apps.open === 0);
});

test('an app that refuses: its own answer arrives, then the end', async () => {
  const { port } = await apps.http((_, response) => response.writeHead(403, { 'content-length': '2' }).end('no'));
  apps.set(host, port);
  const answer = await apps.raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
  expect(answer).toContain('Connection: close');
  expect(answer.endsWith('\r\n\r\nno')).toBe(true);
});

test('an unknown host gets the page, not an upgrade', async () => {
  const answer = await apps.raw(
    'GET / HTTP/1.1\r\nHost: other.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1.1 404 /);
});

test('half-open: the app never answers and the browser leaves', async () => {
  apps.set(host, await apps.tcp((socket) => void socket.resume()));
  const browser = connect(apps.port, '127.0.0.1');
  browser.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  await until(() => apps.open === 1);
  browser.destroy();
  await until(() => apps.open === 0);
});

test('half-open: one side ends, the other does not notice, both are closed', async () => {
  let app: Socket | undefined;
  const port = await apps.tcp((socket) => {
    app = socket;
    socket.allowHalfOpen = true;
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    );
    socket.resume();
  });
  apps.set(host, port);
  const browser = connect({ port: apps.port, host: '127.0.0.1', allowHalfOpen: true });
  browser.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  await once(browser, 'data');
  const closed = Promise.all([once(browser, 'close'), app && once(app, 'close')]);
  browser.resume();
  browser.on('error', () => {});
  app?.end();
  await until(() => browser.readableEnded);
  browser.destroy();
  await closed;
  expect(apps.open).toBe(0);
});

test('a WebSocket request with a body is a plain request: its body cannot pass for frames', async () => {
  const { port } = await apps.http((incoming, response) => response.end(`plain ${incoming.headers.upgrade}`));
  apps.set(host, port);
  const head = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\nabc`;
  expect(await apps.raw(head)).toContain('plain undefined');
});
