import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { artifactFolder, hexOf, type Layout, layoutOf } from './layout.ts';
import { freePort } from './server.ts';
import { placeArtifact } from './testing/fakeArtifact.ts';
import { run, start } from './testing/run.ts';

let layout: Layout;
let data: string;
let servers: ChildProcess[];

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'appfactory-release-'));
  layout = layoutOf(data);
  mkdirSync(layout.artifacts, { recursive: true });
  servers = [];
});

afterEach(async () => {
  for (const server of servers.filter(({ exitCode, signalCode }) => exitCode === null && !signalCode)) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
});

const prepare = (digest: string, env: Record<string, string> = {}) =>
  run(['prepare'], { DATA_DIR: data, ARTIFACT_DIGEST: digest, ...env });

async function serve(digest: string): Promise<{ server: ChildProcess; add(name: string): Promise<void> }> {
  const at = await freePort();
  const file = join(artifactFolder(layout, hexOf(digest)), 'server.js');
  const server = start(['serve', file], { DATA_DIR: data, PORT: String(at), HOSTNAME: '127.0.0.1' });
  servers.push(server);
  const get = (path: string) => fetch(`http://127.0.0.1:${at}${path}`);
  while (!(await get('/api/health').catch(() => undefined))) {
    if (server.exitCode !== null) throw new Error('the server has ended');
    await sleep(50);
  }
  return {
    server,
    async add(name) {
      expect((await get(`/add/${name}`)).status).toBe(201);
    },
  };
}

async function end(server: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  server.kill(signal);
  await once(server, 'exit');
}

function rows(path = layout.database): string[] {
  const database = new DatabaseSync(path);
  const found = database.prepare('SELECT name FROM clients ORDER BY id').all() as { name: string }[];
  database.close();
  return found.map(({ name }) => name);
}

function columns(path = layout.database): string[] {
  const database = new DatabaseSync(path);
  const found = database.prepare('PRAGMA table_info(clients)').all() as { name: string }[];
  database.close();
  return found.map(({ name }) => name);
}

const snapshots = () => readdirSync(layout.snapshots);

/** Version 1 with two rows, ended as `signal` does it. */
async function firstVersion(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<string> {
  const one = placeArtifact(layout, 1);
  expect(await prepare(one)).toEqual({ status: 0, stderr: '' });
  const { server, add } = await serve(one);
  await add('Ada');
  await add('Grace');
  await end(server, signal);
  return one;
}

describe('a change of version', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'keeps every row when the one before ended by %s',
    async (signal) => {
      await firstVersion(signal);
      const two = placeArtifact(layout, 2);
      expect(await prepare(two)).toEqual({ status: 0, stderr: '' });
      expect(rows()).toEqual(['Ada', 'Grace']);
      expect(columns()).toContain('extra2');
      const { server, add } = await serve(two);
      await add('Barbara');
      await end(server);
      expect(rows()).toEqual(['Ada', 'Grace', 'Barbara']);
      expect(snapshots()).toHaveLength(1);
    },
    60_000,
  );

  test('is not one when the same version starts again', async () => {
    const one = await firstVersion('SIGKILL');
    expect(await prepare(one)).toEqual({ status: 0, stderr: '' });
    expect(snapshots()).toEqual([]);
    expect(rows()).toEqual(['Ada', 'Grace']);
  }, 60_000);

  test('to a version that does not come up leaves the database as it was, and says why', async () => {
    const one = await firstVersion();
    const { status, stderr } = await prepare(placeArtifact(layout, 2, 'at start'));
    expect(status).toBe(1);
    expect(stderr).toContain('the new version does not come up: it ended with exit status 3');
    expect(stderr).toContain('Cannot find module x');
    expect(columns()).not.toContain('extra2');
    expect(await prepare(one)).toEqual({ status: 0, stderr: '' });
    expect(rows()).toEqual(['Ada', 'Grace']);
  }, 60_000);

  test('back to an older version keeps the newest rows', async () => {
    const one = await firstVersion();
    const two = placeArtifact(layout, 2);
    await prepare(two);
    const { server, add } = await serve(two);
    await add('Barbara');
    await end(server);
    expect(await prepare(one)).toEqual({ status: 0, stderr: '' });
    expect(rows()).toEqual(['Ada', 'Grace', 'Barbara']);
  }, 60_000);

  test('waits for the version before, and refuses while that has the data open', async () => {
    const one = await firstVersion();
    const { server } = await serve(one);
    const two = placeArtifact(layout, 2);
    const waiting = prepare(two);
    await sleep(1500);
    expect(columns()).not.toContain('extra2');
    await end(server, 'SIGKILL');
    expect(await waiting).toEqual({ status: 0, stderr: '' });
    expect(rows()).toEqual(['Ada', 'Grace']);
  }, 60_000);
});

