import type { Node } from '@appfactory/kube/core';
import { describe, expect, test } from '@jest/globals';
import { type Claimant, slotsOf, someoneWaits, waitsFor } from './capacity.ts';

const holder = (key: string): Claimant => ({ key, createdAt: '2026-01-01T00:00:00Z', holds: true, waits: false });
const waiter = (key: string, second: number): Claimant => ({
  key,
  createdAt: `2026-01-01T00:00:0${second}Z`,
  holds: false,
  waits: true,
});

describe('room for builds', () => {
  test('is given while there is some', () => {
    expect(waitsFor('c', [holder('a'), waiter('c', 1)], 2)).toBe('');
  });

  test('is given to the oldest first, whatever order they are looked at in', () => {
    const all = [holder('a'), waiter('young', 2), waiter('old', 1)];
    expect(waitsFor('old', all, 2)).toBe('');
    expect(waitsFor('young', all, 2)).toMatch(
      /^Waits for room: .+places for 2 builds at a time, 1 are taken and 1 older builds wait before this one/,
    );
  });

  test('stays with who has it', () => {
    expect(waitsFor('a', [holder('a'), holder('b'), waiter('c', 1)], 1)).toBe('');
  });

  test('is taken from who needs it no longer only when somebody waits', () => {
    expect(someoneWaits([holder('a'), waiter('b', 1)], 2)).toBe(false);
    expect(someoneWaits([holder('a'), waiter('b', 1)], 1)).toBe(true);
    expect(someoneWaits([holder('a'), { ...holder('b'), waits: true }], 9)).toBe(true);
  });
});

describe('the number of places', () => {
  const node = (cpu: string, memory: string, ready = true): Node => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n' },
    status: { allocatable: { cpu, memory }, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });

  test.each([
    ['2', '24Gi', 3],
    ['16', '16Gi', 4],
    ['500m', '1Gi', 1],
    ['8', '32862212Ki', 9],
  ])('on a node of %s processors and %s is %s', (cpu, memory, slots) => {
    expect(slotsOf([node(cpu, memory)])).toBe(slots);
  });

  test('leaves out nodes that are not ready, and is never none', () => {
    expect(slotsOf([node('2', '24Gi'), node('64', '256Gi', false)])).toBe(3);
    expect(slotsOf([])).toBe(1);
  });
});
