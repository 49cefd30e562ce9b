import { expect, test } from '@jest/globals';
import { type Figure, isReached, ratioOf } from './figure.ts';
import { formatValue, renderTable } from './table.ts';
import { median, percentile, slope } from './timing.ts';

test('a percentile is one of the samples, by nearest rank', () => {
  const samples = [50, 20, 15, 40, 35];
  expect([5, 30, 40, 50, 100].map((percent) => percentile(samples, percent))).toEqual([15, 20, 20, 35, 50]);
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(hundred, 50), percentile(hundred, 99), percentile(hundred, 100)]).toEqual([50, 99, 100]);
  expect(median([7])).toBe(7);
  expect(samples).toEqual([50, 20, 15, 40, 35]);
  expect(() => percentile([], 50)).toThrow('there are no samples');
});

test('a slope is the growth per step', () => {
  expect(slope([])).toBe(0);
  expect(slope([{ x: 3, y: 9 }])).toBe(0);
  expect(slope([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x })))).toBeCloseTo(2);
});

test.each([
  [0.4, 'ms', '0.4 ms'],
  [12.34, 'ms', '12.3 ms'],
  [999, 'ms', '999 ms'],
  [1000, 'ms', '1 s'],
  [61_250, 'ms', '61.3 s'],
  [134 * 2 ** 20, 'bytes', '134 MiB'],
  [1234, 'count', '1234'],
  [300, 'count', '300'],
  [0, 'count', '0'],
] as const)('%p %s reads %p', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

const figure: Figure = { what: 'a', unit: 'ms', value: 900, reference: { what: 'by hand', value: 3000 } };

test.each([
  [{ ...figure, aim: { most: 900 } }, true],
  [{ ...figure, aim: { most: 899 } }, false],
  [{ ...figure, aim: { mostRatio: 0.3 } }, true],
  [{ ...figure, aim: { mostRatio: 0.29 } }, false],
  [{ ...figure, reference: undefined, aim: { mostRatio: 1 } }, undefined],
  [figure, undefined],
])('%j is reached: %p', (given, reached) => {
  expect(isReached(given)).toBe(reached);
});

test('there is no ratio to nothing', () => {
  expect(ratioOf({ ...figure, reference: { what: 'zero', value: 0 } })).toBeUndefined();
});

test('the table says each figure with its reference, ratio and aim, and whose the published ones are', () => {
  const figures: Figure[] = [
    {
      ...figure,
      aim: { most: 1000 },
      parts: [{ what: 'of it waiting', value: 300, unit: 'ms' }],
      published: [{ text: 'somebody else’s machine', value: 75_000 }],
    },
    { what: 'longer', unit: 'bytes', value: 2 ** 20, aim: { most: 2 ** 19 } },
  ];
  expect(renderTable(figures).split('\n')).toEqual([
    'what    here    reference of the same run  ratio   aim',
    '------  ------  -------------------------  ------  ---------------  -----------',
    'a       900 ms  3 s by hand                0.30 x  1 s at most      reached',
    '    of it waiting: 300 ms',
    '    published, not measured here: somebody else’s machine 75 s',
    'longer  1 MiB   none                       -       0.5 MiB at most  NOT REACHED',
  ]);
});
