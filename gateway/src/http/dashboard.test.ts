import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serveDashboard } from './dashboard.ts';

let dir: string;
let server: Server;
let address: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-dashboard-'));
  await mkdir(join(dir, '_app', 'immutable'), { recursive: true });
  await writeFile(join(dir, 'index.html'), '<!doctype html><script>start()</script>');
  await writeFile(join(dir, '_app', 'immutable', 'a.js'), 'export {}');
  const files = await serveDashboard(dir);
  server = createServer((request, response) => files(request, response, () => response.writeHead(204).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

test('any address is the one page, looked for anew each time, with a policy that knows its script by hash', async () => {
  const answer = await fetch(`${address}/builds/default/crm`);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' 'sha256-[^']+';/);
  expect(policy).toContain('frame-src http://*.localhost:*;');
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});

test('a page that a browser has kept keeps its policy', async () => {
  const first = await fetch(address);
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  const again = await fetch(address, { headers });
  expect(again.status).toBe(304);
  expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
});

test('a file with a hash in its name is kept for ever; one that is not there is not the page', async () => {
  const file = await fetch(`${address}/_app/immutable/a.js`);
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await fetch(`${address}/_app/immutable/b.js`)).status).toBe(204);
});

test('no address leads out of the folder', async () => {
  await writeFile(`${dir}.txt`, 'a secret beside it');
  const answer = await fetch(`${address}/..%2f${basename(dir)}.txt`);
  await rm(`${dir}.txt`);
  expect(await answer.text()).not.toContain('secret');
});

test('what is not a read, and GraphQL, goes on', async () => {
  expect((await fetch(`${address}/sign-in`, { method: 'POST' })).status).toBe(204);
  expect((await fetch(`${address}/graphql`)).status).toBe(204);
});

test('a folder without a dashboard is said at the start', async () => {
  await expect(serveDashboard(join(dir, 'nothing'))).rejects.toThrow('there is no built dashboard');
});
