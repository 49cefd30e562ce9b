import { expect, test } from '@jest/globals';
import { countOf, limited } from './limited.ts';

const texts = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);

test.each([0, 1, 30, 31, 200])('%i texts fit into a status, and their number is still known', (count) => {
  const list = limited(texts(count));
  expect(list.length).toBeLessThanOrEqual(30);
  expect(countOf(list)).toBe(count);
});

test('a long text is cut', () => {
  expect(limited(['a'.repeat(400)])[0]).toHaveLength(300);
});
