import { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { RELEASES, SECRETS, TENANTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { KEYS_SECRET } from '@appfactory/resources/keys';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestClient } from '../testing/client.ts';
import { type FakeServices, GOOD_RESEND, GOOD_UPLOADTHING, startFakeServices } from '../testing/fakeServices.ts';
import { makeRelease } from '../testing/release.ts';
import { startTenants, type TenantsPlatform } from '../testing/tenants.ts';

const SET = `mutation ($input: SetKeyInput!) { setKey(input: $input) {
  ... on StoredKey { tested message at } ... on Failure { code field message } } }`;
const REMOVE = `mutation ($tenant: String!, $service: KeyService!) { removeKey(tenant: $tenant, service: $service) {
  ... on Done { done } ... on Failure { code field message } } }`;
const KEYRING = `query ($name: String!) { tenant(name: $name) { keyring {
  service title variable isSet lastFour tested setBy setAt } } }`;

interface Answer {
  tested?: string;
  code?: string;
  field?: string;
  message?: string;
}
interface Key {
  service: string;
  isSet: boolean;
  lastFour: string | null;
  tested: string | null;
  setBy: string | null;
}

let world: TenantsPlatform;
let services: FakeServices;
/** Ada, owner of acme, and Mia, member, at a gateway that asks the services above. */
let ada: TestClient;
let mia: TestClient;
let rex: TestClient;

beforeAll(async () => {
  [world, services] = await Promise.all([startTenants(), startFakeServices()]);
  const gateway = await world.platform.gateway({ keyServices: services.urls });
  const at = ({ headers }: TestClient) => new TestClient(gateway.address, headers);
  ada = at(world.acme);
  rex = at(world.rival);
  mia = at(await world.invited(world.acme, 'acme', 'mia', 'member'));
  await makeRelease(world.admin, { namespace: 'acme' });
});

afterAll(async () => {
  await services?.stop();
  await world?.stop();
});

async function set(client: TestClient, service: string, key: string, tenant = 'acme'): Promise<Answer> {
  return (await client.data<{ setKey: Answer }>(SET, { input: { tenant, service, key } })).setKey;
}

async function remove(client: TestClient, service: string, tenant = 'acme'): Promise<Answer & { done?: boolean }> {
  return (await client.data<{ removeKey: Answer & { done?: boolean } }>(REMOVE, { tenant, service })).removeKey;
}

async function keyring(client: TestClient, name = 'acme'): Promise<Key[] | null | undefined> {
  return (await client.data<{ tenant: { keyring: Key[] | null } | null }>(KEYRING, { name })).tenant?.keyring;
}

/** The app's variables with where each is from. */
async function given(): Promise<string[]> {
  const { status } = await world.admin.get(RELEASES, { namespace: 'acme', name: 'crm' });
  return (status?.environment?.variables ?? []).map(({ name, ofTenant }) => `${name} of ${ofTenant ? 'acme' : 'crm'}`);
}

test('an owner sets keys, which are tested at once, told apart by four characters, and given to released apps', async () => {
  const none = { isSet: false, lastFour: null, tested: null, setBy: null, setAt: null };
  expect(await keyring(ada)).toEqual([
    { service: 'resend', title: 'Resend', variable: 'RESEND_API_KEY', ...none },
    { service: 'uploadthing', title: 'UploadThing', variable: 'UPLOADTHING_TOKEN', ...none },
  ]);
  expect(await set(ada, 'resend', GOOD_RESEND)).toMatchObject({ tested: 'ok', message: 'Resend knows this key.' });
  expect(await set(ada, 'uploadthing', GOOD_UPLOADTHING)).toMatchObject({ tested: 'ok' });
  const keys = await eventually('they are there', async () => {
    const found = await keyring(ada);
    return found?.every(({ isSet }) => isSet) && found;
  });
  expect(keys).toMatchObject([
    { lastFour: GOOD_RESEND.slice(-4), tested: 'ok', setBy: 'ada@acme' },
    { lastFour: GOOD_UPLOADTHING.slice(-4), tested: 'ok', setBy: 'ada@acme' },
  ]);
  await eventually(
    'the app has both',
    async () => (await given()).join() === 'RESEND_API_KEY of acme,UPLOADTHING_TOKEN of acme',
  );
  // A key of its own goes before.
  const change = `mutation { changeEnvironment(input: { namespace: "acme", name: "crm", set: [{ name: "RESEND_API_KEY", value: "re_own" }] }) {
    ... on ChangedEnvironment { name } ... on Failure { message } } }`;
  expect(await mia.data(change)).toEqual({ changeEnvironment: { name: 'crm' } });
  await eventually('the app has its own', async () => (await given()).includes('RESEND_API_KEY of crm'));
  expect(await remove(ada, 'uploadthing')).toEqual({ done: true });
  await eventually('the app has it no more', async () => (await given()).join() === 'RESEND_API_KEY of crm');
  await eventually('the page says so', async () => (await keyring(ada))?.some(({ isSet }) => !isSet));
  expect(await remove(ada, 'uploadthing')).toMatchObject({ code: 'INVALID', field: 'service' });
});

test('what the service refuses is not kept; what nobody could ask is, and says so', async () => {
  const before = await world.admin.find(SECRETS, { namespace: 'acme', name: KEYS_SECRET });
  expect(await set(ada, 'resend', 're_unknown_marker_0123456789')).toMatchObject({
    code: 'INVALID',
    field: 'key',
    message: expect.stringContaining('Resend refuses this key'),
  });
  expect(await set(ada, 'resend', 'two words')).toMatchObject({ code: 'INVALID', field: 'key' });
  expect(await world.admin.find(SECRETS, { namespace: 'acme', name: KEYS_SECRET })).toEqual(before);
  expect(await set(world.acme, 'resend', GOOD_RESEND)).toMatchObject({ tested: 'unreachable' });
  await eventually('it says so', async () =>
    (await keyring(ada))?.some(({ service, tested }) => service === 'resend' && tested === 'unreachable'),
  );
});

test('members and other tenants’ owners neither see nor set keys', async () => {
  expect(await keyring(mia)).toBe(null);
  expect(await set(mia, 'resend', GOOD_RESEND)).toMatchObject({ code: 'FORBIDDEN', field: 'tenant' });
  expect(await remove(mia, 'resend')).toMatchObject({ code: 'FORBIDDEN', field: 'tenant' });
  expect(await keyring(rex)).toBe(undefined);
  for (const tenant of ['acme', 'nowhere']) {
    expect(await set(rex, 'resend', GOOD_RESEND, tenant)).toEqual({
      code: 'NOT_FOUND',
      field: 'tenant',
      message: `There is no tenant "${tenant}".`,
    });
  }
});

test('a key is in no log, no audit entry, no event, no Tenant and no answer, and no account of the gateway’s reads it', async () => {
  await set(ada, 'resend', GOOD_RESEND);
  const wrong = 're_unknown_marker_0123456789';
  const answers = [await ada.graphql(SET, { input: { tenant: 'acme', service: 'resend', key: wrong } })];
  const entries = await world.platform.database.query<{ action: string }>('select * from audit order by id');
  expect(entries.filter(({ action }) => action === 'setKey').length).toBeGreaterThan(3);
  const text = JSON.stringify({
    answers,
    entries,
    logged: world.platform.logged(),
    events: await world.admin.request('GET', '/apis/events.k8s.io/v1/events'),
    tenants: await world.admin.list(TENANTS),
    releases: await world.admin.list(RELEASES),
  });
  expect(text).toContain('"lastFour"');
  for (const key of [GOOD_RESEND, GOOD_UPLOADTHING, wrong]) {
    for (const form of [key, Buffer.from(key).toString('base64')]) expect(text).not.toContain(form);
  }
  const own = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: world.platform.cluster.kubeconfigPath('gateway') } }));
  try {
    const ref = { namespace: 'acme', name: KEYS_SECRET };
    for (const client of [
      own,
      ...['ada', 'mia'].map((name) => own.actingAs({ namespace: 'acme', name, person: 'x' })),
    ]) {
      for (const work of [() => client.get(SECRETS, ref), () => client.mergePatch(SECRETS, ref, {})]) {
        const refusal = await work().then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(refusal instanceof ApiError && refusal.code).toBe(403);
      }
    }
  } finally {
    await own.close();
  }
});
