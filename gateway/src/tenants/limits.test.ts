import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { API_VERSION } from '@appfactory/resources/meta';
import { tenantLimitsSchema } from '@appfactory/resources/tenant';
import { expect, test } from '@jest/globals';
import { cappedBy, checkCoversSubscription, checkWithin } from './limits.ts';

test('a client has no more than its agency, whatever the units', () => {
  const agency = { name: 'acme', limits: tenantLimitsSchema.parse({ memory: '64Gi' }) };
  const within = (change: object) => () => checkWithin(tenantLimitsSchema.parse(change), agency);
  expect(within({ memory: '65536Mi', builds: 100 })).not.toThrow();
  expect(within({ memory: '65537Mi' })).toThrow(expect.objectContaining({ field: 'budget.memory' }));
  expect(within({ cpu: '16001m' })).toThrow(/"acme" itself has 16 processors/);
});

test('a new client has what its agency has where that is less', () => {
  const agency = tenantLimitsSchema.parse({ builds: 5, memory: '1Ti', cpu: '500m' });
  expect(cappedBy(agency, tenantLimitsSchema.parse({}))).toEqual(tenantLimitsSchema.parse({ builds: 5, cpu: '500m' }));
});

test('a spending limit covers the subscription at least', () => {
  const spec = billingPlanSpecSchema.parse({ displayName: 'Studio', currency: 'EUR', subscription: '49.50' });
  const plan = { apiVersion: API_VERSION, kind: 'BillingPlan', metadata: { name: 'studio' }, spec };
  expect(() => checkCoversSubscription('49.5', plan)).not.toThrow();
  expect(() => checkCoversSubscription('49.49', plan)).toThrow(
    expect.objectContaining({ field: 'spendingLimit', message: expect.stringContaining('49.50 EUR a month') }),
  );
});
