import { expect, it } from '@jest/globals';
import { hueOf } from './hue.ts';

it.each([
  ['#ff0000', 29],
  ['#00ff00', 142],
  ['#0000ff', 264],
  ['#0F766E', 186],
])('the hue of %s is %d', (colour, hue) => {
  expect(hueOf(colour)).toBe(hue);
});

it.each(['#000000', '#808080', '#ffffff'])('%s has no hue', (colour) => {
  expect(hueOf(colour)).toBeUndefined();
});
