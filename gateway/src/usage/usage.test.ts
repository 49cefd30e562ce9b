import type { LedgerEntry } from '@appfactory/billing/ledger';
import { BILLING_PLANS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { tellEntries } from '@appfactory/operator/testing/ledger';
import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { CREATE, newBuild, ready, startTenants, type TenantsPlatform } from '../testing/tenants.ts';

let platform: TestPlatform;
let owner: TestClient;
let acme: TestClient;
let rival: TestClient;
let invited: TenantsPlatform['invited'];
let stop: (() => Promise<void>) | undefined;
let uid: string;

const MONTH = '2026-03';
const entry = (id: string, change: Partial<LedgerEntry>): LedgerEntry => ({
  id,
  tenant: 'acme',
  meter: 'sandbox',
  quantity: 3600,
  at: `${MONTH}-10T10:00:00Z`,
  ...change,
});

beforeAll(async () => {
  const started = await startTenants();
  ({ platform, owner, acme, rival, invited, stop } = started);
  await started.admin.create(BILLING_PLANS, {
    apiVersion: API_VERSION,
    kind: 'BillingPlan',
    metadata: { name: 'standard' },
    spec: billingPlanSpecSchema.parse({
      displayName: 'Standard',
      subscription: '10',
      rates: { sandbox: { included: '1', price: '0.50' }, builds: { price: '0.25' }, outputTokens: { price: '15' } },
    }),
  });
  await acme.data(CREATE, { input: { name: 'bakery', displayName: 'Bakery', agency: 'acme' } });
  await ready(owner, 'bakery');
  uid = await newBuild(acme, 'acme', 'crm');
  await tellEntries(
    platform.events,
    entry('s1', { build: 'crm', uid, generation: 1, feature: 'clients' }),
    entry('s2', { build: 'crm', uid, generation: 2, feature: 'clients' }),
    entry('s3', { build: 'crm', uid, generation: 2, feature: 'invoices' }),
    entry('b1', { build: 'crm', uid, generation: 1, meter: 'builds', quantity: 1 }),
    // More than 32 bits hold.
    entry('t1', { build: 'crm', uid, generation: 1, meter: 'outputTokens', quantity: 3_000_000_000 }),
    entry('v1', { build: 'shop', meter: 'storage', quantity: 1024 }),
    entry('own', { quantity: 60 }),
    entry('before', { at: '2026-02-28T23:59:59Z' }),
    entry('after', { at: '2026-04-01T00:00:00Z' }),
    entry('c1', { tenant: 'bakery', build: 'cakes', meter: 'builds', quantity: 2 }),
    entry('r1', { tenant: 'rival', quantity: 7200 }),
  );
});

afterAll(() => stop?.());

interface Bill {
  used: Record<string, number>;
  charges: { total: string; lines: { meter: string; amount: string }[] };
  days: { day: string; amount: string | null; used: { sandbox: number } }[];
  apps: { build: string | null; used: { sandbox: number }; features: { feature: string | null }[] }[];
  clients: { tenant: string; charges: { total: string } }[];
  totalWithClients: string;
}
const BILL = `query ($name: String!, $month: String) { tenant(name: $name) { usage(month: $month) {
  used { sandbox builds inputTokens outputTokens storage }
  charges { currency subscription total lines { meter used included billed unit usedUnits includedUnits unitPrice amount } }
  days { day amount used { sandbox } }
  apps { build used { sandbox builds } features { feature used { sandbox } } }
  clients { tenant charges { total } } totalWithClients } } }`;

async function billOf(client: TestClient, name: string, month = MONTH): Promise<Bill | null> {
  const { tenant } = await client.data<{ tenant: { usage: Bill | null } }>(BILL, { name, month });
  return tenant.usage;
}

test('a month is what its entries sum up to, priced by the plan; an agency sees that of its clients', async () => {
  // What was told last is stored last; a bill that was asked for before that may have parts of before and parts of after.
  await eventually('everything is stored', async () => (await billOf(rival, 'rival'))?.used.sandbox === 7200);
  const bill = await billOf(acme, 'acme');
  expect(bill?.used).toEqual({
    sandbox: 10_860,
    builds: 1,
    inputTokens: 0,
    outputTokens: 3_000_000_000,
    storage: 1024,
  });
  expect(bill?.charges).toMatchObject({ currency: 'USD', subscription: '10.00', total: '45011.26' });
  expect(bill?.charges.lines[0]).toEqual({
    meter: 'sandbox',
    used: 10_860,
    included: 3600,
    billed: 7260,
    unit: 'hour',
    usedUnits: '3.016667',
    includedUnits: '1',
    unitPrice: '0.50',
    amount: '1.01',
  });
  // With the subscription they add up to the total.
  expect(bill?.days).toEqual([{ day: `${MONTH}-10`, amount: '45001.26', used: { sandbox: 10_860 } }]);
  expect(bill?.apps.map(({ build, used, features }) => [build, used.sandbox, features.length])).toEqual([
    ['crm', 10_800, 3],
    ['shop', 0, 1],
    [null, 60, 1],
  ]);
  expect(bill?.apps[0]?.features).toEqual([
    { feature: 'clients', used: { sandbox: 7200 } },
    { feature: 'invoices', used: { sandbox: 3600 } },
    { feature: null, used: { sandbox: 0 } },
  ]);
  expect([bill?.clients, bill?.totalWithClients]).toEqual([
    [{ tenant: 'bakery', charges: { total: '10.50' } }],
    '45021.76',
  ]);
  expect((await billOf(acme, 'acme', '2026-04'))?.used).toMatchObject({ sandbox: 3600, builds: 0 });
});

test('a build tells what it has used by generation, all months together', async () => {
  const query = `{ build(namespace: "acme", name: "crm") { usage { used { sandbox builds }
    generations { generation used { sandbox } } } } }`;
  expect(await acme.data(query)).toEqual({
    build: {
      usage: {
        used: { sandbox: 10_800, builds: 1 },
        generations: [
          { generation: 1, used: { sandbox: 3600 } },
          { generation: 2, used: { sandbox: 7200 } },
        ],
      },
    },
  });
});

test('owners and members see it, in their own tenant; viewers do not, nor does another tenant', async () => {
  const member = await invited(acme, 'acme', 'max', 'member');
  expect((await billOf(member, 'acme'))?.charges.total).toBe('45011.26');
  const viewer = await invited(acme, 'acme', 'wim', 'viewer');
  expect(await billOf(viewer, 'acme')).toBeNull();
  // A client's owner sees their own, and nothing of the agency's.
  const boss = await invited(acme, 'bakery', 'boss', 'owner');
  expect((await billOf(boss, 'bakery'))?.charges.total).toBe('10.50');
  expect(await boss.data(BILL, { name: 'acme', month: MONTH })).toEqual({ tenant: null });
  expect(await rival.data(BILL, { name: 'acme', month: MONTH })).toEqual({ tenant: null });
  expect((await billOf(rival, 'rival'))?.used).toMatchObject({ sandbox: 7200 });
});

test('what is no month is refused', async () => {
  const { errors } = await acme.graphql(BILL, { name: 'acme', month: '2026-13' });
  expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('"2026-13"'), extensions: { code: 'INVALID' } });
});

test('an entry that is told again counts once, and a table that is dropped fills itself again to the same sums', async () => {
  const before = await billOf(acme, 'acme');
  const told = entry('s1', { build: 'crm', uid, generation: 1, feature: 'clients' });
  // Past what the stream would drop: as of another thing, and later.
  await tellEntries(platform.events, { ...told, id: 'again' });
  await platform.events.jetstream.publish('appfactory.acme.crm.test_copy.usage', JSON.stringify(told), {
    msgID: 'copy',
  });
  await platform.events.jetstream.publish('appfactory.acme.crm.test_lie.usage', '{"tenant":"rival"}', { msgID: 'lie' });
  await eventually('the new one is stored', async () => (await billOf(acme, 'acme'))?.used.sandbox === 14_460);
  await platform.database.query('drop table history.ledger_entry');
  const after = await eventually('it is back', async () => {
    const { data } = await acme.graphql<{ tenant: { usage: Bill } }>(BILL, { name: 'acme', month: MONTH });
    return data?.tenant.usage.used.sandbox === 14_460 && data.tenant.usage;
  });
  expect(after.used).toEqual({ ...before?.used, sandbox: 14_460 });
  expect((await billOf(rival, 'rival'))?.used).toMatchObject({ sandbox: 7200 });
});
