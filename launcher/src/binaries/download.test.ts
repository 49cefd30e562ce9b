import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../plane/ports.ts';
import { DownloadFailed, download } from './download.ts';
import type { Release } from './releases.ts';

const CONTENT = Buffer.alloc(300_000, 'app factory ');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let server: Server;
let origin: string;
let nobody: string;
let dir: string;
let answered = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-download-'));
  nobody = `http://127.0.0.1:${await freePort()}`;
  server = createServer((request, response) => {
    answered++;
    const head = { 'content-length': CONTENT.length };
    switch (request.url ?? '') {
      case '/good':
        response.writeHead(200, head).end(CONTENT);
        break;
      case '/cut-off':
        response.writeHead(200, head);
        response.write(CONTENT.subarray(0, 100_000), () => response.socket?.destroy());
        break;
      case '/stalled':
        response.writeHead(200, head);
        response.write(CONTENT.subarray(0, 100_000));
        break;
      case '/silent':
        break;
      default:
        response.writeHead(404).end('no such file');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

function release(path: string, sha256 = SHA256): Release {
  return { origin, path, sha256 };
}

test('a good file is there, whole, and its progress was told', async () => {
  const target = join(dir, 'good');
  const told: number[] = [];
  await download(release('good'), target, { onProgress: (bytes) => told.push(bytes) });
  expect(await readFile(target)).toEqual(CONTENT);
  expect(told.at(-1)).toBe(CONTENT.length);
});

test.each([
  ['with another checksum than the pinned one', () => release('good', '0'.repeat(64)), /checksum is [0-9a-f]{64}/],
  ['cut off', () => release('cut-off'), /cut off/],
  ['stalled', () => release('stalled'), /nothing came for 0.3 s/],
  ['never answered', () => release('silent'), /no answer within 0.3 s/],
  ['that does not exist', () => release('absent'), /answered 404/],
  ['at an address where nothing listens', () => ({ ...release('good'), origin: nobody }), /ECONNREFUSED/],
] as const)('a file %s is refused, said so, and not left behind', async (_case, wanted, message) => {
  const target = join(dir, 'bad');
  // Short only where a wait is what the case is about: a busy machine is late with everything.
  const connectTimeout = wanted().path === 'silent' ? 300 : 30_000;
  const stallTimeout = wanted().path === 'stalled' ? 300 : 30_000;
  const attempt = download(wanted(), target, { connectTimeout, stallTimeout });
  await expect(attempt).rejects.toThrow(DownloadFailed);
  await expect(attempt).rejects.toThrow(message);
  expect(existsSync(target)).toBe(false);
});

test('a mirror stands for every origin', async () => {
  process.env.APPFACTORY_DOWNLOAD_MIRROR = origin;
  try {
    const before = answered;
    await download({ ...release('good'), origin: 'https://nowhere.invalid' }, join(dir, 'mirrored'));
    expect(answered).toBe(before + 1);
  } finally {
    delete process.env.APPFACTORY_DOWNLOAD_MIRROR;
  }
});
