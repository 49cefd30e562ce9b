import { expect, test } from '@jest/globals';
import { amountOf, daysOf, lastMonths, metersOf, money, quantity, shareOf, usedText } from './amounts.ts';

const NOTHING = { sandbox: 0, builds: 0, inputTokens: 0, outputTokens: 0, storage: 0 };
const line = (meter: 'sandbox' | 'builds', amount: string) => ({
  meter,
  used: 0,
  unit: '',
  usedUnits: '',
  includedUnits: '',
  unitPrice: '',
  amount,
});

test('an app has its share of each charge, and all of them add up', () => {
  const charges = {
    currency: 'USD',
    subscription: '49',
    total: '60',
    lines: [line('sandbox', '9.00'), line('builds', '2.00')],
  };
  const whole = { ...NOTHING, sandbox: 300, builds: 4 };
  const parts = [
    { ...NOTHING, sandbox: 100, builds: 4 },
    { ...NOTHING, sandbox: 200 },
  ];
  expect(parts.map((part) => shareOf(charges, whole, part))).toEqual([5, 6]);
  expect(shareOf(charges, NOTHING, NOTHING)).toBe(0);
  expect(shareOf(null, whole, whole)).toBe(0);
});

test('amounts as people read them', () => {
  expect([money('1234.5', 'USD'), money(0.5, 'EUR'), money('1200', 'JPY')]).toEqual(['$1,234.50', '€0.50', '¥1,200']);
  expect([amountOf('sandbox', 59), amountOf('sandbox', 5400), amountOf('outputTokens', 1_234_567)]).toEqual([
    '1 min',
    '1.5 h',
    '1.2M',
  ]);
  expect([quantity('1', 'hour'), quantity('1204.567', 'hour')]).toEqual(['1 hour', '1,204.57 hours']);
  expect([usedText(NOTHING), usedText({ ...NOTHING, sandbox: 3600, builds: 2 })]).toEqual([
    '',
    'Sandbox 1 h · Builds 2',
  ]);
});

test('months and their days, over the turn of a year', () => {
  expect(lastMonths(Date.parse('2027-01-31T23:59:59Z'), 3)).toEqual(['2027-01', '2026-12', '2026-11']);
  expect([daysOf('2028-02').length, daysOf('2026-11').at(-1)]).toEqual([29, '2026-11-30']);
});

test('what models read and wrote is told only where one was used', () => {
  const names = (used: typeof NOTHING) => metersOf(used).map(({ meter }) => meter);
  expect(names(NOTHING)).toEqual(['sandbox', 'builds', 'storage']);
  expect(names({ ...NOTHING, inputTokens: 1 })).toEqual(['sandbox', 'builds', 'inputTokens', 'storage']);
});
