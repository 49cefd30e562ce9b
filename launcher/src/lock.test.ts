import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { endLeftovers, recordParts } from './leftovers.ts';
import { AlreadyRunning, readLock, takeLock } from './lock.ts';
import { startTimeOf } from './processIdentity.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-lock-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

test('a second start says what runs already and where', async () => {
  const lock = await takeLock(dir);
  await expect(takeLock(dir)).rejects.toThrow(/runs already: process \d+.*still starting/s);
  await lock.announce({ kubernetes: 'https://127.0.0.1:6443' });
  await expect(takeLock(dir)).rejects.toThrow(AlreadyRunning);
  await expect(takeLock(dir)).rejects.toThrow(/kubernetes +https:\/\/127.0.0.1:6443.*--data DIR/s);
  await lock.release();
  await (await takeLock(dir)).release();
});

test('the lock of a process that is gone is taken over', async () => {
  const gone = { pid: process.pid, startTime: '1', since: 'then', dir, addresses: {} };
  await writeFile(join(dir, 'lock.json'), JSON.stringify(gone));
  const lock = await takeLock(dir);
  expect((await readLock(dir))?.startTime).toBe(await startTimeOf(process.pid));
  await lock.release();
});

test('a broken lock file does not lock for ever', async () => {
  await writeFile(join(dir, 'lock.json'), '{');
  await (await takeLock(dir)).release();
});

test('of many starts at once one wins', async () => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => takeLock(dir)));
  const won = results.filter((result) => result.status === 'fulfilled');
  expect(won).toHaveLength(1);
});

test('parts that start side by side are all recorded', async () => {
  const parts: { name: string; pid(): number }[] = [];
  const starts = Array.from({ length: 20 }, (_, index) => {
    parts.push({ name: `part-${index}`, pid: () => process.pid });
    return recordParts(dir, parts);
  });
  await Promise.all(starts);
  expect(JSON.parse(await readFile(join(dir, 'parts.json'), 'utf8'))).toHaveLength(20);
});

test('what a killed launcher left is ended, and a process that got such an id is not', async () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  const exited = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  await recordParts(dir, [{ name: 'etcd', pid: () => child.pid ?? 0 }]);
  const recorded = join(dir, 'parts.json');
  expect(await endLeftovers(dir)).toEqual(['etcd']);
  expect(await exited).toBe('SIGTERM');
  await writeFile(recorded, JSON.stringify([{ name: 'stranger', pid: process.pid, startTime: '1' }]));
  expect(await endLeftovers(dir)).toEqual([]);
});
