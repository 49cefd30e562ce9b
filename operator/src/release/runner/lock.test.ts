import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { layoutOf } from './layout.ts';
import { takeLock } from './lock.ts';

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'appfactory-lock-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('a lock that nobody refers to any more is still held', async () => {
  const layout = layoutOf(data);
  await takeLock(layout);
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  for (let round = 0; round < 5; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect(takeLock(layout, 0)).rejects.toThrow('another version of the app still has the data');
});

test('a lock that was released can be taken again', async () => {
  const layout = layoutOf(data);
  (await takeLock(layout)).release();
  (await takeLock(layout, 0)).release();
});
