import { expect, test } from '@jest/globals';
import { boundsOf, ledgerEntrySchema, monthOf } from './ledger.ts';

test('months are those of UTC, and turn at its midnight', () => {
  expect(monthOf('2026-11-30T23:59:59Z')).toBe('2026-11');
  expect(monthOf(new Date('2026-12-01T00:30:00+01:00'))).toBe('2026-11');
  expect(boundsOf('2026-12')).toEqual({ from: new Date('2026-12-01'), until: new Date('2027-01-01') });
  expect(() => boundsOf('2026-13')).toThrow('"2026-13" is not a month like 2026-11');
});

test.each([
  ['a part of a unit', { quantity: 0.5 }],
  ['less than nothing', { quantity: -1 }],
  ['a meter that is none', { meter: 'kilometres' }],
  ['a time that is none', { at: 'yesterday' }],
])('%s is no entry', (_, wrong) => {
  const entry = { id: 'build/1', tenant: 'acme', meter: 'builds', quantity: 1, at: '2026-11-30T10:00:00Z' };
  expect(ledgerEntrySchema.safeParse(entry).success).toBe(true);
  expect(ledgerEntrySchema.safeParse({ ...entry, ...wrong }).success).toBe(false);
});
