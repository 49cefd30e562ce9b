import type { LedgerEntry } from '@appfactory/billing/ledger';
import type { EventsConnection } from '@appfactory/events/connection';
import { BILLING_PLANS, JOBS, SANDBOXES, TENANTS } from '@appfactory/kube/resources';
import { billingPlanSpecSchema } from '@appfactory/resources/billingPlan';
import { CONDITION_SPENDING, type Tenant } from '@appfactory/resources/tenant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ANNOTATION_USED_SECONDS } from '../appbuild/names.ts';
import { type BuildCluster, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import { type KeptOperator, keepOperator } from '../testing/keptOperator.ts';
import { ledgerOf, tellEntries } from '../testing/ledger.ts';

const CLIENT = { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] };
const apiVersion = 'appfactory.dev/v1alpha1';

let world: BuildCluster;
let operator: KeptOperator;
let events: EventsConnection;
let names = 0;
/** Of the tenant of each test, and of its namespace. */
let tenant: string;
let letGo: () => void;

beforeAll(async () => {
  world = await startBuildCluster(85);
  events = await world.events();
  operator = await keepOperator({
    kubeconfig: (await world.proxy()).kubeconfig,
    env: { ...world.operatorEnv, MAX_ACTIVE_BUILDS: '4', LEASE_SECONDS: '2' },
  });
  // A build costs 1, a million tokens 1; time is free, so that tests can say what a month costs.
  await world.client.create(BILLING_PLANS, {
    apiVersion,
    kind: 'BillingPlan',
    metadata: { name: 'standard' },
    spec: billingPlanSpecSchema.parse({
      displayName: 'Standard',
      subscription: '10',
      rates: { builds: { price: '1' }, outputTokens: { price: '1' } },
    }),
  });
}, 600_000);

afterAll(async () => {
  await operator?.stop();
  await events?.close();
  await world?.stop();
}, 400_000);

beforeEach(() => {
  tenant = `studio${++names}`;
  // The agent works until the second feature, and waits.
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  world.script = () => ({ holdAt: { feature: 1, until } });
});

async function makeTenant(name: string, spec: object = {}): Promise<void> {
  const stated = { displayName: name, ...spec } as Tenant['spec'];
  await world.client.create(TENANTS, { apiVersion, kind: 'Tenant', metadata: { name }, spec: stated });
  await eventually(`tenant ${name} is ready`, async () => {
    const { status } = await world.client.get(TENANTS, { name });
    return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  });
}

const limit = (name: string, spendingLimit: string) =>
  world.client.mergePatch(TENANTS, { name }, { spec: { spendingLimit } });

async function spending(name: string, wanted: string): Promise<Tenant> {
  return eventually(`${name} is ${wanted}`, async () => {
    const found = await world.client.get(TENANTS, { name });
    const told = found.status?.conditions?.find(({ type }) => type === CONDITION_SPENDING);
    return `${told?.status}/${told?.reason}` === wanted && found;
  });
}

const phase = (name: string, wanted: string, reason?: string) =>
  world.until(tenant, name, wanted, ({ status }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return status?.phase === wanted && (reason === undefined || ready?.reason === reason);
  });

const atWork = (name: string) =>
  world.until(
    tenant,
    name,
    'the second feature is being written',
    ({ status }) => status?.plan?.features[1]?.state === 'Writing',
  );

/** A model has written some million tokens. */
const tokens = (id: string, millions: number, of: Partial<LedgerEntry> = {}) =>
  tellEntries(events, {
    id,
    tenant,
    meter: 'outputTokens',
    quantity: millions * 1_000_000,
    at: new Date().toISOString(),
    ...of,
  });

const sandboxOf = (name: string) => world.client.find(SANDBOXES, { namespace: tenant, name });

/** Of each sandbox the time that was told, in order and without a gap or a double. */
function expectWhole(entries: LedgerEntry[]): void {
  const bySandbox = Map.groupBy(
    entries.filter(({ meter }) => meter === 'sandbox'),
    ({ id }) => id.split('/')[0],
  );
  expect(bySandbox.size).toBeGreaterThan(0);
  for (const parts of bySandbox.values()) {
    const [first, ...rest] = parts;
    let until = first?.until;
    for (const part of rest) {
      expect(part.at).toBe(until);
      until = part.until;
    }
  }
}

