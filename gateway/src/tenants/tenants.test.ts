import type { KubeClient } from '@appfactory/kube/client';
import { APP_BUILDS, NAMESPACES, TENANTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import type { Tenant } from '@appfactory/resources/tenant';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { CHANGE, CREATE, DELETE, newBuild, ready, startTenants, type TenantsPlatform } from '../testing/tenants.ts';

let platform: TestPlatform;
let owner: TestClient;
let admin: KubeClient;
let acme: TestClient;
let rival: TestClient;
let invited: TenantsPlatform['invited'];
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, owner, admin, acme, rival, invited, stop } = await startTenants());
});

afterAll(() => stop?.());

test('an agency’s owner makes a client and is an owner there; the client’s people see only theirs', async () => {
  expect(await acme.data(CREATE, { input: { name: 'bakery', displayName: 'Bakery', agency: 'acme' } })).toEqual({
    createTenant: { __typename: 'Tenant', name: 'bakery' },
  });
  await ready(owner, 'bakery');
  const baker = await invited(acme, 'bakery', 'ben', 'viewer');
  await newBuild(acme, 'bakery', 'orders');
  expect(
    await baker.data('{ tenants { name agency whiteLabel { name } } builds { edges { node { name } } } }'),
  ).toEqual({
    tenants: [{ name: 'bakery', agency: 'acme', whiteLabel: { name: 'acme studio' } }],
    builds: { edges: [{ node: { name: 'orders' } }] },
  });
  const { tenants } = await acme.data<{ tenants: { name: string }[] }>('{ tenants { name } }');
  expect(tenants.map(({ name }) => name)).toEqual(['acme', 'bakery']);
  expect(await rival.data(CREATE, { input: { name: 'thief', displayName: 'x', agency: 'acme' } })).toMatchObject({
    createTenant: { code: 'FORBIDDEN', field: 'agency' },
  });
  expect(await acme.data(CREATE, { input: { name: 'sub', displayName: 'x', agency: 'bakery' } })).toMatchObject({
    createTenant: { code: 'INVALID', field: 'agency' },
  });
  expect(await admin.find(TENANTS, { name: 'sub' })).toBe(undefined);
  expect(await rival.data(CREATE, { input: { name: 'free', displayName: 'x' } })).toMatchObject({
    createTenant: { code: 'FORBIDDEN' },
  });
});

test('a client whose namespace is somebody else’s hides nothing of the others from its agency', async () => {
  const name = 'occupied';
  await admin.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const spec = { displayName: name, agency: 'acme' } as Tenant['spec'];
  await admin.create(TENANTS, { apiVersion: 'appfactory.dev/v1alpha1', kind: 'Tenant', metadata: { name }, spec });
  await eventually('the operator and the gateway know it', async () => {
    const { tenant } = await owner.data<{ tenant: object | null }>('{ tenant(name: "occupied") { name } }');
    const { status } = await admin.get(TENANTS, { name });
    return tenant && status?.conditions?.some(({ reason }) => reason === 'NamespaceExists');
  });
  await newBuild(acme, 'acme', 'crm');
  const all = await acme.data<{ builds: { totalCount: number } }>('{ builds { totalCount } releases { name } }');
  expect(all.builds.totalCount).toBeGreaterThan(0);
  expect(await acme.data('{ build(namespace: "occupied", name: "x") { name } }')).toEqual({ build: null });
  await admin.delete(TENANTS, { name });
});

test.each([
  ['a name of the platform', { name: 'kube-x', displayName: 'x' }, undefined],
  ['a name that is none', { name: 'A b', displayName: 'x' }, 'name'],
  ['no display name', { name: 'ok', displayName: '' }, 'displayName'],
  ['a plan that is not there', { name: 'ok', displayName: 'x', plan: 'gold' }, 'plan'],
  [
    'a logo that is a script',
    { name: 'ok', displayName: 'x', whiteLabel: { logo: 'javascript:1' } },
    'whiteLabel.logo',
  ],
])('createTenant with %s names what is wrong', async (_, input, field) => {
  const { createTenant } = await owner.data<{ createTenant: { code: string; field: string | null } }>(CREATE, {
    input,
  });
  expect(createTenant).toMatchObject({ __typename: 'Failure', code: 'INVALID', ...(field && { field }) });
});

