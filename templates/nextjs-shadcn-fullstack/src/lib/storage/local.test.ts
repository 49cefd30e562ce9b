import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStorage } from '@/lib/storage/storage';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-'));
  vi.stubEnv('UPLOADS_DIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('gives back what it was given, until that is removed', async () => {
  const storage = await openStorage('local');
  const key = await storage.put(new File(['hello'], '../../evil.txt'));
  expect(await new Response(await storage.open(key)).text()).toBe('hello');
  expect(readdirSync(folder)).toEqual([key.slice(0, 2)]);
  await storage.remove(key);
  expect(await storage.open(key)).toBeNull();
});

it('takes no path for a key', async () => {
  const storage = await openStorage('local');
  await expect(storage.open('../../etc/passwd')).rejects.toThrow('is no key');
});
