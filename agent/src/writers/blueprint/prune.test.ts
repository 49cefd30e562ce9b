import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ALWAYS } from './prune.ts';

test('what any later change of an app may import is never taken out of it', async () => {
  const files = await readdir(import.meta.dirname, { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'prune.ts');
  const texts = await Promise.all(sources.map((file) => readFile(join(import.meta.dirname, file), 'utf8')));
  const imported = texts.flatMap((text) => [...text.matchAll(/@\/components\/ui\/([a-z-]+)/g)].map(([, name]) => name));
  expect(imported.length).toBeGreaterThan(5);
  expect([...new Set(imported)].filter((name) => !ALWAYS.includes(`src/components/ui/${name}.tsx`))).toEqual([]);
});
