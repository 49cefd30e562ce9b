import { APP_BUILDS } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { startSignedIn } from '../testing/signedIn.ts';

let platform: TestPlatform;
let owner: TestClient;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, owner, stop } = await startSignedIn());
});

afterAll(() => stop?.());

const RESULT =
  '{ __typename ... on Build { id name generation version spec { prompt title paused release { domain } } } ... on Failure { code message field } }';
const CREATE = `mutation ($input: CreateBuildInput!) { result: createBuild(input: $input) ${RESULT} }`;
const CHANGE = `mutation ($input: ChangeBuildInput!) { result: changeBuild(input: $input) ${RESULT} }`;

interface Result {
  result: { __typename: string; name: string; version: string; code?: string; message?: string; field?: string };
}

async function run(query: string, variables: Record<string, unknown>): Promise<Result['result']> {
  return (await owner.data<Result>(query, variables)).result;
}

function stored(name: string): Promise<AppBuild> {
  return platform.cluster.plane.client.get(APP_BUILDS, { namespace: 'default', name });
}

describe('creating', () => {
  const field = { name: 'name', type: 'string' };
  test.each([
    ['nothing to build', {}, 'prompt'],
    ['an empty prompt', { prompt: '  ' }, 'prompt'],
    ['a prompt without end', { prompt: 'x'.repeat(20_001) }, 'prompt'],
    ['two prompts', { prompt: 'a', spec: { prompt: 'b' } }, 'prompt'],
    ['a name that is none', { name: 'Mein CRM', prompt: 'a' }, 'name'],
    ['a name that leads elsewhere', { name: '../secrets', prompt: 'a' }, 'name'],
    ['a namespace that is none', { namespace: 'a/b', prompt: 'a' }, 'namespace'],
    ['a namespace that is not there', { namespace: 'nowhere', prompt: 'a' }, 'namespace'],
    ['an entity without fields', { spec: { entities: [{ name: 'Client', fields: [] }] } }, 'spec.entities[0].fields'],
    [
      'a field name that is none',
      { spec: { entities: [{ name: 'A', fields: [{ ...field, name: 'a b' }] }] } },
      'spec.entities[0].fields[0].name',
    ],
    ['an entity that is taken', { spec: { entities: [{ name: 'User', fields: [field] }] } }, 'spec.entities[0].name'],
    ['a domain that is none', { prompt: 'a', spec: { release: { domain: 'http://x' } } }, 'release.domain'],
    ['a budget without end', { prompt: 'a', spec: { budget: { minutes: 100_000 } } }, 'budget.minutes'],
  ])('with %s is refused, and says where', async (_, input, at) => {
    const before = (await platform.cluster.plane.client.list(APP_BUILDS)).items.length;
    expect(await run(CREATE, { input })).toMatchObject({ __typename: 'Failure', field: at });
    expect((await platform.cluster.plane.client.list(APP_BUILDS)).items).toHaveLength(before);
  });

  test('twice with the same words makes two builds; twice with one name is refused', async () => {
    const [first, second] = [
      await run(CREATE, { input: { prompt: 'A shop.' } }),
      await run(CREATE, { input: { prompt: 'A shop.' } }),
    ];
    expect([first.name, /^shop-[0-9a-f]{6}$/.test(second.name)]).toEqual(['shop', true]);
    expect(await run(CREATE, { input: { prompt: 'A shop.', name: 'shop' } })).toMatchObject({
      code: 'EXISTS',
      field: 'name',
    });
  });
});

describe('changing', () => {
  test('sets what is given, takes away what is null, and leaves the rest', async () => {
    await run(CREATE, {
      input: { name: 'changed', prompt: 'A blog.', spec: { title: 'Mine', release: { domain: 'a.example' } } },
    });
    const spec = { title: null, release: { domain: 'b.example' } };
    expect(await run(CHANGE, { input: { name: 'changed', spec } })).toMatchObject({
      generation: 2,
      spec: { prompt: 'A blog.', title: null, release: { domain: 'b.example' } },
    });
    expect((await stored('changed')).spec).not.toHaveProperty('title');
  });

  test('with a version changes nothing that was not seen', async () => {
    const { version } = await run(CREATE, { input: { name: 'versioned', prompt: 'A blog.' } });
    expect(await run(CHANGE, { input: { name: 'versioned', version, spec: { title: 'One' } } })).toMatchObject({
      spec: { title: 'One' },
    });
    expect(await run(CHANGE, { input: { name: 'versioned', version, spec: { title: 'Two' } } })).toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    expect((await stored('versioned')).spec.title).toBe('One');
  });

  test('refuses what is wrong and says where', async () => {
    await run(CREATE, { input: { name: 'kept', prompt: 'A blog.' } });
    expect(await run(CHANGE, { input: { name: 'kept', spec: { title: '' } } })).toMatchObject({ field: 'spec.title' });
    expect(await run(CHANGE, { input: { name: 'kept', spec: { prompt: null } } })).toMatchObject({
      code: 'INVALID',
      field: 'spec',
    });
    expect(await run(CHANGE, { input: { name: 'missing', spec: { title: 'x' } } })).toMatchObject({
      code: 'NOT_FOUND',
      field: 'name',
    });
    expect((await stored('kept')).metadata.generation).toBe(1);
  });
});

