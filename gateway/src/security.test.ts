import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents } from '@appfactory/events/connection';
import { ObjectReader } from '@appfactory/events/objectReader';
import { APP_BUILDS, NAMESPACES, ROLE_BINDINGS, ROLES, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken, reviewAccess } from '@appfactory/kube/reviews';
import { API_VERSION, GROUP } from '@appfactory/resources/meta';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { Gateway } from './gateway.ts';
import { untilAllowed } from './testing/access.ts';
import { signedIn, TestClient } from './testing/client.ts';
import { startTestPlatform, type TestPlatform } from './testing/platform.ts';

let platform: TestPlatform;
let gateway: Gateway;
let owner: TestClient;
let folder: string;
let link: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-gateway-'));
  platform = await startTestPlatform();
  const signInLinkFile = join(folder, 'link');
  gateway = await platform.gateway({ signInLinkFile });
  link = await readFile(signInLinkFile, 'utf8');
  owner = await signedIn(gateway.address, link);
});

afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a sign-in link works once, and opening it changes nothing', async () => {
  await expect(signedIn(gateway.address, link)).rejects.toThrow('problem=link');
  const second = join(folder, 'second');
  const other = await platform.gateway({ signInLinkFile: second });
  const fresh = await readFile(second, 'utf8');
  for (let opened = 0; opened < 2; opened++) {
    const page = await request(fresh.trim());
    expect([page.statusCode, page.headers['set-cookie'], (await page.body.text()).includes('Sign in')]).toEqual([
      200,
      undefined,
      true,
    ]);
  }
  expect(await (await signedIn(other.address, fresh)).data('{ viewer { name } }')).toEqual({
    viewer: { name: 'owner' },
  });
});

const SIGN_IN = `mutation ($password: String!) { signIn(name: "Owner", password: $password) {
  __typename ... on Viewer { name } ... on Failure { code } } }`;

test('a password signs in, wrong ones are counted, and no trace of one is kept', async () => {
  const password = 'correct horse battery';
  const set =
    'mutation ($password: String!) { setPassword(password: $password) { __typename ... on Failure { code field } } }';
  const { createAccessToken } = await owner.data<{ createAccessToken: { token: string } }>(
    'mutation { createAccessToken(name: "laptop") { ... on NewAccessToken { token } } }',
  );
  const fetched = async () => {
    const headers = { authorization: `Bearer ${createAccessToken.token}` };
    const { statusCode, body } = await request(`${gateway.address}/files/default/none/source.zip`, { headers });
    await body.dump();
    return statusCode;
  };
  expect(await fetched()).toBe(404);
  expect(await owner.data(set, { password: 'short' })).toEqual({
    setPassword: { __typename: 'Failure', code: 'INVALID', field: 'password' },
  });
  expect(await owner.data(set, { password })).toEqual({ setPassword: { __typename: 'Done' } });
  // Whoever had got in before has nothing left to get in by.
  expect(await fetched()).toBe(401);
  const nobody = new TestClient(gateway.address);
  const { data, headers } = await nobody.graphql(SIGN_IN, { password });
  expect(data).toEqual({ signIn: { __typename: 'Viewer', name: 'owner' } });
  expect(headers['set-cookie']).toMatch(/^appfactory_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const codes: unknown[] = [];
  for (let tries = 0; tries < 11; tries++) {
    const answer = await nobody.data<{ signIn: { code?: string } }>(SIGN_IN, { password: `wrong ${tries}` });
    codes.push(answer.signIn.code);
  }
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 'NOT_SIGNED_IN'), 'TOO_MANY_ATTEMPTS']);
  // The right one does not help now either: who guesses must not learn that it was right.
  expect(await nobody.data(SIGN_IN, { password })).toMatchObject({ signIn: { code: 'TOO_MANY_ATTEMPTS' } });

  const kept = await platform.database.query<object>('select * from account, audit');
  expect(JSON.stringify(kept)).not.toContain(password);
  const [entry] = await platform.database.query<object>(
    `select person, acted_as, outcome, arguments from audit where action = 'setPassword' order by id desc limit 1`,
  );
  expect(entry).toEqual({
    person: 'owner',
    acted_as: 'appfactory:gateway',
    outcome: 'ok',
    arguments: { password: '***' },
  });
});