describe('a version that failed', () => {
  test('before it ever answered is undone: the snapshot comes back, and what it left is kept', async () => {
    const one = await firstVersion();
    const two = placeArtifact(layout, 2);
    await prepare(two);
    // It has changed the database at its start and then died.
    const database = new DatabaseSync(layout.database);
    database.exec("UPDATE clients SET name = 'spoilt'");
    database.close();
    expect(await prepare(one, { RESTORE_FROM_BEFORE: two })).toEqual({ status: 0, stderr: '' });
    expect(rows()).toEqual(['Ada', 'Grace']);
    const abandoned = snapshots().filter((name) => name.includes('abandoned'));
    expect(abandoned).toHaveLength(1);
    expect(rows(join(layout.snapshots, abandoned[0] ?? ''))).toEqual(['spoilt', 'spoilt']);
    // Once: what came afterwards is not undone again.
    const { server, add } = await serve(one);
    await add('Barbara');
    await end(server);
    await prepare(one, { RESTORE_FROM_BEFORE: two });
    expect(rows()).toEqual(['Ada', 'Grace', 'Barbara']);
  }, 60_000);

  test('after it has answered loses no row that it took', async () => {
    const one = await firstVersion();
    const two = placeArtifact(layout, 2);
    await prepare(two);
    const { server, add } = await serve(two);
    await add('Barbara');
    // The note of the version before is there from the start.
    while (!existsSync(layout.served) || !readFileSync(layout.served, 'utf8').includes(hexOf(two))) await sleep(50);
    await end(server, 'SIGKILL');
    expect(await prepare(one, { RESTORE_FROM_BEFORE: two })).toEqual({ status: 0, stderr: '' });
    expect(rows()).toEqual(['Ada', 'Grace', 'Barbara']);
  }, 60_000);
});

describe('a rehearsal', () => {
  test('runs beside the version that serves, changes nothing, and leaves nothing', async () => {
    const one = await firstVersion();
    const { server, add } = await serve(one);
    const two = placeArtifact(layout, 2);
    const rehearsal = run(['rehearse'], { DATA_DIR: data, ARTIFACT_DIGEST: two });
    await add('Barbara');
    expect(await rehearsal).toEqual({ status: 0, stderr: '' });
    await add('Frances');
    await end(server);
    expect(columns()).not.toContain('extra2');
    expect(rows()).toEqual(['Ada', 'Grace', 'Barbara', 'Frances']);
    expect(readdirSync(layout.notes).filter((name) => /^(rehearsal|trial)-/.test(name))).toEqual([]);
  }, 60_000);

  test.each([
    ['at start', /it ended with exit status 3/],
    ['page', /its first page answers with status 500/],
  ] as const)(
    'of a version that breaks %s fails with what was seen',
    async (breaks, expected) => {
      await firstVersion();
      const digest = placeArtifact(layout, 2, breaks);
      const { status, stderr } = await run(['rehearse'], { DATA_DIR: data, ARTIFACT_DIGEST: digest });
      expect(status).toBe(1);
      expect(stderr).toMatch(expected);
    },
    60_000,
  );
});

describe('environment variables that people gave the app', () => {
  const VALUE = 're_marker_0123456789';

  test('are tried by a rehearsal, which tells nothing of their values', async () => {
    const one = await firstVersion();
    const env = { DATA_DIR: data, ARTIFACT_DIGEST: one, WRONG_KEY: VALUE };
    const { status, stderr } = await run(['rehearse'], { ...env, RELEASE_ENVIRONMENT: 'MAIL_FROM,WRONG_KEY' });
    expect(status).toBe(1);
    expect(stderr).toContain('it ended with exit status 4');
    expect(stderr).toContain('not a key: ***');
    expect(stderr).not.toContain(VALUE);
    // What is not named is the runner's own, and handed on to nobody.
    expect(await run(['rehearse'], env)).toEqual({ status: 0, stderr: '' });
  }, 60_000);
});

test('prepare killed before any of its changes of the file system loses nothing when it is run again', async () => {
  await firstVersion();
  const kept = mkdtempSync(join(tmpdir(), 'appfactory-kept-'));
  const two = placeArtifact(layout, 2);
  try {
    cpSync(data, kept, { recursive: true });
    const count = join(kept, 'count');
    expect((await prepare(two, { CRASH_COUNT: count })).status).toBe(0);
    const changes = Number(readFileSync(count, 'utf8'));
    expect(changes).toBeGreaterThan(15);
    // One in five here; APPFACTORY_FULL=1 tries all.
    const step = process.env.APPFACTORY_FULL ? 1 : 5;
    for (let at = 1; at <= changes; at += step) {
      rmSync(data, { recursive: true });
      cpSync(kept, data, { recursive: true });
      expect([at, (await prepare(two, { CRASH_AT: String(at) })).status]).toEqual([at, 'SIGKILL']);
      expect([at, rows()]).toEqual([at, ['Ada', 'Grace']]);
      expect(await prepare(two)).toEqual({ status: 0, stderr: '' });
      expect([at, rows(), columns().includes('extra2')]).toEqual([at, ['Ada', 'Grace'], true]);
      expect(existsSync(layout.next) || existsSync(layout.swap)).toBe(false);
    }
  } finally {
    rmSync(kept, { recursive: true, force: true });
  }
}, 300_000);
