import { expect, test } from '@jest/globals';
import { tryAgain, waysBack } from './waysBack.ts';

type Build = Parameters<typeof waysBack>[0];

const build = (phase: string, features: [id: string, state: string, commit?: string][], more: object = {}): Build =>
  ({
    deleting: false,
    ready: phase === 'Ready',
    spec: { paused: false },
    status: {
      phase,
      plan: {
        features: features.map(([id, state, commit = null]) => ({ id, title: id.toUpperCase(), state, commit })),
      },
    },
    ...more,
  }) as unknown as Build;
const offered = (one: Build) =>
  [...waysBack(one)].map(([id, ways]) => [id, ...ways.map(({ label }) => label)].join(': '));

const ALL: [string, string, string][] = [
  ['a', 'Verified', '1'],
  ['b', 'Kept', '2'],
  ['c', 'Verified', '3'],
];

test('what is built can be built again from anywhere, and be gone back to but for its end', () => {
  expect(offered(build('Ready', ALL))).toEqual([
    'a: Retry from here: Roll back to here',
    'b: Retry from here: Roll back to here',
    'c: Retry from here',
  ]);
  const [, retried] = [...waysBack(build('Ready', ALL)).values()];
  expect(retried).toMatchObject([
    { mode: 'Retry', longLabel: 'Retry from B', changed: ['B', 'C'], kept: ['A'] },
    { mode: 'RollBack', longLabel: 'Roll back to B', changed: ['C'], kept: ['A', 'B'] },
  ]);
});

test('what failed can be tried again; what was not begun is no place to start', () => {
  const features: [string, string, string?][] = [
    ['a', 'Verified', '1'],
    ['b', 'Failed'],
    ['c', 'Planned'],
  ];
  const wanted = ['a: Retry from here: Roll back to here', 'b: Retry from here', 'c'];
  for (const phase of ['Failed', 'Cancelled', 'Paused']) expect(offered(build(phase, features))).toEqual(wanted);
});

test('what was rolled back can be gone forward to', () => {
  const features: [string, string, string][] = [
    ['a', 'Kept', '1'],
    ['b', 'RolledBack', '2'],
    ['c', 'RolledBack', '3'],
  ];
  expect(offered(build('Ready', features))).toEqual([
    'a: Retry from here: Roll back to here',
    'b: Retry from here: Go forward to here',
    'c: Retry from here: Go forward to here',
  ]);
});

test('while somebody works on it, or it goes, nothing is offered', () => {
  expect(offered(build('Building', ALL))).toEqual(['a', 'b', 'c']);
  expect(offered(build('Ready', ALL, { deleting: true }))).toEqual(['a', 'b', 'c']);
  // A change that the operator has not seen yet.
  expect(offered(build('Ready', ALL, { ready: false }))).toEqual(['a', 'b', 'c']);
});

test('what is tried again is what failed, else what was written last', () => {
  const at = (one: Build) => tryAgain(one)?.feature.id;
  expect(
    at(
      build('Failed', [
        ['a', 'Verified', '1'],
        ['b', 'Failed'],
        ['c', 'Planned'],
      ]),
    ),
  ).toBe('b');
  expect(
    at(
      build('Failed', [
        ['a', 'Verified', '1'],
        ['b', 'Verified', '2'],
        ['c', 'Planned'],
      ]),
    ),
  ).toBe('b');
  expect(at(build('Failed', [['a', 'Planned']]))).toBe(undefined);
  expect(at(build('Failed', []))).toBe(undefined);
  expect(at(build('Building', ALL))).toBe(undefined);
});
