import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { API_VERSION } from '@appfactory/resources/meta';
import { CONDITION_SPENDING, type Tenant, type TenantUsage, tenantSpecSchema } from '@appfactory/resources/tenant';
import { describe, expect, test } from '@jest/globals';
import { decideMonth, type MonthSeen } from './month.ts';
import { whyNoRoom } from './room.ts';

const MONTH = '2026-11';
const plan = (change: object = {}) => ({
  apiVersion: API_VERSION,
  kind: 'BillingPlan',
  metadata: { name: 'standard', generation: 1 },
  spec: billingPlanSpecSchema.parse({
    displayName: 'Standard',
    subscription: '10',
    rates: { sandbox: { included: '1', price: '6' }, builds: { price: '0.50' } },
    ...change,
  }),
});
const tenant = (name: string, spec: object, status: Tenant['status'] = {}): Tenant => ({
  apiVersion: API_VERSION,
  kind: 'Tenant',
  metadata: { name },
  spec: tenantSpecSchema.parse({ displayName: name, ...spec }),
  status,
});
const seen = (change: Partial<MonthSeen> & { seconds?: number; limit?: string }): MonthSeen => ({
  tenant: tenant('acme', { spendingLimit: change.limit }),
  plan: plan(),
  used: { month: MONTH, sequence: 7, used: { sandbox: change.seconds ?? 0 } },
  running: 1,
  clients: [],
  agency: undefined,
  ...change,
});
const told = (change: Parameters<typeof seen>[0]) => {
  const { spending } = decideMonth(seen(change));
  return spending && `${spending.status}/${spending.reason}`;
};

// After the included hour a minute costs 0.10.
const HOUR = 3600;

describe('a spending limit', () => {
  test('is not asked for where nobody has set one', () => {
    expect(decideMonth(seen({ seconds: 2 * HOUR }))).toEqual({
      usage: { month: MONTH, sequence: 7, used: { sandbox: 2 * HOUR }, currency: 'USD', total: '16.00' },
      spending: undefined,
    });
  });

  test.each([
    ['nothing is used', 0, '11', 1, 'True/Within'],
    // The subscription is all of the limit: what is included may be used, and not a minute more.
    ['what is included is being used', HOUR - 120, '10', 1, 'True/Within'],
    ['what is included is about to be used up', HOUR - 110, '10', 1, 'False/SpendingLimitReached'],
    ['there is room for two minutes more', HOUR + 480, '11', 1, 'True/Within'],
    ['there is room for less', HOUR + 486, '11', 1, 'False/SpendingLimitReached'],
    ['there is room for two minutes of one of two sandboxes', HOUR + 480, '11', 2, 'False/SpendingLimitReached'],
    ['less than the subscription is allowed', 0, '9.99', 0, 'False/SpendingLimitReached'],
    ['a lower limit is set than is spent already', 2 * HOUR, '12', 1, 'False/SpendingLimitReached'],
  ])('when %s', (_, seconds, limit, running, said) => {
    expect(told({ seconds, limit, running })).toBe(said);
  });

  test('never stops anybody whose plan costs nothing', () => {
    expect(told({ seconds: 1e9, limit: '0', plan: plan({ subscription: '0', rates: {} }) })).toBe('True/Within');
  });

  test('says what to do', () => {
    const { spending, usage } = decideMonth(seen({ seconds: 2 * HOUR, limit: '16' }));
    expect(spending?.message).toMatch(/^16\.00 of 16 USD of 2026-11 are spent.+spec\.spendingLimit.+is raised/);
    expect(usage.reached).toBe('16 by standard/1');
  });

  describe('that was reached', () => {
    const reached = (limit: string, usage: Partial<TenantUsage> = {}) => {
      const status = { usage: { month: MONTH, sequence: 7, used: {}, reached: '11 by standard/1', ...usage } };
      return { tenant: tenant('acme', { spendingLimit: limit }, status), seconds: HOUR + 480, running: 0 };
    };
    test.each([
      ['stays so when what ran is paused, which makes room', reached('11'), 'False/SpendingLimitReached'],
      ['is not when it is raised', reached('11.5'), 'True/Within'],
      ['is not when the month turns', reached('11', { month: '2026-10' }), 'True/Within'],
      [
        'is not under other prices',
        { ...reached('11'), plan: { ...plan(), metadata: { name: 'standard', generation: 2 } } },
        'True/Within',
      ],
    ])('%s', (_, change, said) => {
      expect(told(change)).toBe(said);
    });
  });

  test('stops everybody whose plan is not there, since nobody knows what it costs', () => {
    expect(told({ limit: '11', plan: undefined })).toBe('False/PlanMissing');
  });
});