test.each([
  ['a foreign host name', { host: 'evil.example' }],
  ['a page of another site', { origin: 'http://evil.example' }],
  ['a page of another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['an app of ours on this machine', { origin: 'http://crm.default.localhost:8080', 'sec-fetch-site': 'cross-site' }],
  ['a frame of another site', { 'sec-fetch-site': 'cross-site' }],
])('what comes from %s is refused', async (_, headers) => {
  const answer = await request(`${gateway.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...owner.headers, ...headers },
    body: JSON.stringify({ query: '{ viewer { name } }' }),
  });
  expect([answer.statusCode, (await answer.body.text()).includes('owner')]).toEqual([403, false]);
});

test.each([
  [
    'deep, as a page needs it',
    '{ builds { edges { node { status { plan { features { checks { passed } } } } } } } }',
    false,
  ],
  ['too many aliases', `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: templates { name }`).join(' ')} }`, true],
  ['too dear', '{ builds(first: 100) { edges { node { events(first: 500) { edges { node { type } } } } } } }', true],
  ['too long', `{ templates { ${'name '.repeat(4000)} } }`, true],
])('a query that is %s', async (_, query, refused) => {
  const { errors } = await owner.graphql(query);
  expect(errors !== undefined).toBe(refused);
});

test('what page sizes in variables add up to is bounded, too', async () => {
  const page = 'edges { node { events(first: $events) { edges { node { type } } } } }';
  const lists = Array.from({ length: 12 }, (_, index) => `a${index}: builds(first: $builds) { ${page} }`).join(' ');
  const query = `query ($builds: Int!, $events: Int!) { ${lists} }`;
  const { errors } = await owner.graphql(query, { builds: 100, events: 500 });
  expect(errors?.[0]?.extensions?.code).toBe(undefined);
  await owner.data('mutation { createBuild(input: { name: "a", prompt: "A blog." }) { __typename } }');
  await owner.data('mutation { createBuild(input: { name: "b", prompt: "A blog." }) { __typename } }');
  const more = await owner.graphql(query, { builds: 100, events: 500 });
  expect(more.errors?.[0]?.extensions?.code).toBe('INVALID');
});

test('a mutation by GET, a batch and a body without end are refused', async () => {
  const query = encodeURIComponent('mutation { signOut { done } }');
  const byGet = await request(`${gateway.address}/graphql?query=${query}`, { headers: owner.headers });
  await byGet.body.dump();
  expect(byGet.statusCode).toBe(405);
  const post = async (body: string) => {
    const headers = { ...owner.headers, 'content-type': 'application/json' };
    const answer = await request(`${gateway.address}/graphql`, { method: 'POST', headers, body });
    await answer.body.dump();
    return answer.statusCode;
  };
  const one = JSON.stringify({ query: '{ viewer { name } }' });
  expect(await post(`[${one},${one}]`)).toBeGreaterThanOrEqual(400);
  expect(await post(JSON.stringify({ query: `# ${'x'.repeat(3_000_000)}` }))).toBe(413);
  expect(await owner.data('{ viewer { name } }')).toEqual({ viewer: { name: 'owner' } });
});

test('the holder of a Kubernetes token may do what Kubernetes lets them, and sees nothing else', async () => {
  const { client } = platform.cluster.plane;
  for (const name of ['mine', 'theirs']) {
    await client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await client.create(APP_BUILDS, {
      apiVersion: API_VERSION,
      kind: 'AppBuild',
      metadata: { namespace: name, name: 'app' },
      spec: { prompt: 'A blog.' },
    });
  }
  const metadata = { namespace: 'mine', name: 'member' };
  await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  const rules = [{ apiGroups: [GROUP], resources: ['appbuilds'], verbs: ['get', 'list', 'create'] }];
  await client.create(ROLES, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules });
  await client.create(ROLE_BINDINGS, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'member' },
    subjects: [{ kind: 'ServiceAccount', name: 'member', namespace: 'mine' }],
  });
  await untilAllowed(client, metadata);
  const { token } = await createToken(client, metadata, { expirationSeconds: 3600 });
  const member = new TestClient(gateway.address, { authorization: `Bearer ${token}` });

  expect(await member.data('{ viewer { name actingAs } }')).toEqual({
    viewer: { name: 'system:serviceaccount:mine:member', actingAs: 'system:serviceaccount:mine:member' },
  });
  const list = (namespace: string) => member.graphql(`{ builds(namespace: "${namespace}") { totalCount } }`);
  expect((await list('mine')).data).toEqual({ builds: { totalCount: 1 } });
  expect((await list('theirs')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(
    (await member.graphql('{ build(namespace: "theirs", name: "app") { id } }')).errors?.[0]?.extensions?.code,
  ).toBe('FORBIDDEN');
  const deleted = 'mutation { deleteBuild(build: { namespace: "mine", name: "app" }) { ... on Failure { code } } }';
  expect(await member.data(deleted)).toEqual({ deleteBuild: { code: 'FORBIDDEN' } });
  const connection = new AbortController();
  const events = 'subscription { buildEvents(namespace: "theirs", name: "app") { type } }';
  await expect(member.subscribe(events, {}, connection.signal).next()).rejects.toThrow('FORBIDDEN');
  expect(await client.find(APP_BUILDS, { namespace: 'mine', name: 'app' })).toBeDefined();
  const wrong = new TestClient(gateway.address, { authorization: 'Bearer made.up.token' });
  expect(await wrong.data('{ viewer { name } }')).toEqual({ viewer: null });
});

