import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { describe, expect, test } from '@jest/globals';
import { chargesOf, inPricedUnits } from './charges.ts';
import { addUsage, type Usage } from './meters.ts';
import { divideRounded, formatDecimal, parseDecimal, roundToPayable } from './money.ts';

const plan = (stated: object = {}) => billingPlanSpecSchema.parse({ displayName: 'Studio', ...stated });
const studio = plan({
  currency: 'EUR',
  subscription: '49',
  rates: {
    sandbox: { included: '10', price: '0.10' },
    builds: { included: '2', price: '0.25' },
    inputTokens: { included: '0.5', price: '3' },
    outputTokens: { price: '15' },
    storage: { included: '1', price: '0.25' },
  },
});

test('the month of a tenant that used nothing costs its subscription', () => {
  expect(chargesOf(studio, {})).toEqual({
    currency: 'EUR',
    subscription: '49.00',
    lines: [
      { meter: 'sandbox', used: 0, included: 36_000, billed: 0, unitPrice: '0.10', amount: '0.00' },
      { meter: 'builds', used: 0, included: 2, billed: 0, unitPrice: '0.25', amount: '0.00' },
      { meter: 'inputTokens', used: 0, included: 500_000, billed: 0, unitPrice: '3', amount: '0.00' },
      { meter: 'outputTokens', used: 0, included: 0, billed: 0, unitPrice: '15', amount: '0.00' },
      { meter: 'storage', used: 0, included: 747_520, billed: 0, unitPrice: '0.25', amount: '0.00' },
    ],
    total: '49.00',
  });
});

test('an included amount is the tenant’s, whichever of its apps use it up', () => {
  const apps: Usage[] = [
    { sandbox: 6 * 3600, builds: 1, inputTokens: 400_000 },
    { sandbox: 6 * 3600, builds: 2, inputTokens: 400_000, outputTokens: 100_000 },
  ];
  const each = apps.map((used) => chargesOf(studio, used));
  expect(each.map(({ total }) => total)).toEqual(['49.00', '50.50']);
  const { lines, total } = chargesOf(studio, apps.reduce(addUsage));
  expect(lines.map(({ meter, billed, amount }) => [meter, billed, amount])).toEqual([
    ['sandbox', 7200, '0.20'],
    ['builds', 1, '0.25'],
    ['inputTokens', 300_000, '0.90'],
    ['outputTokens', 100_000, '1.50'],
    ['storage', 0, '0.00'],
  ]);
  expect(total).toBe('51.85');
});

test('exactly what is included costs nothing, and the next bit of it does', () => {
  const builds = (used: number) => chargesOf(studio, { builds: used }).total;
  expect([builds(2), builds(3)]).toEqual(['49.00', '49.25']);
});

describe('rounding', () => {
  // 0.10 an hour: a cent is 360 seconds, half of one 180.
  const free = plan({ rates: { sandbox: { price: '0.10' } } });
  test.each([
    [179, '0.00'],
    [180, '0.01'],
    [360, '0.01'],
    [539, '0.01'],
    [540, '0.02'],
  ])('%i seconds at 0.10 an hour cost %s', (sandbox, total) => {
    expect(chargesOf(free, { sandbox }).total).toBe(total);
  });

  test('the lines of a bill add up to its total', () => {
    const thirds = plan({ rates: { sandbox: { price: '0.333333' }, inputTokens: { price: '0.005' } } });
    const { lines, total } = chargesOf(thirds, { sandbox: 3600, inputTokens: 1_000_000 });
    expect([lines[0]?.amount, lines[2]?.amount, total]).toEqual(['0.33', '0.01', '0.34']);
  });

  test('goes to what can be paid in the currency', () => {
    const yen = plan({ currency: 'JPY', subscription: '500', rates: { builds: { price: '1.5' } } });
    expect(chargesOf(yen, { builds: 1 })).toMatchObject({ subscription: '500', total: '502' });
  });

  test('loses nothing where floating point would', () => {
    const dear = plan({ rates: { outputTokens: { price: '999999999.999999' } } });
    // The largest count that a number holds exactly.
    const { total } = chargesOf(dear, { outputTokens: Number.MAX_SAFE_INTEGER });
    const exact = divideRounded(BigInt(Number.MAX_SAFE_INTEGER) * 999_999_999_999_999n, 1_000_000n);
    expect(total).toBe(formatDecimal(roundToPayable(exact, 'USD'), 2));
  });
});

test('a plan without prices costs nothing, whatever is used', () => {
  const all = { sandbox: 1e9, builds: 1e6, inputTokens: 1e12, outputTokens: 1e12, storage: 1e12 };
  const { total, lines } = chargesOf(plan(), all);
  expect(total).toBe('0.00');
  expect(lines.map(({ billed }) => billed)).toEqual(Object.values(all));
});

test('decimals go both ways', () => {
  for (const text of ['0', '250', '0.1', '12.000001', '999999999.999999']) {
    expect(formatDecimal(parseDecimal(text))).toBe(text);
  }
  expect(formatDecimal(parseDecimal('0.10'), 2)).toBe('0.10');
  for (const text of ['', '-1', '1.', '.5', '1,5', '1e3', '0.1234567']) {
    expect(() => parseDecimal(text)).toThrow(/is not a decimal number/);
  }
});

test('people read hours and GiB-months', () => {
  expect(inPricedUnits('sandbox', 5400)).toBe('1.5');
  expect(inPricedUnits('storage', 747_520)).toBe('1');
  expect(inPricedUnits('inputTokens', 1)).toBe('0.000001');
});
