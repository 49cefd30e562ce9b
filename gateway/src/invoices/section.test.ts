import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { expect, test } from '@jest/globals';
import { minorUnits, moneyText, numberOf, numberText, quantityText } from './invoice.ts';
import { sectionOf, totalOf } from './section.ts';

const plan = billingPlanSpecSchema.parse({
  displayName: 'Studio',
  currency: 'EUR',
  subscription: '49',
  rates: { sandbox: { included: '10', price: '0.10' }, outputTokens: { price: '15' } },
});
const acme = { tenant: 'acme', displayName: 'Acme Web' };

test('a tenant is charged for the subscription and for what was used, also where that was included', () => {
  expect(sectionOf(acme, plan, { sandbox: 12.5 * 3600, builds: 3, outputTokens: 100_000 })).toEqual({
    tenant: 'acme',
    name: 'Acme Web',
    currency: 'EUR',
    lines: [
      { what: 'Studio, monthly subscription', amount: '49.00' },
      { what: 'Sandbox time', unit: 'hour', used: '12.5', included: '10', price: '0.10', amount: '0.25' },
      { what: 'Builds', unit: 'build', used: '3', included: '0', price: '0', amount: '0.00' },
      {
        what: 'Model tokens, written',
        unit: 'million tokens',
        used: '0.1',
        included: '0',
        price: '15',
        amount: '1.50',
      },
    ],
    total: '50.75',
  });
});

test('sections add up exactly, and what costs nothing has no lines', () => {
  const free = billingPlanSpecSchema.parse({ displayName: 'Free' });
  expect(sectionOf(acme, free, {})).toMatchObject({ lines: [], total: '0.00' });
  const many = Array.from({ length: 1000 }, () => sectionOf(acme, plan, { outputTokens: 7_000 }));
  expect(totalOf(many, 'EUR')).toBe('49110.00');
});

test('amounts and numbers as people and Stripe read them', () => {
  expect([moneyText('1234.5', 'USD'), moneyText('0.005', 'USD'), moneyText('1200', 'JPY')]).toEqual([
    '$1,234.50',
    '$0.005',
    '¥1,200',
  ]);
  expect([minorUnits('1234.50', 'USD'), minorUnits('1200', 'JPY')]).toEqual([123_450, 1200]);
  expect([quantityText('1', 'hour'), quantityText('12.5', 'hour'), quantityText('1204.5')]).toEqual([
    '1 hour',
    '12.5 hours',
    '1,204.5',
  ]);
  expect([numberText(12), numberText(1_234_567)]).toEqual(['AF-000012', 'AF-1234567']);
  expect(['AF-000012', 'AF-1234567'].map(numberOf)).toEqual([12, 1_234_567]);
  expect(['', '12', 'AF-12', 'af-000012', 'AF-0001234567', "AF-000012'", 'AF-000012\n'].map(numberOf)).toEqual(
    Array.from({ length: 7 }, () => undefined),
  );
});
