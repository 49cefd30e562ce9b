import { APP_BUILDS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import type { AppBuild, AppBuildStatus } from '@appfactory/resources/appBuild';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { startSignedIn } from '../testing/signedIn.ts';

/* What people do with the work on a build. No operator runs here: the test says how far a build is. */

let platform: TestPlatform;
let owner: TestClient;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, owner, stop } = await startSignedIn());
});

afterAll(() => stop?.());

const RESULT =
  '{ __typename ... on Build { name generation version spec { paused cancelled title again { mode feature request } release { artifact } } } ... on Failure { code message field } }';

interface Result {
  result: {
    __typename: string;
    code?: string;
    message?: string;
    field?: string;
    generation?: number;
    version?: string;
  };
}

/** The result of one mutation. */
async function act(mutation: string, client = owner): Promise<Result['result']> {
  return (await client.data<Result>(`mutation { result: ${mutation} ${RESULT} }`)).result;
}

const build = (name: string) => `build: { name: "${name}" }`;

function stored(name: string): Promise<AppBuild> {
  return platform.cluster.plane.client.get(APP_BUILDS, { namespace: 'default', name });
}

async function stated(name: string): Promise<void> {
  expect(await act(`createBuild(input: { name: "${name}", prompt: "A blog." })`)).toMatchObject({ generation: 1 });
}

/** As the operator would say it. */
async function isAt(name: string, status: AppBuildStatus): Promise<void> {
  const { metadata } = await stored(name);
  const said = { observedGeneration: metadata.generation, ...status };
  await platform.cluster.plane.client.applyStatus(
    APP_BUILDS,
    { apiVersion: API_VERSION, kind: 'AppBuild', metadata: { namespace: 'default', name }, status: said },
    { fieldManager: 'test' },
  );
  // The gateway hears of it by its watch.
  const query = `{ build(name: "${name}") { status { observedGeneration phase } } }`;
  const isTold = async () => {
    const told = await owner.data<{ build: { status: AppBuildStatus } }>(query);
    return told.build.status.phase === said.phase && told.build.status.observedGeneration === said.observedGeneration;
  };
  while (!(await isTold()));
}

function outcomesOf(action: string): Promise<{ outcome: string }[]> {
  return platform.database.query<{ outcome: string }>('select outcome from audit where action = $1 order by id', [
    action,
  ]);
}

describe('cancelling', () => {
  test('says so in the spec, twice as well as once, and is in the audit log', async () => {
    await stated('cancelled');
    await isAt('cancelled', { phase: 'Building' });
    const before = (await outcomesOf('cancelBuild')).length;
    const once = await act(`cancelBuild(${build('cancelled')})`);
    expect(once).toMatchObject({ generation: 2, spec: { cancelled: true, paused: false } });
    await isAt('cancelled', { phase: 'Cancelled' });
    // The version counts what the operator says, too.
    expect(await act(`cancelBuild(${build('cancelled')})`)).toEqual({ ...once, version: expect.any(String) });
    expect((await outcomesOf('cancelBuild')).slice(before)).toEqual([{ outcome: 'ok' }, { outcome: 'ok' }]);
  });

  test('is over when the build is resumed, or changed', async () => {
    await stated('goes-on');
    await act(`cancelBuild(${build('goes-on')})`);
    expect(await act(`resumeBuild(${build('goes-on')})`)).toMatchObject({ spec: { cancelled: null, paused: false } });
    await act(`cancelBuild(${build('goes-on')})`);
    expect(await act('changeBuild(input: { name: "goes-on", spec: { title: "New" } })')).toMatchObject({
      spec: { cancelled: null, title: 'New' },
    });
    // Who states both means both.
    await act('changeBuild(input: { name: "goes-on", spec: { title: "Newer", cancelled: true } })');
    expect((await stored('goes-on')).spec).toMatchObject({ title: 'Newer', cancelled: true });
    await act(`pauseBuild(${build('goes-on')})`);
    expect((await stored('goes-on')).spec).toMatchObject({ paused: true, cancelled: true });
  });

  test('leaves no generation running that no agent works on', async () => {
    const name = 'left';
    await stated(name);
    const uid = (await stored(name)).metadata.uid ?? '';
    const started = (generation: number) =>
      platform
        .reporter({ namespace: 'default', name, uid, generation })
        .report({ type: 'started', attempt: 'a', features: 2 });
    const outcomes = async () => {
      const query = `{ build(name: "${name}") { generations { generation outcome } } }`;
      const told = await owner.data<{ build: { generations: { generation: number; outcome: string }[] } }>(query);
      return told.build.generations.map(({ generation, outcome }) => `${generation} ${outcome}`);
    };
    const become = (...expected: string[]) =>
      eventually(expected.join(), async () => (await outcomes()).join() === expected.join());
    const of = (generation: number) => ({ ...PLAN, generation });
    await isAt(name, { phase: 'Building', plan: of(1) });
    await started(1);
    await become('1 running');
    await act(`cancelBuild(${build(name)})`);
    await isAt(name, { phase: 'Cancelled', plan: of(1) });
    await become('1 stopped');
    // It goes on where it was.
    await act(`resumeBuild(${build(name)})`);
    await isAt(name, { phase: 'Building', plan: of(1) });
    await become('1 running');
    await act(`changeBuild(input: { name: "${name}", spec: { prompt: "A shop." } })`);
    await isAt(name, { phase: 'Building', plan: of(4) });
    await started(4);
    await become('4 running', '1 stopped');
    await isAt(name, { phase: 'Failed', plan: of(4) });
    await become('4 failed', '1 stopped');
  });

  test.each(['Ready', 'Failed'] as const)('what is %s changes nothing, and says why', async (phase) => {
    const name = `is-${phase.toLowerCase()}`;
    await stated(name);
    await isAt(name, { phase });
    expect(await act(`cancelBuild(${build(name)})`)).toMatchObject({
      code: 'INVALID',
      message: `Nobody works on this build, so there is nothing to cancel: it is ${phase}.`,
    });
    expect((await stored(name)).metadata.generation).toBe(1);
    // What has been changed since is under way.
    await act(`changeBuild(input: { name: "${name}", spec: { title: "New" } })`);
    expect(await act(`cancelBuild(${build(name)})`)).toMatchObject({ generation: 3, spec: { cancelled: true } });
  });

  test.each([
    ['a build that is not there', '{ name: "nowhere" }', 'NOT_FOUND', 'name'],
    ['a name that leads elsewhere', '{ name: "../secrets" }', 'INVALID', 'name'],
    ['a namespace that is none', '{ name: "a", namespace: "a/b" }', 'INVALID', 'namespace'],
    ['a name without end', `{ name: "${'a'.repeat(300)}" }`, 'INVALID', 'name'],
  ])('%s is refused, and says where', async (_, ref, code, field) => {
    expect(await act(`cancelBuild(build: ${ref})`)).toMatchObject({ code, field });
  });
});

