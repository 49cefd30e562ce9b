import type { LedgerEntry, PlacedEntry } from '@appfactory/billing/ledger';
import { expect, test } from '@jest/globals';
import { foldBuildUsage } from './usage.ts';

const entry = (sequence: number, change: Partial<LedgerEntry>): PlacedEntry => ({
  sequence,
  entry: {
    id: String(sequence),
    tenant: 'acme',
    build: 'crm',
    uid: 'u',
    generation: 2,
    meter: 'sandbox',
    quantity: 60,
    at: '2026-11-01T00:00:00Z',
    ...change,
  },
});
const entries = [
  entry(3, { meter: 'builds', quantity: 1 }),
  entry(4, {}),
  entry(6, { generation: 1 }),
  entry(7, { uid: 'an earlier build of this name' }),
  entry(8, { meter: 'inputTokens', quantity: 500 }),
  entry(9, { quantity: 5 }),
];
const ofTwo = { uid: 'u', generation: 2 };

test('a generation’s own entries are summed, each once, wherever a crash cuts them', () => {
  const whole = foldBuildUsage({}, entries, ofTwo);
  expect(whole).toEqual({ generation: 2, sequence: 9, builds: 1, sandboxSeconds: 65, inputTokens: 500 });
  for (const at of entries.keys()) {
    expect(foldBuildUsage(foldBuildUsage({}, entries.slice(0, at), ofTwo), entries, ofTwo)).toEqual(whole);
  }
});

test('the next generation begins at nothing', () => {
  const before = foldBuildUsage({}, entries, ofTwo);
  expect(foldBuildUsage(before, [...entries, entry(12, { generation: 3 })], { uid: 'u', generation: 3 })).toEqual({
    generation: 3,
    sequence: 12,
    sandboxSeconds: 60,
  });
});
