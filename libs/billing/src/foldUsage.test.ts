import { expect, test } from '@jest/globals';
import { foldUsage } from './foldUsage.ts';
import type { LedgerEntry, PlacedEntry } from './ledger.ts';

const entry = (sequence: number, meter: LedgerEntry['meter'], quantity: number, at: string): PlacedEntry => ({
  sequence,
  entry: { id: String(sequence), tenant: 'acme', meter, quantity, at },
});
const november = { month: '2026-11', sequence: 0, used: {} };
const entries = [
  entry(3, 'sandbox', 60, '2026-11-30T23:58:00Z'),
  entry(5, 'builds', 1, '2026-11-30T23:58:30Z'),
  entry(9, 'sandbox', 40, '2026-11-30T23:59:00Z'),
  entry(10, 'sandbox', 20, '2026-12-01T00:00:00Z'),
];

test('sums the entries of the month, and remembers how far it read', () => {
  expect(foldUsage(november, entries, '2026-11')).toEqual({
    month: '2026-11',
    sequence: 10,
    used: { sandbox: 100, builds: 1 },
  });
});

test('is the same wherever a crash cuts it, and when everything is read again', () => {
  const whole = foldUsage(november, entries, '2026-11');
  for (const at of entries.keys()) {
    const part = foldUsage(november, entries.slice(0, at), '2026-11');
    expect(foldUsage(part, entries, '2026-11')).toEqual(whole);
  }
});

test('a month begins at nothing, and what comes late for the one before is not its', () => {
  const before = foldUsage(november, entries.slice(0, 2), '2026-11');
  expect(foldUsage(before, entries, '2026-12')).toEqual({ month: '2026-12', sequence: 10, used: { sandbox: 20 } });
});
