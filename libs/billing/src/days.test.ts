import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { expect, test } from '@jest/globals';
import { chargesOf } from './charges.ts';
import { addedByDay } from './days.ts';

const plan = billingPlanSpecSchema.parse({
  displayName: 'Studio',
  subscription: '49',
  rates: { sandbox: { included: '1', price: '0.10' }, builds: { price: '0.25' } },
});

test('each day adds what the month costs more at its end: nothing while it is included', () => {
  const days = [
    { day: '2026-11-01', used: { sandbox: 3000 } },
    { day: '2026-11-02', used: { sandbox: 3000, builds: 1 } },
    { day: '2026-11-04', used: { builds: 2 } },
  ];
  expect(addedByDay(plan, days)).toEqual(['0.00', '0.32', '0.50']);
  expect(addedByDay(plan, [])).toEqual([]);
});

test('the days and the subscription add up to the total, however it is rounded', () => {
  // 179 seconds alone are less than half a cent.
  const days = Array.from({ length: 30 }, (_, index) => ({ day: String(index), used: { sandbox: 179 } }));
  const free = billingPlanSpecSchema.parse({ displayName: 'x', rates: { sandbox: { price: '0.10' } } });
  const sum = addedByDay(free, days).reduce((all, amount) => all + Math.round(Number(amount) * 100), 0);
  expect(sum).toBe(Number(chargesOf(free, { sandbox: 30 * 179 }).total) * 100);
});
