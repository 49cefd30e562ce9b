import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeClient } from '@appfactory/kube/client';
import type { ApiError } from '@appfactory/kube/errors';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { APP_BUILDS, NAMESPACES, SERVICE_ACCOUNTS, TENANTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import type { Tenant } from '@appfactory/resources/tenant';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyDatabase } from '../database/connect.ts';
import type { Gateway } from '../gateway.ts';
import { HistoryStore } from '../history/historyStore.ts';
import { signedIn, TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { startSignedIn } from '../testing/signedIn.ts';

let platform: TestPlatform;
let gateway: Gateway;
let owner: TestClient;
let admin: KubeClient;
let stop: (() => Promise<void>) | undefined;
/** Owners of two agencies that have nothing to do with each other. */
let acme: TestClient;
let rival: TestClient;

beforeAll(async () => {
  ({ platform, gateway, owner, stop } = await startSignedIn({ operator: true }));
  admin = platform.cluster.plane.client;
  for (const name of ['acme', 'rival']) {
    const input = { name, displayName: name, whiteLabel: { name: `${name} studio` } };
    expect(await owner.data(CREATE, { input })).toEqual({ createTenant: { __typename: 'Tenant', name } });
  }
  await ready('acme');
  await ready('rival');
  acme = await invited(owner, 'acme', 'ada', 'owner');
  rival = await invited(owner, 'rival', 'rex', 'owner');
}, 600_000);

afterAll(() => stop?.(), 60_000);

const CREATE = `mutation ($input: CreateTenantInput!) { createTenant(input: $input) {
  __typename ... on Tenant { name } ... on Failure { code field } } }`;
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
  ... on Invitation { link member { name role } } ... on Failure { code field message } } }`;
const BUILD = `mutation ($input: CreateBuildInput!) { createBuild(input: $input) {
  ... on Build { id name namespace } ... on Failure { code message } } }`;

function ready(name: string): Promise<unknown> {
  return eventually(`tenant ${name} is ready`, async () => {
    const { tenant } = await owner.data<{ tenant: { ready: boolean } | null }>(
      'query ($name: String!) { tenant(name: $name) { ready } }',
      { name },
    );
    return tenant?.ready;
  });
}

interface Invited {
  inviteMember: { link?: string; code?: string; message?: string };
}

/** Invites somebody, and signs them in by their link once they may do something. */
async function invited(by: TestClient, tenant: string, name: string, role: string): Promise<TestClient> {
  const { inviteMember } = await eventually(`${name} is invited`, async () => {
    const answer = await by.data<Invited>(INVITE, { input: { tenant, name, role } });
    // Whoever invites may have become a member a moment ago.
    return answer.inviteMember.code !== 'FORBIDDEN' && answer.inviteMember.code !== 'NOT_FOUND' && answer;
  });
  if (!inviteMember.link) throw new Error(inviteMember.message);
  const client = await signedIn(gateway.address, inviteMember.link);
  await eventually(`${name} may read`, async () => {
    const { data } = await client.graphql<{ tenants: unknown[] }>('{ tenants { name } }');
    return (data?.tenants.length ?? 0) > 0;
  });
  return client;
}

async function newBuild(client: TestClient, namespace: string, name: string): Promise<string> {
  const input = { namespace, name, prompt: 'A list of books.' };
  const { createBuild } = await eventually(`${name} is made`, async () => {
    const answer = await client.data<{ createBuild: { id?: string; code?: string } }>(BUILD, { input });
    return answer.createBuild.id !== undefined && answer;
  });
  return createBuild.id ?? '';
}

describe('members', () => {
  test('act as their ServiceAccount, each where they belong', async () => {
    await newBuild(acme, 'acme', 'crm');
    await newBuild(rival, 'rival', 'secret');
    const mine =
      '{ viewer { name actingAs } tenants { name whiteLabel { name } } builds { edges { node { namespace name } } } }';
    expect(await acme.data(mine)).toEqual({
      viewer: { name: 'ada@acme', actingAs: 'system:serviceaccount:acme:ada' },
      tenants: [{ name: 'acme', whiteLabel: { name: 'acme studio' } }],
      builds: { edges: [{ node: { namespace: 'acme', name: 'crm' } }] },
    });
    const [entry] = await platform.database.query<object>(
      `select person, acted_as, outcome from audit where action = 'createBuild' and arguments::text like '%crm%' and outcome = 'ok'`,
    );
    expect(entry).toEqual({ person: 'ada@acme', acted_as: 'system:serviceaccount:acme:ada', outcome: 'ok' });
  }, 300_000);

  test('of each role may do what it says', async () => {
    const member = await invited(acme, 'acme', 'mia', 'member');
    const viewer = await invited(acme, 'acme', 'vic', 'viewer');
    await newBuild(member, 'acme', 'by-mia');
    expect(await viewer.data('{ build(namespace: "acme", name: "by-mia") { name } }')).toEqual({
      build: { name: 'by-mia' },
    });
    const input = { namespace: 'acme', name: 'no', prompt: 'x' };
    expect(await viewer.data(BUILD, { input })).toMatchObject({ createBuild: { code: 'FORBIDDEN' } });
    for (const client of [member, viewer]) {
      const invite = { tenant: 'acme', name: 'eve', role: 'owner' };
      expect(await client.data(INVITE, { input: invite })).toMatchObject({ inviteMember: { code: 'FORBIDDEN' } });
      expect(await client.data('{ tenant(name: "acme") { members { name } } }')).toEqual({ tenant: { members: null } });
      expect(await client.data(CREATE, { input: { name: 'mine', displayName: 'x', agency: 'acme' } })).toMatchObject({
        createTenant: { code: 'FORBIDDEN', field: 'agency' },
      });
    }
    // Nothing was left of those who were not let in.
    expect(await platform.database.query(`select name from account where name like 'eve@%'`)).toEqual([]);
  }, 300_000);

  test('get other roles, and lose everything when they are removed; a last owner stays', async () => {
    const tom = await invited(acme, 'acme', 'tom', 'viewer');
    const ref = { tenant: 'acme', name: 'tom' };
    const change = `mutation ($member: MemberRefInput!, $role: MemberRole!) { changeMemberRole(member: $member, role: $role) {
      ... on Member { role } ... on Failure { code field } } }`;
    expect(await acme.data(change, { member: ref, role: 'member' })).toEqual({ changeMemberRole: { role: 'member' } });
    await newBuild(tom, 'acme', 'by-tom');
    const connection = new AbortController();
    const told = tom.subscribe(
      'subscription { buildChanged(namespace: "acme", name: "by-tom") { name } }',
      {},
      connection.signal,
    );
    expect((await told.next()).value).toEqual({ buildChanged: { name: 'by-tom' } });
    const remove = `mutation ($member: MemberRefInput!) { removeMember(member: $member) { ... on Done { done } ... on Failure { code field } } }`;
    expect(await acme.data(remove, { member: ref })).toEqual({ removeMember: { done: true } });
    // What he was being told ends, too; a state that was told before that may still come.
    for await (const _ of told);
    expect((await tom.graphql('{ builds { totalCount } }')).errors?.[0]?.extensions?.code).toBe('NOT_SIGNED_IN');
    expect(await acme.data(remove, { member: ref })).toEqual({ removeMember: { code: 'NOT_FOUND', field: 'name' } });

    const solo = { tenant: 'rival', name: 'owner' };
    expect(await rival.data(remove, { member: solo })).toEqual({ removeMember: { done: true } });
    const last = { tenant: 'rival', name: 'rex' };
    expect(await rival.data(remove, { member: last })).toMatchObject({ removeMember: { code: 'INVALID' } });
    expect(await rival.data(change, { member: last, role: 'viewer' })).toMatchObject({
      changeMemberRole: { code: 'INVALID' },
    });
  }, 300_000);

  test('an agency’s owner makes a client and is an owner there; the client’s people see only theirs', async () => {
    expect(await acme.data(CREATE, { input: { name: 'bakery', displayName: 'Bakery', agency: 'acme' } })).toEqual({
      createTenant: { __typename: 'Tenant', name: 'bakery' },
    });
    await ready('bakery');
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
  }, 300_000);
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
  const all = await acme.data<{ builds: { totalCount: number } }>('{ builds { totalCount } releases { name } }');
  expect(all.builds.totalCount).toBeGreaterThan(0);
  expect(await acme.data('{ build(namespace: "occupied", name: "x") { name } }')).toEqual({ build: null });
  await admin.delete(TENANTS, { name });
}, 300_000);

test.each([
  ['a name of the platform', { name: 'kube-x', displayName: 'x' }, undefined],
  ['a name that is none', { name: 'A b', displayName: 'x' }, 'name'],
  ['no display name', { name: 'ok', displayName: '' }, 'displayName'],
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

describe('what somebody is being told ends', () => {
  const CRM = 'subscription { buildChanged(namespace: "acme", name: "crm") { name } }';
  const told = async (client: TestClient, query = CRM) => {
    const values = client.subscribe(query, {}, new AbortController().signal);
    expect((await values.next()).value).toMatchObject({ buildChanged: {} });
    return values;
  };
  const ended = async (values: AsyncGenerator) => {
    // A state that was told before may still come.
    for await (const _ of values);
  };

  test('when they sign out, and in their other browsers when they set a password', async () => {
    const first = await invited(acme, 'acme', 'sam', 'viewer');
    const password = 'a password for sam';
    const set = `mutation { setPassword(password: "${password}") { ... on Done { done } } }`;
    expect(await first.data(set)).toEqual({ setPassword: { done: true } });
    const signIn = `mutation { signIn(name: "sam@acme", password: "${password}") { ... on Viewer { name } } }`;
    const { headers } = await new TestClient(gateway.address).graphql(signIn);
    const second = new TestClient(gateway.address, { cookie: String(headers['set-cookie']).split(';')[0] ?? '' });
    const [here, there] = [await told(first), await told(second)];
    expect(await second.data(set)).toEqual({ setPassword: { done: true } });
    await ended(here);
    expect(await second.data('mutation { signOut { done } }')).toEqual({ signOut: { done: true } });
    await ended(there);
  }, 300_000);

  test('when a client leaves their agency', async () => {
    await newBuild(acme, 'bakery', 'leaving');
    const values = await told(acme, 'subscription { buildChanged(namespace: "bakery", name: "leaving") { name } }');
    await admin.mergePatch(TENANTS, { name: 'bakery' }, { spec: { agency: null } });
    await ended(values);
    await admin.mergePatch(TENANTS, { name: 'bakery' }, { spec: { agency: 'acme' } });
    await newBuild(acme, 'bakery', 'back');
  }, 300_000);
});

describe('inviting', () => {
  const invite = (name: string) => acme.data<Invited>(INVITE, { input: { tenant: 'acme', name, role: 'viewer' } });
  const accounts = (name: string) =>
    platform.database.query<{ id: string }>(`select id from account where name = '${name}'`);

  test('again somebody who is there is refused, and changes nothing', async () => {
    await invited(acme, 'acme', 'ivy', 'viewer');
    await platform.database.query(`update account set created_at = now() - interval '1 hour' where name = 'ivy@acme'`);
    const before = await accounts('ivy@acme');
    expect((await invite('ivy')).inviteMember).toMatchObject({ code: 'EXISTS' });
    expect(await accounts('ivy@acme')).toEqual(before);
  }, 300_000);

  test('under a name that a ServiceAccount has leaves no account behind', async () => {
    const metadata = { namespace: 'acme', name: 'robot' };
    await admin.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    expect((await invite('robot')).inviteMember).toMatchObject({ code: 'EXISTS' });
    expect(await accounts('robot@acme')).toEqual([]);
    expect((await invite('crm-agent')).inviteMember).toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/-agent/),
    });
  });

  test('under the name of one who was deleted past the gateway makes a new account', async () => {
    await invited(acme, 'acme', 'uma', 'viewer');
    const before = await accounts('uma@acme');
    await admin.delete(SERVICE_ACCOUNTS, { namespace: 'acme', name: 'uma' });
    await platform.database.query(`update account set created_at = now() - interval '1 hour' where name = 'uma@acme'`);
    await eventually('she is invited again', async () => (await invite('uma')).inviteMember.link);
    const [now] = await accounts('uma@acme');
    expect(before.map(({ id }) => id)).not.toContain(now?.id);
  }, 300_000);
});

test('whoever labels a ServiceAccount with somebody else’s account gets nothing of theirs, and cannot remove it', async () => {
  const [victim] = await platform.database.query<{ id: string }>(`select id from account where name = 'rex@rival'`);
  await admin.create(SERVICE_ACCOUNTS, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      namespace: 'acme',
      name: 'rex',
      labels: { 'appfactory.dev/member-role': 'viewer', 'appfactory.dev/account': victim?.id ?? '' },
    },
  });
  const remove = 'mutation { removeMember(member: { tenant: "acme", name: "rex" }) { ... on Done { done } } }';
  expect(await acme.data(remove)).toEqual({ removeMember: { done: true } });
  expect(await rival.data('{ viewer { name } }')).toEqual({ viewer: { name: 'rex@rival' } });
});

/** Everything that ada of acme tries with rival's build. */
const ATTEMPTS: [string, string][] = [
  ['read', '{ build(namespace: "NS", name: "secret") { id events { totalCount } } }'],
  ['list', '{ builds(namespace: "NS") { totalCount edges { node { id } } } }'],
  ['releases', '{ releases(namespace: "NS") { id } }'],
  [
    'create',
    'mutation { createBuild(input: { namespace: "NS", name: "mine", prompt: "x" }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'change',
    'mutation { changeBuild(input: { namespace: "NS", name: "secret", spec: { prompt: "x" } }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'pause',
    'mutation { pauseBuild(build: { namespace: "NS", name: "secret" }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'roll back',
    'mutation { rollBackBuild(build: { namespace: "NS", name: "secret" }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'delete',
    'mutation { deleteBuild(build: { namespace: "NS", name: "secret" }) { ... on DeletedBuild { name } ... on Failure { code message } } }',
  ],
  ['tenant', '{ tenant(name: "NS") { displayName members { name } } }'],
  [
    'invite',
    'mutation { inviteMember(input: { tenant: "NS", name: "ada", role: owner }) { ... on Invitation { link } ... on Failure { code message } } }',
  ],
  [
    'invite one who is there',
    'mutation { inviteMember(input: { tenant: "NS", name: "rex", role: owner }) { ... on Invitation { link } ... on Failure { code message } } }',
  ],
  [
    'promote',
    'mutation { changeMemberRole(member: { tenant: "NS", name: "rex" }, role: viewer) { ... on Member { name } ... on Failure { code message } } }',
  ],
  [
    'remove',
    'mutation { removeMember(member: { tenant: "NS", name: "rex" }) { ... on Done { done } ... on Failure { code message } } }',
  ],
  [
    'client',
    'mutation { createTenant(input: { name: "newone", displayName: "x", agency: "NS" }) { ... on Tenant { name } ... on Failure { code message } } }',
  ],
];
const SUBSCRIPTIONS = [
  'subscription { buildEvents(namespace: "NS", name: "secret") { type } }',
  'subscription { buildChanged(namespace: "NS", name: "secret") { id } }',
];

/** What the client is answered, with the name of the namespace taken out. */
async function answers(client: TestClient, namespace: string): Promise<string[]> {
  const all: string[] = [];
  for (const [what, query] of ATTEMPTS) {
    const { data, errors } = await client.graphql(query.replace('NS', namespace));
    const said = JSON.stringify({
      data,
      errors: errors?.map(({ message, extensions }) => [message, extensions?.code]),
    });
    all.push(`${what}: ${said.replaceAll(namespace, 'NS')}`);
  }
  for (const query of SUBSCRIPTIONS) {
    const connection = new AbortController();
    const first = await client
      .subscribe(query.replace('NS', namespace), {}, connection.signal)
      .next()
      .then(
        ({ value }) => JSON.stringify(value),
        (error: unknown) => String(error),
      );
    connection.abort();
    all.push(first.replaceAll(namespace, 'NS'));
  }
  return all;
}

const SHOWN = /"(id|name|link|done|displayName)":|"totalCount":[1-9]|"type":/;

describe('another tenant', () => {
  test('is answered like one that is not there, and nothing of it changes', async () => {
    const before = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    const there = await answers(acme, 'rival');
    expect(there.filter((line) => SHOWN.test(line))).toEqual([]);
    expect(there).toEqual(await answers(acme, 'nowhere'));
    expect(await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' })).toEqual(before);
  }, 300_000);

  test('is refused by Kubernetes alone, when the gateway checks nothing itself', async () => {
    const unchecked = await platform.gateway({}, { ownChecks: false });
    const client = new TestClient(unchecked.address, acme.headers);
    // It works as it is, but for the checks.
    expect(await client.data('{ build(namespace: "acme", name: "crm") { name } }')).toEqual({ build: { name: 'crm' } });
    const before = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    const there = await answers(client, 'rival');
    expect(there.filter((line) => SHOWN.test(line))).toEqual([]);
    expect(there[0]).toMatch(/FORBIDDEN/);
    expect(there).toEqual(await answers(client, 'nowhere'));
    expect(await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' })).toEqual(before);
    expect(await admin.find(TENANTS, { name: 'newone' })).toBe(undefined);
  }, 300_000);

  test('is refused by PostgreSQL alone, when somebody asks for rows that Kubernetes has not shown', async () => {
    const { metadata } = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    const uid = metadata.uid ?? '';
    const secret = { namespace: 'rival', name: 'secret', uid };
    await platform.reporter(secret).report({ type: 'progress', message: 'a trade secret' });
    const check = { feature: 'f', name: 'c', against: 'preview', result: 'passed' } as const;
    await platform.reporter(secret).report({ type: 'check', ...check });
    await eventually('it is stored', async () => {
      const seen = await rival.data<{ build: { events: { totalCount: number } } }>(
        '{ build(namespace: "rival", name: "secret") { events { totalCount } } }',
      );
      return seen.build.events.totalCount === 2;
    });
    const database = historyDatabase({ url: platform.database.url, connections: 2 });
    await database.initialize();
    try {
      const history = new HistoryStore(database);
      const as = async (shown: Set<string>) => [
        (await history.eventsAfter(shown, secret, 0, 10)).length,
        await history.countEvents(shown, secret),
        (await history.checks(shown, secret)).length,
        (await history.generations(shown, secret)).length,
      ];
      expect(await as(new Set(['rival']))).toEqual([2, 2, 1, 1]);
      expect(await as(new Set(['acme', 'bakery', 'rival.', 'riva', '']))).toEqual([0, 0, 0, 0]);
      expect(await as(new Set())).toEqual([0, 0, 0, 0]);
      // Whoever forgets to say for whom they read sees nothing, and writes nothing.
      for (const table of ['event', 'build', 'feature', 'check_result']) {
        expect(await database.query(`select * from history.${table}`)).toEqual([]);
      }
      await expect(
        database.query(
          `insert into history.event values (1000000, 'acme', 'crm', 'u', 1, now(), '{"type":"progress"}'::jsonb)`,
        ),
      ).rejects.toThrow(/row-level security/);
    } finally {
      await database.destroy();
    }
  }, 300_000);

  test('cannot be reached with the gateway’s own identity either: it may act as members, and as nobody else', async () => {
    const kube = loadKubeConfig({ env: { KUBECONFIG: platform.cluster.kubeconfigPath('gateway') } });
    const own = new KubeClient(kube);
    try {
      const as = async (namespace: string, name: string) => {
        const acting = own.actingAs({ namespace, name, person: 'ada@acme' });
        return acting.list(APP_BUILDS, { namespace: 'rival' }).then(
          () => 'shown',
          (error: unknown) => (error as ApiError).code,
        );
      };
      expect(await as('rival', 'rex')).toBe('shown');
      expect(await as('acme', 'ada')).toBe(403);
      expect(await as('rival', 'default')).toBe(403);
      expect(await as('kube-system', 'namespace-controller')).toBe(403);
      const { server, ca, cert, key, insecureSkipTlsVerify, namespace, token } = kube;
      const disguises: Record<string, string>[] = [
        { 'impersonate-user': 'appfactory:admin' },
        { 'impersonate-user': 'x', 'impersonate-group': 'system:masters' },
        { 'impersonate-user': 'system:serviceaccount:rival:rex', 'impersonate-group': 'system:masters' },
      ];
      for (const headers of disguises) {
        const other = new KubeClient({ server, ca, cert, key, insecureSkipTlsVerify, namespace, token }, { headers });
        await expect(other.list(APP_BUILDS)).rejects.toThrow(/cannot impersonate/);
        await other.close();
      }
      await expect(
        own.create(APP_BUILDS, {
          apiVersion: 'appfactory.dev/v1alpha1',
          kind: 'AppBuild',
          metadata: { namespace: 'rival', name: 'x' },
          spec: { prompt: 'x' },
        }),
      ).rejects.toThrow(/forbidden/);
    } finally {
      await own.close();
    }
  }, 300_000);

  test('is hidden from the holder of a member’s token, too', async () => {
    const { token } = await createToken(admin, { namespace: 'acme', name: 'ada' }, { expirationSeconds: 600 });
    const holder = new TestClient(gateway.address, { authorization: `Bearer ${token}` });
    expect(await holder.data('{ tenants { name } }')).toEqual({ tenants: [{ name: 'acme' }, { name: 'bakery' }] });
    const there = await answers(holder, 'rival');
    expect(there.filter((line) => SHOWN.test(line))).toEqual([]);
    expect(there).toEqual(await answers(holder, 'nowhere'));
  }, 300_000);
});

test('a role that would pass over the policies is refused at the start', async () => {
  const passwords = JSON.parse(await readFile(join(platform.database.dir, 'passwords.json'), 'utf8')) as {
    superuser: string;
  };
  const url = new URL(platform.database.url);
  url.username = 'postgres';
  url.password = passwords.superuser;
  await expect(platform.gateway({ databaseUrl: url.href })).rejects.toThrow(/is a superuser/);
});
