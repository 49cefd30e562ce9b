import { randomUUID } from 'node:crypto';
import { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { RELEASES, SECRETS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import {
  ANNOTATION_SET_BY,
  CHANGE_TYPE,
  LABEL_ENVIRONMENT_CHANGE,
  LARGEST_VALUE,
  LONGEST_PLAIN,
} from '@appfactory/resources/environment';
import { LABEL_KEYS_CHANGE } from '@appfactory/resources/keys';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestClient } from '../testing/client.ts';
import { makeRelease } from '../testing/release.ts';
import { startTenants, type TenantsPlatform } from '../testing/tenants.ts';

const KEY = 're_marker_0123456789abcdef';
const CHANGE = `mutation ($input: ChangeEnvironmentInput!) { changeEnvironment(input: $input) {
  ... on ChangedEnvironment { name at } ... on Failure { code field message } } }`;
const RELEASE = `query ($namespace: String!) { release(name: "crm", namespace: $namespace) {
  mayChangeEnvironment reservedVariables offeredServices { service variables { name } }
  status { environment { variables { name secret value setAt setBy } refused } conditions { message } } } }`;

interface Answer {
  name?: string;
  at?: string;
  code?: string;
  field?: string | null;
  message?: string;
}
interface Shown {
  mayChangeEnvironment: boolean;
  reservedVariables: string[];
  status: { environment: { variables: { name: string; value: string | null; setBy: string | null }[] } | null };
}

let world: TenantsPlatform;
let member: TestClient;
let viewer: TestClient;

beforeAll(async () => {
  world = await startTenants();
  for (const namespace of ['acme', 'rival', 'default']) await makeRelease(world.admin, { namespace });
  member = await world.invited(world.acme, 'acme', 'mia', 'member');
  viewer = await world.invited(world.acme, 'acme', 'vera', 'viewer');
});

afterAll(() => world?.stop());

interface Given {
  namespace?: string;
  set?: { name: string; value: unknown; secret?: boolean }[];
  remove?: string[];
}

async function change(client: TestClient, input: Given): Promise<Answer> {
  const { changeEnvironment } = await client.data<{ changeEnvironment: Answer }>(CHANGE, {
    input: { namespace: 'acme', name: 'crm', ...input },
  });
  return changeEnvironment;
}

async function shown(client: TestClient, namespace = 'acme'): Promise<Shown | null> {
  return (await client.data<{ release: Shown | null }>(RELEASE, { namespace })).release;
}

function variables(client: TestClient, names: string[], namespace = 'acme') {
  return eventually(`${names.join(', ')} are there`, async () => {
    const found = (await shown(client, namespace))?.status.environment?.variables ?? [];
    return found.map(({ name }) => name).join() === names.join() ? found : undefined;
  });
}

test('a member sets and removes variables; everybody sees what there is, and nobody a secret', async () => {
  expect(await shown(member)).toMatchObject({ mayChangeEnvironment: true, status: { environment: null } });
  const { at } = await change(member, {
    set: [
      { name: 'RESEND_API_KEY', value: KEY },
      { name: 'MAIL_FROM', value: 'a@b.example', secret: false },
    ],
  });
  await variables(member, ['MAIL_FROM', 'RESEND_API_KEY']);
  const setBy = 'mia@acme';
  const setAt = expect.any(String);
  const seen = await shown(viewer);
  expect(seen).toMatchObject({
    mayChangeEnvironment: false,
    status: {
      environment: {
        variables: [
          { name: 'MAIL_FROM', secret: false, value: 'a@b.example', setBy, setAt },
          { name: 'RESEND_API_KEY', secret: true, value: null, setBy, setAt },
        ],
      },
    },
  });
  expect(at).toMatch(/^\d{4}-/);
  // Whoever acts with a token of their own is known by their ServiceAccount all the same.
  const { token } = await createToken(world.admin, { namespace: 'acme', name: 'ada' }, { expirationSeconds: 600 });
  const holder = new TestClient(world.gateway.address, { authorization: `Bearer ${token}` });
  expect(
    await change(holder, { remove: ['MAIL_FROM'], set: [{ name: 'RESEND_API_KEY', value: `${KEY}2` }] }),
  ).toMatchObject({
    name: 'crm',
  });
  const left = await eventually('it is changed', async () => {
    const now = await variables(member, ['RESEND_API_KEY']);
    return now[0]?.setBy === 'ada@acme' && now;
  });
  expect(left).toHaveLength(1);
  const { data } = await world.admin.get(SECRETS, { namespace: 'acme', name: 'crm-environment' });
  expect(data).toEqual({ RESEND_API_KEY: Buffer.from(`${KEY}2`).toString('base64') });
});

test('the owner of the installation does so in the namespace default', async () => {
  await change(world.owner, { namespace: 'default', set: [{ name: 'UPLOADTHING_TOKEN', value: KEY }] });
  expect(await variables(world.owner, ['UPLOADTHING_TOKEN'], 'default')).toMatchObject([{ setBy: 'owner' }]);
});

test.each<[string, Given, string, RegExp]>([
  ['nothing', {}, 'set', /Give a variable/],
  ['a name that is none', { set: [{ name: '1A', value: 'x' }] }, 'set[0].name', /letters, digits and underscores/],
  [
    'a reserved name',
    { set: [{ name: 'DATABASE_URL', value: 'x' }] },
    'set[0].name',
    /platform sets DATABASE_URL.+PORT/,
  ],
  ['a program’s options', { set: [{ name: 'NODE_OPTIONS', value: 'x' }] }, 'set[0].name', /NODE_\*/],
  ['an empty value', { set: [{ name: 'A', value: '' }] }, 'set[0].value', /at least one character/],
  ['a NUL', { set: [{ name: 'A', value: 'a\0b' }] }, 'set[0].value', /NUL/],
  ['a long value', { set: [{ name: 'A', value: 'é'.repeat(LARGEST_VALUE / 2 + 1) }] }, 'set[0].value', /bytes/],
  [
    'a long value that is shown',
    {
      set: [
        { name: 'B', value: 'x' },
        { name: 'A', value: 'x'.repeat(LONGEST_PLAIN + 1), secret: false },
      ],
    },
    'set[1].value',
    /make it a secret/,
  ],
  ['a name twice', { set: [{ name: 'A', value: 'x' }], remove: ['A'] }, 'set', /twice/],
  ['one that is not there', { remove: ['NOTHING'] }, 'remove[0]', /no variable "NOTHING" of its own/],
  [
    'too many',
    { set: Array.from({ length: 101 }, (_, index) => ({ name: `A${index}`, value: 'x' })) },
    'set',
    /at most 100/,
  ],
])('%s is refused with the field', async (_what, given, field, message) => {
  const answer = await change(member, given);
  expect(answer).toMatchObject({ code: 'INVALID', field });
  expect(answer.message).toMatch(message);
});

test('a viewer changes nothing, and another tenant’s owner is told what a stranger is told of nothing', async () => {
  const set = [{ name: 'RESEND_API_KEY', value: KEY }];
  expect(await change(viewer, { set })).toMatchObject({ code: 'FORBIDDEN', field: 'namespace' });
  const { message, ...other } = await change(world.rival, { set });
  const nowhere = await change(world.rival, { namespace: 'nowhere', set });
  expect([other, message?.replaceAll('acme', 'nowhere')]).toEqual([
    { code: nowhere.code, field: nowhere.field },
    nowhere.message,
  ]);
  expect(await shown(world.rival)).toBe(null);
  const { items } = await world.admin.list(SECRETS, { namespace: 'acme' });
  expect(items.filter(({ type }) => type === CHANGE_TYPE)).toEqual([]);
});

describe('nobody whom the gateway can be', () => {
  let own: KubeClient;
  const everybody: [string, KubeClient][] = [];

  beforeAll(async () => {
    await change(member, { set: [{ name: 'RESEND_API_KEY', value: KEY }] });
    await variables(member, ['RESEND_API_KEY']);
    own = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: world.platform.cluster.kubeconfigPath('gateway') } }));
    everybody.push(['the gateway', own]);
    // Whom it may act as is said by name.
    for (const name of ['ada', 'mia', 'vera', 'owner']) {
      everybody.push([name, own.actingAs({ namespace: 'acme', name, person: 'test' })]);
    }
  });

  afterAll(() => own.close());

  const path = '/api/v1/namespaces/acme/secrets';
  const code = async (work: Promise<unknown>) => {
    try {
      return JSON.stringify(await work);
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
  };

  test('reads the values back, in any way that Kubernetes knows', async () => {
    const { items } = await world.admin.list(SECRETS, { namespace: 'acme' });
    const names = items.map(({ metadata }) => metadata.name).filter((name) => name.includes('environment'));
    expect(names.length).toBeGreaterThan(1);
    for (const [who, client] of everybody) {
      const tried: [string, Promise<string | number>][] = [
        ['list', code(client.request('GET', path))],
        ['watch', code(client.request('GET', path, { query: { watch: true, timeoutSeconds: 1 } }))],
        ['delete all', code(client.request('DELETE', path))],
        ...names.flatMap((name): [string, Promise<string | number>][] => [
          ['get', code(client.get(SECRETS, { namespace: 'acme', name }))],
          ['patch', code(client.mergePatch(SECRETS, { namespace: 'acme', name }, {}))],
          [
            'apply',
            code(
              client.apply(
                SECRETS,
                { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'acme', name } },
                { fieldManager: 'x' },
              ),
            ),
          ],
          [
            'update',
            code(client.update(SECRETS, { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'acme', name } })),
          ],
          ['delete', code(client.delete(SECRETS, { namespace: 'acme', name }))],
        ]),
      ];
      for (const [what, answer] of tried) expect([who, what, await answer]).toEqual([who, what, 403]);
    }
  });

  test('makes another Secret than one by which something is changed, or in another’s name', async () => {
    const mia = own.actingAs({ namespace: 'acme', name: 'mia', person: 'test' });
    const good = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        namespace: 'acme',
        name: `change-${randomUUID()}`,
        labels: { [LABEL_ENVIRONMENT_CHANGE]: 'nothing' },
        annotations: { [ANNOTATION_SET_BY]: 'mia@acme' },
      },
      type: CHANGE_TYPE,
    };
    const changed = (change: object) => ({ ...good, metadata: { ...good.metadata, ...change } });
    const token = { ...good.metadata.annotations, 'kubernetes.io/service-account.name': 'ada' };
    const refused: [object, RegExp][] = [
      [changed({ name: 'crm-owner' }), /names begin with change-/],
      [{ ...good, type: 'Opaque' }, /of the type appfactory.dev\/change/],
      [
        { ...changed({ annotations: token }), type: 'kubernetes.io/service-account-token' },
        /of the type appfactory.dev\/change/,
      ],
      [changed({ labels: { ...good.metadata.labels, 'app.kubernetes.io/managed-by': 'appfactory' } }), /and no other/],
      [changed({ labels: undefined }), /with the name of a Release/],
      [changed({ labels: { [LABEL_KEYS_CHANGE]: 'acme' } }), /Only an owner/],
      [changed({ finalizers: ['x.example/y'] }), /no finalizers/],
      [changed({ annotations: { [ANNOTATION_SET_BY]: 'ada@acme' } }), /signs it/],
      [changed({ annotations: undefined }), /signs it/],
    ];
    for (const [object, message] of refused) {
      await expect(mia.request('POST', path, { body: object })).rejects.toThrow(message);
    }
    await mia.request('POST', path, { body: good });
    const vera = own.actingAs({ namespace: 'acme', name: 'vera', person: 'test' });
    await expect(vera.request('POST', path, { body: good })).rejects.toThrow(/forbidden/);
    // Nor does the gateway itself where it writes as itself.
    const there = '/api/v1/namespaces/default/secrets';
    const asOpaque = { ...good, type: 'Opaque', metadata: { ...good.metadata, namespace: 'default' } };
    await expect(own.request('POST', there, { body: asOpaque })).rejects.toThrow(/of the type/);
  });
});

