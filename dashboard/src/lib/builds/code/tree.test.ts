import { expect, test } from '@jest/globals';
import { foldersOf, treeRows } from './tree.ts';

const entries = ['app/(app)/clients/page.tsx', 'app/page.tsx', 'package.json'].map((path) => ({
  path,
  kind: 'file' as const,
  size: 1,
}));
const seen = (open: string[], filter?: string) =>
  treeRows(entries, new Set(open), filter).map(({ name, depth, isFolder }) => `${depth} ${name}${isFolder ? '/' : ''}`);

test('what is in a folder is seen when it is open', () => {
  expect(seen([])).toEqual(['1 app/', '1 package.json']);
  expect(seen(['app'])).toEqual(['1 app/', '2 (app)/', '2 page.tsx', '1 package.json']);
  expect(foldersOf('app/(app)/clients/page.tsx')).toEqual(['app', 'app/(app)', 'app/(app)/clients']);
});

test('a filter shows what fits, wherever it lies', () => {
  expect(seen([], 'CLIENTS')).toEqual(['1 app/', '2 (app)/', '3 clients/', '4 page.tsx']);
  expect(seen([], 'nothing')).toEqual([]);
});
