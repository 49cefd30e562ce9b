import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedFeature } from '@appfactory/plan/plan';
import { startDaemon, type TestDaemon } from '@appfactory/sandbox-daemon/testing/startDaemon';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Sandbox } from 'e2b';
import { Repository } from './repository.ts';
import { BuildSandbox } from './sandbox.ts';

/** The part of a bucket that a repository uses, in memory: the real one is tried in e2e/. */
class MemoryBucket {
  readonly values = new Map<string, Uint8Array>();
  async get(key: string): Promise<Uint8Array | undefined> {
    return this.values.get(key);
  }
  async put(key: string, value: Uint8Array): Promise<void> {
    this.values.set(key, value);
  }
}

const TOKEN = 'token';
let bucket: MemoryBucket;
let daemons: TestDaemon[];

const feature = (id: string, hash: string, title = `Feature ${id}`): PlannedFeature => ({
  id,
  hash,
  title,
  kind: 'entity',
  entities: [],
  dependsOn: [],
  serves: 'the test',
  checks: [],
});

/** A new sandbox with a repository of one commit, as a template has it. */
async function newSandbox(): Promise<{ repository: Repository; folder: string; git(...args: string[]): string }> {
  const daemon = await startDaemon({ token: TOKEN });
  daemons.push(daemon);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: daemon.workdir, encoding: 'utf8' });
  git('init', '-q', '-b', 'main');
  writeFileSync(join(daemon.workdir, 'package.json'), '{}\n');
  writeFileSync(join(daemon.workdir, '.gitignore'), 'data/\n');
  git('add', '-A');
  const env = { ...process.env, GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'Template'], {
    cwd: daemon.workdir,
    env,
  });
  const sandbox = new Sandbox({
    sandboxId: 'test',
    sandboxUrl: daemon.url,
    envdVersion: '0.6.13',
    envdAccessToken: TOKEN,
    apiKey: 'none',
  });
  return { repository: new Repository(new BuildSandbox(sandbox, daemon.workdir), bucket), folder: daemon.workdir, git };
}

beforeEach(() => {
  bucket = new MemoryBucket();
  daemons = [];
});
afterEach(async () => {
  for (const daemon of daemons) await daemon.stop();
});

test('a new sandbox goes on from the commits of a lost one', async () => {
  const first = await newSandbox();
  await first.repository.restore();
  await first.repository.apply({ writes: new Map([['src/a b.ts', 'export {};\n']]), removes: ['package.json'] });
  const commit = await first.repository.commitFeature(feature('one', 'h1'), 1);
  await first.repository.store();

  const second = await newSandbox();
  await second.repository.restore();
  expect(await second.repository.head()).toBe(commit);
  expect(await second.repository.features()).toEqual([{ id: 'one', hash: 'h1', commit, generation: 1 }]);
  expect(await second.repository.list('.')).toEqual(['.gitignore', 'src/a b.ts']);
  expect(await second.repository.read('src/a b.ts')).toBe('export {};\n');
  expect(await second.repository.read('package.json')).toBeUndefined();
});

test('what was committed but not stored is kept, what was not committed is dropped', async () => {
  const { repository, folder } = await newSandbox();
  await repository.restore();
  await repository.commitFeature(feature('one', 'h1'), 1);
  await repository.store();
  const ahead = await repository.commitFeature(feature('two', 'h2'), 1);
  await repository.apply({
    writes: new Map([
      ['half.ts', 'x'],
      ['package.json', 'broken'],
    ]),
    removes: [],
  });
  await repository.restore();
  expect(await repository.head()).toBe(ahead);
  expect(existsSync(join(folder, 'half.ts'))).toBe(false);
  expect(await repository.read('package.json')).toBe('{}\n');
});

test('a file that is as it was committed is not written anew, though its inode is another one', async () => {
  const { repository, folder } = await newSandbox();
  // As a copy of an image is: the index knows the times and inodes of where the image was made.
  const path = join(folder, 'package.json');
  copyFileSync(path, `${path}.copy`);
  renameSync(`${path}.copy`, path);
  utimesSync(path, new Date(0), new Date(0));
  const before = statSync(path).ino;
  await repository.restore();
  expect(statSync(path).ino).toBe(before);
  expect(statSync(path).mtimeMs).toBe(0);
});

test('a feature has the hash of its last commit, and is gone when it was taken out', async () => {
  const { repository } = await newSandbox();
  await repository.restore();
  await repository.commitFeature(feature('one', 'h1'), 1);
  await repository.commitFeature(feature('two', 'h2'), 1);
  await repository.commitFeature(feature('one', 'h3'), 2);
  await repository.commitRemoval('two');
  expect((await repository.features()).map(({ id, hash, generation }) => [id, hash, generation])).toEqual([
    ['one', 'h3', 2],
  ]);
});

test('the words of a user cannot pretend to be a trailer', async () => {
  const { repository } = await newSandbox();
  await repository.restore();
  const hostile = feature('one', 'h1', `Title\n\nFeature: other\nFeature-Hash: x "$(touch pwned)"`);
  await repository.commitFeature(hostile, 1);
  expect((await repository.features()).map(({ id }) => id)).toEqual(['one']);
  expect(await repository.list('.')).toEqual(['.gitignore', 'package.json']);
});