const PLAN: NonNullable<AppBuildStatus['plan']> = {
  template: 'small',
  hash: 'h',
  assumptions: [],
  notBuilt: [],
  features: [
    { id: 'foundation', title: 'Foundation', state: 'Verified', commit: 'c1' },
    { id: 'entity-posts', title: 'Posts', state: 'Failed' },
  ],
};

describe.each([
  ['retryBuild', 'Retry'],
  ['rollBackToFeature', 'RollBack'],
] as const)('%s', (field, mode) => {
  const goBack = (name: string, feature: string, more = '') =>
    act(`${field}(${build(name)}, feature: ${JSON.stringify(feature)}${more})`);
  const name = field.toLowerCase();

  test('says so in the spec, each time anew, and is in the audit log', async () => {
    await stated(name);
    await isAt(name, { phase: 'Failed', plan: PLAN });
    const digest = `sha256:${'a'.repeat(64)}`;
    await act(`changeBuild(input: { name: "${name}", spec: { paused: true, release: { artifact: "${digest}" } } })`);
    await act(`cancelBuild(${build(name)})`);
    const before = (await outcomesOf(field)).length;
    const once = await goBack(name, 'foundation');
    expect(once).toMatchObject({
      generation: 4,
      spec: { paused: false, cancelled: null, again: { mode, feature: 'foundation' } },
    });
    // What is gone back to is served; what is built again takes its turn.
    expect(once).toMatchObject({ spec: { release: { artifact: mode === 'RollBack' ? null : digest } } });
    const twice = await goBack(name, 'foundation');
    expect(twice).toMatchObject({ generation: 5 });
    const requests = [once, twice].map(
      (result) => (result as { spec?: { again?: { request: string } } }).spec?.again?.request,
    );
    expect(new Set(requests).size).toBe(2);
    expect((await outcomesOf(field)).slice(before)).toEqual([{ outcome: 'ok' }, { outcome: 'ok' }]);
  });

  test.each([
    ['nothing', ''],
    ['a feature that there is not', 'entity-invoices'],
    ['what leads elsewhere', '../../foundation'],
    ['a feature without end', 'x'.repeat(5_000)],
    ['what would be run', '$(touch pwned)'],
  ])('of %s is refused, and says which there are', async (_, feature) => {
    await isAt(name, { phase: 'Failed', plan: PLAN });
    const { generation } = (await stored(name)).metadata;
    const refused = await goBack(name, feature);
    expect(refused).toMatchObject({ code: 'INVALID', field: 'feature' });
    expect(refused.message).toMatch(mode === 'Retry' ? /: foundation, entity-posts\.$/ : /: foundation\.$/);
    expect((await stored(name)).metadata.generation).toBe(generation);
  });

  test('of a feature that has no commit', async () => {
    const result = await goBack(name, 'entity-posts');
    expect(result).toMatchObject(mode === 'Retry' ? { __typename: 'Build' } : { code: 'INVALID', field: 'feature' });
  });

  test('of a build without a plan, or that is not there, or elsewhere, is refused', async () => {
    await stated(`${name}-new`);
    expect(await goBack(`${name}-new`, 'foundation')).toMatchObject({
      field: 'feature',
      message: expect.stringMatching(/: none yet\.$/),
    });
    expect(await goBack('nowhere', 'foundation')).toMatchObject({ code: 'NOT_FOUND', field: 'name' });
    expect(await goBack('../secrets', 'foundation')).toMatchObject({ code: 'INVALID', field: 'name' });
  });

  test('changes nothing that was not seen', async () => {
    const { version } = await act(`pauseBuild(${build(name)})`);
    await act(`resumeBuild(${build(name)})`);
    const { generation } = (await stored(name)).metadata;
    expect(await goBack(name, 'foundation', `, version: "${version}"`)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect((await stored(name)).metadata.generation).toBe(generation);
  });
});
