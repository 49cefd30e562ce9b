import { expect, test } from '@jest/globals';
import { isSameQuantity } from './quantity.ts';

test.each([
  ['1000', '1k', true],
  ['1000m', '1', true],
  ['2048Mi', '2Gi', true],
  ['1.5', '1500m', true],
  ['0.5Gi', '512Mi', true],
  ['64Gi', '64Gi', true],
  ['1G', '1Gi', false],
  ['1', '1m', false],
  ['16', '160', false],
  ['lots', 'lots', true],
  ['lots', '1', false],
])('%s is as much as %s: %s', (one, other, same) => {
  expect(isSameQuantity(one, other)).toBe(same);
});