describe('a tenant that comes to its spending limit', () => {
  test('has its builds paused, and they go on where they were when it is raised, an operator’s death in between or not', async () => {
    await makeTenant(tenant, { spendingLimit: '15' });
    await world.apply(tenant, 'crm', { entities: [CLIENT] });
    const working = await atWork('crm');
    const written = working.status?.plan?.features[0]?.commit;
    expect(written).toBeDefined();
    await spending(tenant, 'True/Within');

    await tokens('a', 5, { build: 'crm' });
    const reached = await spending(tenant, 'False/SpendingLimitReached');
    expect(reached.status?.usage).toMatchObject({ total: '16.00', used: { builds: 1, outputTokens: 5_000_000 } });
    const { status } = await phase('crm', 'Paused', 'SpendingLimitReached');
    expect(status?.message).toMatch(/^16\.00 of 15 USD .+ is raised/);
    await eventually('no sandbox runs any more', async () => (await sandboxOf('crm')) === undefined);
    const job = await world.client.get(JOBS, { namespace: tenant, name: 'crm-agent-1' });
    expect(job.spec.suspend).toBe(true);

    // A new one waits likewise.
    await world.apply(tenant, 'shop', { entities: [CLIENT] });
    await phase('shop', 'Paused', 'SpendingLimitReached');
    expect(await sandboxOf('shop')).toBeUndefined();

    operator.kill();
    letGo();
    await limit(tenant, '100');
    const done = await phase('crm', 'Ready');
    await phase('shop', 'Ready');
    expect(done.metadata.generation).toBe(1);
    expect(done.status?.plan?.features[0]?.commit).toBe(written);
    const attempts = world.agents.attempts.filter(({ namespace, name }) => namespace === tenant && name === 'crm');
    expect(attempts.map(({ generation, attempt }) => `${generation}/${attempt}`)).toEqual(['1/1', '1/2']);

    // The ledger, the tenant's status and the build's own say the same.
    const entries = await ledgerOf(events, tenant);
    expectWhole(entries);
    expect(entries.filter(({ meter }) => meter === 'builds').map(({ build, quantity }) => [build, quantity])).toEqual([
      ['crm', 1],
      ['shop', 1],
    ]);
    const inHand = entries.filter(({ build, feature }) => build === 'crm' && feature !== undefined);
    expect(new Set(inHand.map(({ feature }) => feature)).size).toBeGreaterThan(0);
    await eventually('the status has all of it', async () => {
      const { status: told } = await world.client.get(TENANTS, { name: tenant });
      const now = await ledgerOf(events, tenant);
      const seconds = now.filter(({ meter }) => meter === 'sandbox').reduce((sum, { quantity }) => sum + quantity, 0);
      return told?.usage?.used.sandbox === seconds && told.usage.used.builds === 2;
    });
  }, 900_000);

  test('lets no build begin that there is no room for, however many are stated at once', async () => {
    await makeTenant(tenant, { spendingLimit: '12' });
    letGo();
    const all = ['one', 'two', 'three', 'four'];
    await Promise.all(all.map((name) => world.apply(tenant, name, { entities: [CLIENT] })));
    const held = await eventually('two are built, and two wait', async () => {
      const builds = await Promise.all(all.map((name) => world.get(tenant, name)));
      const phases = builds.map(({ status }) => status?.phase).toSorted();
      return phases.join() === 'Paused,Paused,Ready,Ready' && builds.filter(({ status }) => status?.phase === 'Paused');
    });
    expect(held[0]?.status?.message).toMatch(/^To begin costs 1\.00 USD, and 0\.00 USD of the spending limit/);
    // The tenant is told of what has begun a moment later than the builds are.
    await eventually('both are on the bill', async () => {
      const { status } = await world.client.get(TENANTS, { name: tenant });
      return status?.usage?.total === '12.00';
    });
    await limit(tenant, '14');
    for (const name of all) await phase(name, 'Ready');
  }, 900_000);

  test('cancels what the limit holds up at once; what is to be built again waits like any other, and is one more', async () => {
    await makeTenant(tenant, { spendingLimit: '15' });
    await world.apply(tenant, 'crm', { entities: [CLIENT] });
    await atWork('crm');
    await tokens('c', 5, { build: 'crm' });
    await phase('crm', 'Paused', 'SpendingLimitReached');
    await world.apply(tenant, 'crm', { entities: [CLIENT], cancelled: true });
    await phase('crm', 'Cancelled', 'Cancelled');
    const job = { namespace: tenant, name: 'crm-agent-1' };
    await eventually('its agent is gone', async () => (await world.client.find(JOBS, job)) === undefined);
    await eventually('its sandbox is gone', async () => (await sandboxOf('crm')) === undefined);

    const again = { mode: 'Retry', feature: 'foundation' };
    await world.apply(tenant, 'crm', { entities: [CLIENT], again });
    await phase('crm', 'Paused', 'SpendingLimitReached');
    expect(await sandboxOf('crm')).toBeUndefined();
    letGo();
    await limit(tenant, '100');
    const done = await phase('crm', 'Ready');
    expect(done.status?.plan?.features.map(({ state }) => state)).toEqual(['Verified', 'Verified', 'Verified']);
    const told = (await ledgerOf(events, tenant)).filter(({ meter }) => meter === 'builds');
    expect(told.map(({ generation, quantity }) => [generation, quantity])).toEqual([
      [1, 1],
      [3, 1],
    ]);
  }, 900_000);

  test('is held up by its agency’s limit, too', async () => {
    await makeTenant(tenant, { spendingLimit: '40' });
    const agency = tenant;
    tenant = `${agency}-client`;
    await makeTenant(tenant, { agency });
    await world.apply(tenant, 'crm', { entities: [CLIENT] });
    await atWork('crm');
    // Subscriptions of 10 each, a build, and 20 more: the agency itself has used nothing.
    await tokens('b', 20);
    await spending(agency, 'False/SpendingLimitReached');
    await phase('crm', 'Paused', 'AgencyLimitReached');
    letGo();
    await limit(agency, '200');
    await phase('crm', 'Ready');
  }, 900_000);
});

