import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultStorage, openStorage } from '@/lib/storage/storage';

let server: Server;
let files: Map<string, string>;
let signed: boolean;

// Speaks as much of UploadThing's protocol as keeping files needs: ingest, delivery and API on one port.
beforeEach(async () => {
  files = new Map();
  signed = true;
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = new Response(Readable.toWeb(request) as ReadableStream, {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    });
    const json = (value: unknown) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(value));
    };
    signed &&= url.searchParams.has('signature') || request.headers['x-uploadthing-api-key'] === 'sk_test';
    const key = url.pathname.split('/').at(-1) ?? '';
    if (request.method === 'PUT') {
      const file = (await body.formData()).get('file') as File;
      files.set(key, await file.text());
      json({ url: '', appUrl: '', ufsUrl: '', fileHash: 'hash' });
    } else if (request.method === 'POST') {
      const { fileKeys } = (await body.json()) as { fileKeys: string[] };
      for (const gone of fileKeys) files.delete(gone);
      json({ success: true, deletedCount: fileKeys.length });
    } else {
      response.statusCode = files.has(key) ? 200 : 404;
      response.end(files.get(key));
    }
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const token = { apiKey: 'sk_test', appId: 'app', regions: ['here'] };
  vi.stubEnv('UPLOADTHING_TOKEN', Buffer.from(JSON.stringify(token)).toString('base64'));
  vi.stubEnv('UPLOADTHING_INGEST_URL', `http://localhost:${port}`);
  vi.stubEnv('UPLOADTHING_API_URL', `http://localhost:${port}`);
  vi.stubEnv('UPLOADTHING_UFS_HOST', `localhost:${port}`);
  vi.stubEnv('UPLOADTHING_UFS_APP_ID_LOCATION', 'path');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

it('is where new files go as soon as there is a token', () => {
  expect(defaultStorage()).toBe('uploadthing');
  vi.stubEnv('UPLOADTHING_TOKEN', '');
  expect(defaultStorage()).toBe('local');
});

it('gives back what it was given, until that is removed', async () => {
  const storage = await openStorage('uploadthing');
  const key = await storage.put(new File(['hello'], 'hello.txt', { type: 'text/plain' }));
  expect(await new Response(await storage.open(key)).text()).toBe('hello');
  await storage.remove(key);
  expect(await storage.open(key)).toBeNull();
  expect(signed).toBe(true);
});