test('the value is in no log, in no event, in no audit entry, in no answer and in nothing that a member reads', async () => {
  await change(member, { set: [{ name: 'RESEND_API_KEY', value: KEY }] });
  const inline = `mutation { changeEnvironment(input: { namespace: "acme", name: "crm", set: [{ name: "UPLOADTHING_TOKEN", value: "${KEY}" }] }) {
    ... on ChangedEnvironment { name } ... on Failure { message } } }`;
  const answers = [
    await member.graphql(inline),
    await member.graphql(CHANGE, {
      input: { namespace: 'acme', name: 'crm', set: [{ name: 'PORT', value: KEY }] },
    }),
    await member.graphql(
      '{ __type(name: "SecretText") { name } releases(namespace: "acme") { status { environment { variables { name value } } } } }',
    ),
  ];
  await variables(member, ['RESEND_API_KEY', 'UPLOADTHING_TOKEN']);
  const entries = await world.platform.database.query<{ action: string }>('select * from audit order by id');
  expect(entries.filter(({ action }) => action === 'changeEnvironment').length).toBeGreaterThan(3);
  const everything = {
    answers,
    entries,
    logged: world.platform.logged(),
    events: await eventually('the events are written', async () => {
      const all = await world.admin.request('GET', '/apis/events.k8s.io/v1/events');
      const text = JSON.stringify(all);
      return text.includes('UPLOADTHING_TOKEN') && text.includes('mia@acme set RESEND_API_KEY') && all;
    }),
    releases: await world.admin.list(RELEASES),
  };
  const text = JSON.stringify(everything);
  // It is looked where there is something.
  expect(text).toContain('RESEND_API_KEY');
  expect(JSON.stringify(everything.events)).toContain('mia@acme set RESEND_API_KEY');
  for (const form of [KEY, Buffer.from(KEY).toString('base64')]) expect(text).not.toContain(form);
});
