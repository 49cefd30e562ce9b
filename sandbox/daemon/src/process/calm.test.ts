import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { untilCalm } from './calm.ts';

let folder: string;
let pressure: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calm-'));
  pressure = join(folder, 'cpu');
});
afterEach(() => rm(folder, { recursive: true }));

const busy = (percent: number) =>
  writeFile(pressure, `some avg10=${percent.toFixed(2)} avg60=0.00 avg300=0.00 total=1\n`);
const LONG = 600_000;

test('waits until programs no longer wait for processors', async () => {
  await busy(80);
  let calm = false;
  const waiting = untilCalm(LONG, new AbortController().signal, pressure).then(() => {
    calm = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(calm).toBe(false);
  await busy(3);
  await waiting;
});

test('goes on at once when somebody is there, after its limit, and where the kernel tells nothing', async () => {
  await busy(80);
  const visited = new AbortController();
  const waiting = untilCalm(LONG, visited.signal, pressure);
  visited.abort();
  await waiting;
  await untilCalm(1, new AbortController().signal, pressure);
  await untilCalm(LONG, new AbortController().signal, join(folder, 'nothing'));
});
