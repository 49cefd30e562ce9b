import { expect, it } from 'vitest';
import { RateLimit } from '@/lib/rate-limit';

it('stops after so many, per key, until the window is over', () => {
  const limit = new RateLimit(2, 1000);
  limit.count('a', 0);
  expect(limit.allows('a', 1)).toBe(true);
  limit.count('a', 1);
  expect(limit.allows('a', 2)).toBe(false);
  expect(limit.allows('b', 2)).toBe(true);
  expect(limit.allows('a', 1001)).toBe(true);
});

it('forgets after a success', () => {
  const limit = new RateLimit(1, 1000);
  limit.count('a', 0);
  limit.reset('a');
  expect(limit.allows('a', 1)).toBe(true);
});
