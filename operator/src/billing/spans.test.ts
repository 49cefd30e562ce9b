import { expect, test } from '@jest/globals';
import type { Measured } from './sources.ts';
import { sandboxEntries, untilNextHour, volumeEntries } from './spans.ts';

const measured: Measured = {
  source: { tenant: 'acme', build: 'crm', source: 'sandbox_1' },
  origin: { tenant: 'acme', build: 'crm', uid: 'u', generation: 2, feature: 'clients' },
};
const span = (from: string, until: string) => ({ from: new Date(from), until: new Date(until) });

test('a sandbox’s time is told in whole seconds, and nothing where there is none', () => {
  expect(sandboxEntries(measured, span('2026-11-10T10:00:00Z', '2026-11-10T10:01:00.900Z'))).toEqual([
    {
      id: 'sandbox_1/2026-11-10T10:00:00Z',
      at: '2026-11-10T10:00:00Z',
      until: '2026-11-10T10:01:00Z',
      tenant: 'acme',
      build: 'crm',
      uid: 'u',
      generation: 2,
      feature: 'clients',
      meter: 'sandbox',
      quantity: 60,
    },
  ]);
  expect(sandboxEntries(measured, span('2026-11-10T10:00:00Z', '2026-11-10T10:00:00.999Z'))).toEqual([]);
  // A clock that went back.
  expect(sandboxEntries(measured, span('2026-11-10T10:00:00Z', '2026-11-10T09:00:00Z'))).toEqual([]);
});

test('time is cut where the month turns, whatever part of it is told at once', () => {
  const parts = sandboxEntries(measured, span('2026-10-31T23:59:30Z', '2026-12-01T00:00:10Z'));
  expect(parts.map(({ at, quantity }) => [at, quantity])).toEqual([
    ['2026-10-31T23:59:30Z', 30],
    ['2026-11-01T00:00:00Z', 30 * 24 * 3600],
    ['2026-12-01T00:00:00Z', 10],
  ]);
});

test('a volume counts for the hours at whose end it is there', () => {
  const hours = (from: string, until: string) => volumeEntries(measured, span(from, until), 1024);
  expect(hours('2026-11-10T10:20:00Z', '2026-11-10T10:59:59Z')).toEqual([]);
  expect(hours('2026-11-10T10:20:00Z', '2026-11-10T12:10:00Z')).toMatchObject([
    { at: '2026-11-10T10:00:00Z', until: '2026-11-10T12:00:00Z', quantity: 2048, meter: 'storage' },
  ]);
  expect(hours('2026-11-30T22:00:00Z', '2026-12-01T01:00:00Z').map(({ quantity }) => quantity)).toEqual([2048, 1024]);
  expect(untilNextHour(new Date('2026-11-10T10:59:59Z'))).toBe(1000);
});
