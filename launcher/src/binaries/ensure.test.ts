import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { c } from 'tar';
import { freePort } from '../plane/ports.ts';
import { cachedBinary, VERSIONS } from './binaries.ts';
import { downloadBinary, ensureBinary } from './ensure.ts';
import { findBinary, overrideVariable } from './find.ts';

const ENVIRONMENT = [
  'APPFACTORY_CACHE',
  'APPFACTORY_GO',
  'KUBEBUILDER_ASSETS',
  'PATH',
  'APPFACTORY_NATS_SERVER',
  'APPFACTORY_DOWNLOAD_MIRROR',
];
let before: (string | undefined)[];
let dir: string;
let server: Server | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-binaries-'));
  before = ENVIRONMENT.map((name) => process.env[name]);
  process.env.APPFACTORY_CACHE = join(dir, 'cache');
  delete process.env.KUBEBUILDER_ASSETS;
});

afterEach(async () => {
  ENVIRONMENT.forEach((name, index) => {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(dir, { recursive: true, force: true });
});

/** A program that says it is of a version. */
async function program(path: string, version: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "it is v${version}"\n`);
  await chmod(path, 0o755);
  return path;
}

test('a program on PATH is taken when it has the version, and only then', async () => {
  process.env.PATH = `${join(dir, 'old')}:${join(dir, 'right')}:/usr/bin:/bin`;
  await program(join(dir, 'old', 'etcd'), '3.5.0');
  expect(await findBinary('etcd')).toBeUndefined();
  const right = await program(join(dir, 'right', 'etcd'), VERSIONS.etcd);
  expect(await findBinary('etcd')).toBe(right);
});

test('KUBEBUILDER_ASSETS may differ in the patch version, not in the minor', async () => {
  process.env.PATH = '/usr/bin:/bin';
  process.env.KUBEBUILDER_ASSETS = join(dir, 'assets');
  await program(join(dir, 'assets', 'kube-apiserver'), '1.30.0');
  expect(await findBinary('kube-apiserver')).toBeUndefined();
  const assets = await program(join(dir, 'assets', 'kube-apiserver'), '1.36.0');
  expect(await findBinary('kube-apiserver')).toBe(assets);
});

test('what the user names is taken whatever its version, and an unusable one is refused with its name', async () => {
  expect(overrideVariable('nats-server')).toBe('APPFACTORY_NATS_SERVER');
  process.env.APPFACTORY_NATS_SERVER = await program(join(dir, 'mine'), '2.0.0');
  expect(await findBinary('nats-server')).toBe(join(dir, 'mine'));
  process.env.APPFACTORY_NATS_SERVER = join(dir, 'absent');
  await expect(findBinary('nats-server')).rejects.toThrow(`APPFACTORY_NATS_SERVER names "${join(dir, 'absent')}"`);
});

test('an archive is unpacked into the cache, and found there', async () => {
  process.env.PATH = '/usr/bin:/bin';
  await program(join(dir, 'release', 'etcd'), VERSIONS.etcd);
  await c({ gzip: true, cwd: dir, file: join(dir, 'etcd.tar.gz') }, ['release/etcd']);
  const archive = await readFile(join(dir, 'etcd.tar.gz'));
  server = createServer((_request, response) => void response.end(archive));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sha256 = createHash('sha256').update(archive).digest('hex');
  const path = await downloadBinary('etcd', { origin, path: 'etcd.tar.gz', sha256, member: 'release/etcd' }, () => {});
  expect(path).toBe(cachedBinary('etcd'));
  expect((await stat(path)).mode & 0o111).toBe(0o111);
  expect(await findBinary('etcd')).toBe(path);
});

test('with neither Go nor a network the message says what was tried and what to do', async () => {
  process.env.PATH = '/usr/bin:/bin';
  process.env.APPFACTORY_GO = join(dir, 'absent');
  process.env.APPFACTORY_DOWNLOAD_MIRROR = `http://127.0.0.1:${await freePort()}`;
  const said: string[] = [];
  const attempt = ensureBinary('kubectl', (text) => said.push(text));
  await expect(attempt).rejects.toThrow(/kubectl .* could not be had/);
  await expect(attempt).rejects.toThrow(/ECONNREFUSED/);
  await expect(attempt).rejects.toThrow(/install Go 1.21 or newer.*APPFACTORY_KUBECTL/s);
  expect(said[0]).toBe(`downloading kubectl ${VERSIONS.kubectl}`);
});