describe('a build’s own budget', () => {
  test('counts what its agent has worked over pauses; raised, the agent goes on', async () => {
    await makeTenant(tenant);
    await world.apply(tenant, 'crm', { entities: [CLIENT] });
    await atWork('crm');
    await world.apply(tenant, 'crm', { entities: [CLIENT], paused: true });
    await phase('crm', 'Paused', 'Paused');
    const job = { namespace: tenant, name: 'crm-agent-1' };
    const { metadata } = await world.client.get(JOBS, job);
    expect(Number(metadata.annotations?.[ANNOTATION_USED_SECONDS])).toBeGreaterThan(0);
    // As if it had worked the whole hour.
    await world.client.mergePatch(JOBS, job, { metadata: { annotations: { [ANNOTATION_USED_SECONDS]: '3600' } } });
    await world.apply(tenant, 'crm', { entities: [CLIENT] });
    const { status } = await phase('crm', 'Paused', 'BudgetExceeded');
    expect(status?.message).toMatch(/60 minutes of its budget.+raise spec\.budget\.minutes/);
    letGo();
    await world.apply(tenant, 'crm', { entities: [CLIENT], budget: { minutes: 70 } });
    await phase('crm', 'Ready');
    const { spec } = await world.client.get(JOBS, job);
    expect(spec.activeDeadlineSeconds).toBe(660);
  }, 900_000);

  test('of money pauses it when its model calls have cost as much', async () => {
    await makeTenant(tenant);
    const { metadata } = await world.apply(tenant, 'crm', { entities: [CLIENT], budget: { usd: 2 } });
    await atWork('crm');
    const of = { build: 'crm', uid: metadata.uid, generation: 1 };
    await tokens('d', 1, of);
    await world.until(tenant, 'crm', 'it is known', ({ status }) => status?.usage?.usd === 1);
    await tokens('e', 1, of);
    await phase('crm', 'Paused', 'BudgetExceeded');
    letGo();
    await world.apply(tenant, 'crm', { entities: [CLIENT], budget: { usd: 5 } });
    const { status } = await phase('crm', 'Ready');
    expect(status?.usage).toMatchObject({ generation: 1, builds: 1, outputTokens: 2_000_000, usd: 2 });
  }, 900_000);
});
