import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Bucket } from '@appfactory/events/bucket';
import { REPOSITORY_KEY } from '@appfactory/events/subjects';
import type { Platform } from './platform.ts';

const run = promisify(execFile);

export interface Commit {
  commit: string;
  /** git's hash of all files at that commit. */
  tree: string;
  message: string;
}

/** The repository of a build as it is kept outside its sandbox, oldest commit first. */
export async function historyOf(platform: Platform, uid: string): Promise<Commit[]> {
  return withRepository(platform, uid, async (git) => {
    const log = await git('log', '--reverse', '--format=%H%x1f%T%x1f%B%x1e', 'FETCH_HEAD');
    return log
      .split('\x1e')
      .map((record) => record.trim().split('\x1f'))
      .filter(([commit]) => commit)
      .map(([commit = '', tree = '', message = '']) => ({ commit, tree, message: message.trim() }));
  });
}

/** What two builds of one spec have in common whenever they were made: trees and messages, not times and ids. */
export function timeless(commits: Commit[]): Omit<Commit, 'commit'>[] {
  return commits.map(({ tree, message }) => ({ tree, message }));
}

/** Runs git on the stored repository; its newest commit is FETCH_HEAD. */
export async function withRepository<T>(
  platform: Platform,
  uid: string,
  work: (git: (...args: string[]) => Promise<string>) => Promise<T>,
): Promise<T> {
  const bytes = await (await Bucket.open(await platform.nats(), uid)).get(REPOSITORY_KEY);
  if (!bytes) throw new Error(`the bucket of build ${uid} holds no repository`);
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-history-'));
  try {
    const git = async (...args: string[]) => (await run('git', ['-C', folder, ...args], { maxBuffer: 2 ** 26 })).stdout;
    await writeFile(join(folder, 'bundle'), bytes);
    await git('init', '--quiet', '--bare', '.');
    await git('fetch', '--quiet', 'bundle', 'HEAD');
    return await work(git);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