describe('a tenant', () => {
  const change = async (client: TestClient, input: object) =>
    (await client.data<{ changeTenant: object }>(CHANGE, { input })).changeTenant;

  test('is changed by its owners, in what is given, and by nobody else', async () => {
    const whiteLabel = { name: 'Acme Studio', colours: { accent: '#0f766e' } };
    expect(await change(acme, { name: 'acme', displayName: 'Acme Web', whiteLabel })).toMatchObject({
      displayName: 'Acme Web',
      whiteLabel,
    });
    expect(await change(acme, { name: 'acme', whiteLabel: { colours: null } })).toMatchObject({
      displayName: 'Acme Web',
      whiteLabel: { name: 'Acme Studio', colours: null },
    });
    expect(await change(acme, { name: 'acme', retentionDays: 90 })).toMatchObject({ retentionDays: 90 });
    expect(await change(acme, { name: 'acme', retentionDays: null })).toMatchObject({ retentionDays: null });
    const viewer = await invited(acme, 'acme', 'wim', 'viewer');
    const member = await invited(acme, 'acme', 'max', 'member');
    for (const client of [viewer, member]) {
      const refused = { code: 'FORBIDDEN', field: 'displayName' };
      expect(await change(client, { name: 'acme', displayName: 'x' })).toMatchObject(refused);
      const forgets = { code: 'FORBIDDEN', field: 'retentionDays' };
      expect(await change(client, { name: 'acme', retentionDays: 7 })).toMatchObject(forgets);
      const mine =
        '{ viewer { whiteLabel { name } } tenant(name: "acme") { role mayChange mayLimit deletion { builds } } }';
      expect(await client.data(mine)).toEqual({
        viewer: { whiteLabel: { name: 'Acme Studio' } },
        tenant: { role: client === viewer ? 'viewer' : 'member', mayChange: false, mayLimit: false, deletion: null },
      });
    }
    const there = await change(rival, { name: 'acme', displayName: 'x' });
    const nowhere = await change(rival, { name: 'nowhere', displayName: 'x' });
    expect(there).toMatchObject({ code: 'NOT_FOUND', field: 'name' });
    expect(JSON.stringify(there).replaceAll('acme', 'N')).toBe(JSON.stringify(nowhere).replaceAll('nowhere', 'N'));
    const { spec } = await admin.get(TENANTS, { name: 'acme' });
    expect(spec).toMatchObject({ displayName: 'Acme Web', whiteLabel: { name: 'Acme Studio' } });
  });

  test('has the limits that its agency sets, within its own; nobody raises their own', async () => {
    expect(await change(acme, { name: 'acme', budget: { builds: 1000 } })).toMatchObject({
      code: 'FORBIDDEN',
      field: 'budget',
    });
    expect(await change(owner, { name: 'acme', budget: { builds: 50 } })).toMatchObject({ budget: { builds: 50 } });
    expect(await change(acme, { name: 'bakery', budget: { builds: 3, memory: '8Gi' } })).toMatchObject({
      budget: { builds: 3, memory: '8Gi' },
    });
    expect(await change(acme, { name: 'bakery', budget: { builds: 51 } })).toMatchObject({
      code: 'INVALID',
      field: 'budget.builds',
    });
    expect(await change(acme, { name: 'acme', spendingLimit: '9' })).toMatchObject({
      code: 'FORBIDDEN',
      field: 'spendingLimit',
    });
    expect(await change(owner, { name: 'acme', spendingLimit: '500' })).toMatchObject({ spendingLimit: '500' });
    expect(await change(acme, { name: 'bakery', spendingLimit: '99.50' })).toMatchObject({ spendingLimit: '99.50' });
    const boss = await invited(acme, 'bakery', 'boss', 'owner');
    expect(await change(boss, { name: 'bakery', budget: { builds: 4 } })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await change(boss, { name: 'bakery', spendingLimit: null })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await change(boss, { name: 'bakery', displayName: 'The Bakery' })).toMatchObject({
      displayName: 'The Bakery',
      whiteLabelOf: 'acme',
      budget: { builds: 3, memory: '8Gi' },
    });
  });

  test.each([
    ['no name', { displayName: '' }, 'displayName'],
    ['a name taken away', { displayName: null }, 'displayName'],
    ['a colour that is none', { whiteLabel: { colours: { accent: 'red' } } }, 'whiteLabel.colours.accent'],
    ['a logo that is a script', { whiteLabel: { logo: 'javascript:1' } }, 'whiteLabel.logo'],
    ['an amount that is none', { budget: { memory: 'much' } }, 'budget.memory'],
    ['less than nothing', { budget: { pods: -1 } }, 'budget.pods'],
    ['a limit that is no amount', { spendingLimit: '1e3' }, 'spendingLimit'],
    ['too short a history', { retentionDays: 6 }, 'retentionDays'],
    ['too long a history', { retentionDays: 3651 }, 'retentionDays'],
  ])('with %s is refused at its field, and nothing of it is written', async (_, input, field) => {
    // The generation counts changes of the spec; the operator goes on to write the status.
    const before = await admin.get(TENANTS, { name: 'bakery' });
    expect(await change(owner, { name: 'bakery', ...input })).toMatchObject({ code: 'INVALID', field });
    const after = await admin.get(TENANTS, { name: 'bakery' });
    expect([after.metadata.generation, after.spec]).toEqual([before.metadata.generation, before.spec]);
  });

  test('is deleted by an owner who types its name, after the list of what goes; its people are let in no more', async () => {
    await acme.data(CREATE, { input: { name: 'florist', displayName: 'Florist', agency: 'acme' } });
    await ready(owner, 'florist');
    await newBuild(acme, 'florist', 'bouquets');
    const flora = await invited(acme, 'florist', 'flora', 'member');
    await eventually('the operator has the build', async () => {
      const { metadata } = await admin.get(APP_BUILDS, { namespace: 'florist', name: 'bouquets' });
      return (metadata.finalizers?.length ?? 0) > 0;
    });
    const remove = async (client: TestClient, name: string, confirm: string) =>
      (await client.data<{ deleteTenant: object }>(DELETE, { input: { name, confirm } })).deleteTenant;
    expect(await remove(flora, 'florist', 'florist')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await remove(rival, 'florist', 'florist')).toMatchObject({ code: 'NOT_FOUND', field: 'name' });
    expect(await remove(acme, 'florist', 'flowers')).toMatchObject({ code: 'INVALID', field: 'confirm' });
    expect(await remove(acme, 'acme', 'acme')).toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/bakery, florist/),
    });
    const list =
      'query { tenant(name: "florist") { deleting buildCount budget { builds } deletion { builds members clients volumesKept } } }';
    expect(await acme.data(list)).toEqual({
      tenant: {
        deleting: false,
        buildCount: 1,
        // As many as its agency has by now.
        budget: { builds: 50 },
        deletion: { builds: ['bouquets'], members: ['flora'], clients: [], volumesKept: [] },
      },
    });
    expect(await remove(acme, 'florist', 'florist')).toEqual({ name: 'florist' });
    expect(await platform.database.query(`select name from account where name like '%@florist'`)).toEqual([]);
    // What was confirmed is done by the operator: its builds first. To the end it is shown where builds run, in e2e.
    await eventually('the operator has begun', async () => {
      const { metadata } = await admin.get(APP_BUILDS, { namespace: 'florist', name: 'bouquets' });
      return metadata.deletionTimestamp;
    });
    await eventually('the gateway has seen it, too', async () => {
      const { tenant } = await acme.data<{ tenant: { deleting: boolean } }>('{ tenant(name: "florist") { deleting } }');
      return tenant.deleting;
    });
    expect(await remove(acme, 'florist', 'florist')).toEqual({ name: 'florist' });
  });
});

test('what the agency’s owner is being told of a client ends when that leaves', async () => {
  await newBuild(acme, 'bakery', 'leaving');
  const values = acme.subscribe(
    'subscription { buildChanged(namespace: "bakery", name: "leaving") { name } }',
    {},
    new AbortController().signal,
  );
  expect((await values.next()).value).toMatchObject({ buildChanged: {} });
  await admin.mergePatch(TENANTS, { name: 'bakery' }, { spec: { agency: null } });
  // A state that was told before may still come.
  for await (const _ of values);
  await admin.mergePatch(TENANTS, { name: 'bakery' }, { spec: { agency: 'acme' } });
  await newBuild(acme, 'bakery', 'back');
});
