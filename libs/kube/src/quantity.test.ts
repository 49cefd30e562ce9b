import { expect, test } from '@jest/globals';
import { parseQuantity } from './quantity.ts';

test.each([
  ['2', 2],
  ['250m', 0.25],
  ['1Gi', 2 ** 30],
  ['64M', 64e6],
  ['1e3', 1000],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['1500Mi', 1500 * 2 ** 20],
  ['2G', 2e9],
  ['2k', 2000],
  ['0.5', 0.5],
])('quantity %s is %d', (text, value) => {
  expect(parseQuantity(text)).toBeCloseTo(value, 9);
});

test.each(['', 'much', '1Gb', '1.2.3', 'Gi'])('"%s" is no quantity', (text) => {
  expect(() => parseQuantity(text)).toThrow(`"${text}" is not a quantity`);
});
