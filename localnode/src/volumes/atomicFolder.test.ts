import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type FileContent, writeAtomically } from './atomicFolder.ts';

const content = (files: Record<string, string>): Map<string, FileContent> =>
  new Map(Object.entries(files).map(([path, text]) => [path, { data: Buffer.from(text), mode: 0o440 }]));

test('a folder shows the files of one moment, and says whether they are others than before', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'atomic-'));
  const write = (files: Record<string, string>) => writeAtomically(dir, content(files), async () => {});
  const shown = () => readdirSync(dir).filter((name) => !name.startsWith('..'));
  try {
    expect(await write({ a: '1', 'deep/b': '2' })).toBe(true);
    expect(shown().toSorted()).toEqual(['a', 'deep']);
    expect(readFileSync(join(dir, 'deep/b'), 'utf8')).toBe('2');
    expect(statSync(join(dir, 'a')).mode & 0o777).toBe(0o440);
    expect(await write({ a: '1', 'deep/b': '2' })).toBe(false);
    // As a program leaves it that is killed in between.
    mkdirSync(join(dir, '..half', 'deep'), { recursive: true });
    symlinkSync('..half', join(dir, '..data_new'));
    expect(await write({ a: 'new' })).toBe(true);
    expect(shown()).toEqual(['a']);
    expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('new');
    expect(readdirSync(dir)).toHaveLength(3);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