describe('an agency', () => {
  const spent = (total: string) => ({ usage: { month: MONTH, sequence: 1, used: {}, currency: 'USD', total } });
  const clients = (...totals: string[]) =>
    totals.map((total, index) => ({
      tenant: tenant(`client${index}`, { agency: 'acme' }, spent(total)),
      plan: plan(),
      running: 1,
    }));

  test('pays for its clients, and for those that it has deleted', () => {
    const gone = { usage: { ...spent('').usage, clients: [{ name: 'gone', total: '15.00' }] } };
    const agency = tenant('acme', { spendingLimit: '100' }, gone);
    const { usage, spending } = decideMonth(seen({ tenant: agency, clients: clients('30.00', '44.00') }));
    expect(usage.clients?.map(({ name, total }) => [name, total])).toEqual([
      ['client0', '30.00'],
      ['client1', '44.00'],
      ['gone', '15.00'],
    ]);
    expect(spending).toMatchObject({ status: 'True', message: '99.00 of 100 USD of 2026-11 are spent' });
    expect(told({ tenant: agency, clients: clients('30.00', '44.70') })).toBe('False/SpendingLimitReached');
  });

  test('holds its clients up when it has reached its limit', () => {
    const condition = {
      type: CONDITION_SPENDING,
      status: 'False' as const,
      reason: 'SpendingLimitReached',
      message: 'x',
      lastTransitionTime: '2026-11-02T00:00:00Z',
    };
    const agency = (conditions: (typeof condition)[]) => ({
      tenant: tenant('acme', { spendingLimit: '100' }, { conditions }),
      plan: plan(),
    });
    const client = (spec: object = {}) => tenant('bakery', { agency: 'acme', ...spec });
    expect(told({ tenant: client(), agency: agency([condition]) })).toBe('False/AgencyLimitReached');
    expect(told({ tenant: client({ spendingLimit: '50' }), agency: agency([condition]) })).toBe(
      'False/AgencyLimitReached',
    );
    expect(told({ tenant: client(), agency: agency([]) })).toBe('True/Within');
    expect(told({ tenant: client(), agency: agency([]), plan: plan({ currency: 'EUR' }) })).toBe(
      'False/CurrencyDiffers',
    );
    expect(told({ tenant: client(), agency: { ...agency([]), tenant: tenant('acme', {}) } })).toBeUndefined();
  });
});

test('a build begins when every limit has room for its price', () => {
  const payer = (name: string, limit: string, spent: bigint) => ({
    tenant: tenant(name, { spendingLimit: limit }),
    plan: plan(),
    spent,
  });
  const used = { sandbox: 0 };
  expect(whyNoRoom(plan(), used, [payer('bakery', '10.50', 10_000_000n)])).toBeUndefined();
  expect(whyNoRoom(plan(), used, [payer('bakery', '10.49', 10_000_000n)])).toMatch(
    /costs 0\.50 USD, and 0\.49 USD .+"bakery"/,
  );
  expect(whyNoRoom(plan(), used, [payer('bakery', '99', 10_000_000n), payer('acme', '50', 60_000_000n)])).toMatch(
    /0\.00 USD of the spending limit of "acme"/,
  );
  expect(whyNoRoom(plan(), used, [])).toBeUndefined();
});
