import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Container, Handler } from './kubernetes.ts';
import { ProbeLoop, type ProbeTarget, runProbe } from './probes.ts';

const server = createServer((request, response) => {
  if (request.url === '/slow') return;
  response.statusCode = request.url === '/moved' ? 302 : request.url === '/bad' ? 500 : 200;
  response.end(`${request.headers.host} ${request.headers['x-one']}`);
});
let container: Container;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  container = { name: 'main', image: 'i', ports: [{ name: 'http', containerPort: port }] };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const target: ProbeTarget = {
  connect: (port) =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket)).on('error', reject);
    }),
  exec: async (command) => ({ code: command[0] === 'true' ? 0 : 1, output: 'said' }),
};

test.each<[string, Handler, boolean, string]>([
  ['an answer', { httpGet: { port: 'http', path: '/' } }, true, 'HTTP status 200'],
  ['a redirect', { httpGet: { port: 'http', path: '/moved' } }, true, 'HTTP status 302'],
  ['a failure', { httpGet: { port: 'http', path: '/bad' } }, false, 'HTTP status 500'],
  ['no answer in time', { httpGet: { port: 'http', path: '/slow' } }, false, 'timeout after 0.5 s'],
  ['no such port', { httpGet: { port: 'grpc' } }, false, 'container "main" has no port named "grpc"'],
  ['nobody there', { tcpSocket: { port: 1 } }, false, 'ECONNREFUSED'],
  ['a connection', { tcpSocket: { port: 'http' } }, true, 'connected'],
  ['a command', { exec: { command: ['true'] } }, true, 'said'],
  ['a command that fails', { exec: { command: ['false'] } }, false, 'exit code 1: said'],
  ['a kind of the future', { quantum: {} } as Handler, false, 'not known to localnode: quantum'],
])('%s', async (_name, handler, ok, message) => {
  const result = await runProbe(handler, container, target, 500);
  expect(result.ok).toBe(ok);
  expect(result.message).toContain(message);
});

test('a readiness loop tells changes only, after as many failures as asked for', async () => {
  const answers = [false, true, true, false, true, false, false, false, true];
  const told: boolean[] = [];
  await new Promise<void>((resolve) => {
    const probe = { periodSeconds: 0.05, failureThreshold: 2, exec: { command: [] } };
    const look = async () => {
      const ok = answers.shift();
      if (ok === undefined) resolve();
      return { ok: ok ?? true, message: '' };
    };
    const loop = new ProbeLoop('readiness', probe, look, (verdict) => told.push(verdict)).start();
    void loop;
  });
  expect(told).toEqual([true, false, true]);
});