test('a build is paused, resumed, rolled back and deleted', async () => {
  await run(CREATE, { input: { name: 'lived', prompt: 'A blog.' } });
  const act = (field: string) => run(`mutation { result: ${field} ${RESULT} }`, {});
  const ref = 'build: { name: "lived" }';
  expect(await act(`pauseBuild(${ref})`)).toMatchObject({ spec: { paused: true } });
  expect(await act(`resumeBuild(${ref})`)).toMatchObject({ spec: { paused: false } });
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(await act(`rollBackBuild(${ref}, digest: "${digest}")`)).toMatchObject({ code: 'INVALID', field: 'digest' });
  const artifact = { digest, size: 1, commit: 'c', generation: 1 };
  const { client } = platform.cluster.plane;
  const status = { artifacts: [artifact] };
  const metadata = { namespace: 'default', name: 'lived' };
  await client.applyStatus(
    APP_BUILDS,
    { apiVersion: API_VERSION, kind: 'AppBuild', metadata, status },
    { fieldManager: 'test' },
  );
  const rolledBack = async () => (await act(`rollBackBuild(${ref}, digest: "${digest}")`)).__typename === 'Build';
  while (!(await rolledBack()));
  expect((await stored('lived')).spec.release.artifact).toBe(digest);
  await act(`rollBackBuild(${ref}, digest: null)`);
  expect((await stored('lived')).spec.release.artifact).toBeUndefined();

  const remove = (id: string) =>
    owner.data(`mutation { deleteBuild(${ref}, id: "${id}") { __typename ... on Failure { code } } }`);
  expect(await remove('93ebf0d3-fd90-400f-acac-4a8689252996')).toMatchObject({
    deleteBuild: { code: 'CHANGED_MEANWHILE' },
  });
  const {
    metadata: { uid = '' },
  } = await stored('lived');
  expect(await remove(uid)).toEqual({ deleteBuild: { __typename: 'DeletedBuild' } });
  expect(await remove(uid)).toMatchObject({ deleteBuild: { code: 'NOT_FOUND' } });
});

test('a list is paged, filtered and sorted', async () => {
  for (const name of ['p-1', 'p-2', 'p-3']) await run(CREATE, { input: { name, prompt: 'Paged.' } });
  interface List {
    builds: {
      edges: { node: { name: string } }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
      totalCount: number;
    };
  }
  const query = `query ($after: String) { builds(filter: { text: "paged" }, orderBy: NAME, first: 2, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } edges { node { name } } } }`;
  const { builds: first } = await owner.data<List>(query);
  expect(first).toMatchObject({
    totalCount: 3,
    pageInfo: { hasNextPage: true },
    edges: [{ node: { name: 'p-1' } }, { node: { name: 'p-2' } }],
  });
  const { builds: second } = await owner.data<List>(query, { after: first.pageInfo.endCursor });
  expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, edges: [{ node: { name: 'p-3' } }] });
});

test('a subscription tells how a build changes, and ends with it', async () => {
  await run(CREATE, { input: { name: 'watched', prompt: 'A blog.' } });
  const connection = new AbortController();
  const query = 'subscription { buildChanged(name: "watched") { spec { title } } }';
  const changes = owner.subscribe<{ buildChanged: { spec: { title: string | null } } }>(query, {}, connection.signal);
  expect((await changes.next()).value).toEqual({ buildChanged: { spec: { title: null } } });
  await run(CHANGE, { input: { name: 'watched', spec: { title: 'New' } } });
  expect((await changes.next()).value).toEqual({ buildChanged: { spec: { title: 'New' } } });
  await platform.cluster.plane.client.delete(APP_BUILDS, { namespace: 'default', name: 'watched' });
  expect((await changes.next()).done).toBe(true);
});

test('a subscription may read as much with each change as a request may, however long it goes on', async () => {
  await run(CREATE, { input: { name: 'long', prompt: 'A blog.' } });
  const connection = new AbortController();
  const query = 'subscription { buildChanged(name: "long") { spec { title } events(first: 500) { totalCount } } }';
  const changes = owner.subscribe<{ buildChanged: { spec: { title: string | null } } }>(query, {}, connection.signal);
  await changes.next();
  for (let change = 1; change <= 25; change++) {
    const title = `Title ${change}`;
    await run(CHANGE, { input: { name: 'long', spec: { title } } });
    expect((await changes.next()).value).toMatchObject({ buildChanged: { spec: { title } } });
  }
  connection.abort();
});

describe('a plan', () => {
  const PLAN = `query ($prompt: String, $spec: AppBuildSpecInput) { plan(prompt: $prompt, spec: $spec) { __typename
    ... on AppPlan { title entities { name } features { title checks } roles { name } manifest origins { entity from } checks }
    ... on Failure { code field message } } }`;

  test('tells what would be built of a prompt, and keeps nothing', async () => {
    const { plan } = await owner.data<{ plan: { entities: { name: string }[]; manifest: string; checks: number } }>(
      PLAN,
      {
        prompt: 'A CRM for a small agency. Track clients, projects and invoices. Staff sign in.',
      },
    );
    expect(plan.entities.map(({ name }) => name)).toEqual(expect.arrayContaining(['Client', 'Project', 'Invoice']));
    expect(plan.manifest).toContain('kind: AppBuild');
    expect(plan.checks).toBeGreaterThan(3);
  });

  test('of what cannot be built says why', async () => {
    expect(await owner.data(PLAN, {})).toMatchObject({ plan: { code: 'INVALID' } });
    const fields = [{ name: 'client', type: 'reference', to: 'Nobody' }];
    const spec = { entities: [{ name: 'Project', fields }] };
    expect(await owner.data(PLAN, { spec })).toMatchObject({ plan: { __typename: 'Failure', code: 'INVALID' } });
  });
});
