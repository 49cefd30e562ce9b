import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { x } from 'tar';
import { eventually } from '../../testing/eventually.ts';
import { hexOf, type Layout, layoutOf } from './layout.ts';
import { takeSwapLock } from './lock.ts';
import { archiveIn, contentsIn, pack } from './pack.ts';
import { prepare } from './prepare.ts';
import { freePort } from './server.ts';
import { placeArtifact } from './testing/fakeArtifact.ts';
import { run, start } from './testing/run.ts';

let folder: string;
let layout: Layout;
let work: string;
let server: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'appfactory-pack-'));
  [layout, work] = [layoutOf(join(folder, 'data')), join(folder, 'work')];
  for (const path of [layout.data, work]) mkdirSync(path);
});

afterEach(async () => {
  if (server) {
    const gone = once(server, 'exit');
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGKILL');
      await gone;
    }
  }
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const packIt = (most = 1e9) => pack({ layout, work, most });

async function unpacked(): Promise<string> {
  const into = mkdtempSync(join(folder, 'unpacked-'));
  await x({ file: archiveIn(work), cwd: into, strict: true });
  return into;
}

function namesIn(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT name FROM clients ORDER BY id').all() as { name: string }[];
  database.close();
  return rows.map(({ name }) => name);
}

async function serve(digest: string): Promise<(name: string) => Promise<number>> {
  const port = String(await freePort());
  server = start(['serve', join(layout.artifacts, hexOf(digest), 'server.js')], {
    DATA_DIR: layout.data,
    PORT: port,
    HOSTNAME: '127.0.0.1',
  });
  const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  await eventually('the app answers', async () => (await at('/api/health').catch(() => undefined))?.ok);
  return async (name) => (await at(`/add/${name}`)).status;
}

test('every row that was written before is in the copy, and the app goes on', async () => {
  const digest = placeArtifact(layout, 1);
  expect(await run(['prepare'], { DATA_DIR: layout.data, ARTIFACT_DIGEST: digest })).toEqual({ status: 0, stderr: '' });
  const add = await serve(digest);
  for (let row = 0; row < 50; row++) await add(`row${row}`);
  const packing = packIt();
  const during = Promise.all(Array.from({ length: 50 }, (_, row) => add(`later${row}`)));
  const contents = await packing;
  expect(new Set(await during)).toEqual(new Set([201]));
  const into = await unpacked();
  const names = namesIn(join(into, 'app.db'));
  expect(names.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, row) => `row${row}`));
  expect(contents.database).toBe(readFileSync(join(into, 'app.db')).length);
  expect(JSON.parse(readFileSync(contentsIn(work), 'utf8'))).toEqual(contents);
  // No log of the app's is left behind or taken along.
  expect(readdirSync(into).sort()).toEqual(['README.txt', 'app.db', 'uploads']);
  expect(await add('last')).toBe(201);
  expect(namesIn(layout.database)).toHaveLength(101);
}, 60_000);

test('an app that does not run, and was killed, is packed with what it had committed; the next version finds its data', async () => {
  const one = placeArtifact(layout, 1);
  await run(['prepare'], { DATA_DIR: layout.data, ARTIFACT_DIGEST: one });
  const add = await serve(one);
  await add('Ada');
  server?.kill('SIGKILL');
  if (server) await once(server, 'exit');
  await packIt();
  expect(namesIn(join(await unpacked(), 'app.db'))).toEqual(['Ada']);
  const two = placeArtifact(layout, 2);
  expect(await run(['prepare'], { DATA_DIR: layout.data, ARTIFACT_DIGEST: two })).toEqual({ status: 0, stderr: '' });
  expect(namesIn(layout.database)).toEqual(['Ada']);
}, 60_000);

test('an app without a database gives its uploads alone, and one without anything an empty archive', async () => {
  expect(await packIt()).toEqual({ files: 0 });
  expect(readdirSync(await unpacked()).sort()).toEqual(['README.txt', 'uploads']);
  mkdirSync(layout.uploads);
  writeFileSync(join(layout.uploads, 'empty'), '');
  // What an attempt before left does not go along.
  mkdirSync(join(work, 'files'));
  writeFileSync(join(work, 'files', 'old'), '');
  expect(await packIt()).toEqual({ files: 1 });
  const into = await unpacked();
  expect(readdirSync(into).sort()).toEqual(['README.txt', 'uploads']);
  expect(readdirSync(join(into, 'uploads'))).toEqual(['empty']);
});

test('of what an app has put among its uploads, files alone are taken: no link is followed, no pipe waited for', async () => {
  const secret = join(folder, 'secret');
  mkdirSync(secret);
  writeFileSync(join(secret, 'creds'), 'secret');
  mkdirSync(join(layout.uploads, 'deep', 'er'), { recursive: true });
  writeFileSync(join(layout.uploads, 'deep', 'er', 'file.txt'), 'text');
  symlinkSync(join(secret, 'creds'), join(layout.uploads, 'link'));
  symlinkSync(secret, join(layout.uploads, 'folder'));
  execFileSync('mkfifo', [join(layout.uploads, 'pipe')]);
  expect(await packIt()).toEqual({ files: 1 });
  const into = await unpacked();
  expect(readdirSync(join(into, 'uploads'), { recursive: true }).sort()).toEqual([
    'deep',
    'deep/er',
    'deep/er/file.txt',
  ]);
});

test('more than is packed is refused, and leaves no archive', async () => {
  mkdirSync(layout.uploads);
  writeFileSync(join(layout.uploads, 'large'), Buffer.alloc(2_000_000));
  await expect(packIt(1_000_000)).rejects.toThrow(/more than 1 MB/);
  expect(existsSync(archiveIn(work))).toBe(false);
  const { status, stderr } = await run(['pack'], {
    DATA_DIR: layout.data,
    WORK_DIR: work,
    EXPORT_MOST_BYTES: '1000000',
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('more than 1 MB')]);
});

test('a copy waits for a change of version, and a change of version for a copy', async () => {
  const digest = placeArtifact(layout, 1);
  await run(['prepare'], { DATA_DIR: layout.data, ARTIFACT_DIGEST: digest });
  new DatabaseSync(layout.database).close();
  const swap = await takeSwapLock(layout);
  const packing = packIt();
  await expect(prepare({ layout, digest, env: {}, lockLimit: 500 })).rejects.toThrow(/being copied or replaced/);
  expect(existsSync(contentsIn(work))).toBe(false);
  swap.release();
  await packing;
  expect(existsSync(contentsIn(work))).toBe(true);
  // Neither lock was kept.
  await prepare({ layout, digest, env: {}, lockLimit: 0 });
}, 60_000);