test('the gateway’s NATS credentials read events and objects of builds, and write nothing', async () => {
  const { natsUrl: url, natsCreds: credsFile, natsInboxPrefix: inboxPrefix } = platform.config;
  const events = await connectEvents({ url, credsFile, name: 'test', inboxPrefix });
  try {
    expect((await (await events.manager()).streams.info('EVENTS')).config.name).toBe('EVENTS');
    await expect(events.nats.request('appfactory.default.a.1.event', '{}', { timeout: 2000 })).rejects.toThrow();
    await expect(Bucket.create(events, '93ebf0d3-fd90-400f-acac-4a8689252996')).rejects.toThrow();
    await expect((await events.manager()).streams.purge('EVENTS')).rejects.toThrow();
    const uid = '93ebf0d3-fd90-400f-acac-4a8689252996';
    const bucket = await Bucket.create(platform.events, uid);
    await bucket.put('repository', new Uint8Array(300_000));
    const digest = createHash('sha256').update(new Uint8Array(300_000)).digest('hex');
    const reader = new ObjectReader(events);
    const object = await reader.find(uid, 'repository');
    expect(object).toMatchObject({ size: 300_000, digest });
    expect(object && (await reader.readAll(uid, object)).length).toBe(300_000);
    expect(await reader.find(uid, 'nothing')).toBeUndefined();
    expect(await reader.find('00000000-0000-4000-8000-000000000000', 'repository')).toBeUndefined();
    // Not by the library either, which would follow links and make consumers.
    await expect(
      Bucket.open(events, uid).then((opened) => opened.put('repository', new Uint8Array(1))),
    ).rejects.toThrow();
    const stream = `OBJ_build_${uid}`;
    for (const ask of [
      `STREAM.PURGE.${stream}`,
      `STREAM.DELETE.${stream}`,
      `CONSUMER.CREATE.${stream}`,
      `STREAM.MSG.DELETE.${stream}`,
    ])
      await expect(events.nats.request(`$JS.API.${ask}`, '{"seq":1}', { timeout: 2000 })).rejects.toThrow();
    await expect(events.nats.request(`$O.build_${uid}.M.cmVwb3NpdG9yeQ==`, '{}', { timeout: 2000 })).rejects.toThrow();
    expect((await bucket.get('repository'))?.length).toBe(300_000);
  } finally {
    await events.close();
  }
});

test('the gateway’s own identity reads no Secret and touches no pod', async () => {
  const may = async (verb: string, group: string, resource: string, subresource?: string, namespace = 'default') =>
    (
      await reviewAccess(platform.cluster.plane.client, {
        user: 'appfactory:gateway',
        resource: { group, resource, subresource, verb, namespace },
      })
    ).allowed;
  expect(await may('create', GROUP, 'appbuilds')).toBe(true);
  expect(await may('create', GROUP, 'appbuilds', undefined, 'acme')).toBe(false);
  // For those of whom the API server says that they may.
  expect(await may('patch', GROUP, 'tenants')).toBe(true);
  expect(await may('patch', GROUP, 'tenants', 'status')).toBe(false);
  expect(await may('create', '', 'serviceaccounts')).toBe(false);
  expect(await may('impersonate', '', 'serviceaccounts')).toBe(false);
  expect(await may('get', '', 'secrets')).toBe(false);
  expect(await may('get', '', 'pods', 'log')).toBe(true);
  expect(await may('get', '', 'pods', 'log', 'acme')).toBe(false);
  expect(await may('create', '', 'pods')).toBe(false);
  expect(await may('create', '', 'pods', 'exec')).toBe(false);
  expect(await may('delete', '', 'pods')).toBe(false);
  expect(await may('patch', GROUP, 'appbuilds', 'status')).toBe(false);
  expect(await may('impersonate', '', 'users')).toBe(false);
});
