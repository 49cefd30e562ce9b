import { execFileSync } from 'node:child_process';
import type { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import { APP_BUILDS, NAMESPACES, RELEASES, SANDBOX_POOLS, SANDBOXES, TENANTS } from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { findBinary } from '@appfactory/launcher/testing/findBinary';
import type { AppBuild, AppBuildSpec } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { books, entity, REFUSED, text } from './testing/badManifests.ts';
import { HOSTILE_LABELS } from './testing/hostileLabels.ts';

/** What the API server knows by itself: the schema and the CEL rules of the CRDs, with nobody else running. */
let cluster: TestControlPlane;
let client: KubeClient;

beforeAll(async () => {
  cluster = await startControlPlane({ parts: [] });
  client = cluster.plane.client;
  for (const name of ['acme', 'globex']) {
    await client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  await apply('bystander', { prompt: 'a list of books' });
});

afterAll(async () => {
  await cluster?.stop();
});

function apply(name: string, spec: object, namespace = 'acme'): Promise<AppBuild> {
  return client.create(APP_BUILDS, {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'AppBuild',
    metadata: { name, namespace },
    spec: spec as Partial<AppBuildSpec>,
  });
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ApiError) return error.detail;
    throw error;
  }
  throw new Error('it was accepted');
}

function kubectl(...args: string[]): string {
  return execFileSync(binary, args, { encoding: 'utf8', env: { KUBECONFIG: cluster.kubeconfigPath() } });
}
let binary: string;
beforeAll(async () => {
  binary = await findBinary('kubectl');
});

describe('refused', () => {
  test.each(REFUSED)('%s', async (_what, spec, ...answers) => {
    const answer = await refusal(apply('bad', spec));
    for (const expected of answers) expect(answer).toMatch(expected);
  });

  test.each([
    ['a name with dots', 'my.app', /at most 40 characters and has no dots.*choose a shorter one/s],
    ['a name too long for what hangs on it', 'a'.repeat(41), /at most 40 characters/],
    ['a name with capitals', 'Crm', /lowercase/i],
    ['a name with a path in it', '../crm', /lowercase/i],
  ])('%s', async (_what, name, expected) => {
    expect(await refusal(apply(name, { prompt: 'x' }))).toMatch(expected);
  });

  test('a field that no schema knows, by kubectl, with its name', async () => {
    const manifest = JSON.stringify({
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'AppBuild',
      metadata: { name: 'typo', namespace: 'acme' },
      spec: { prompt: 'x', entitties: [] },
    });
    let said = '';
    try {
      execFileSync(binary, ['create', '-f', '-'], {
        input: manifest,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { KUBECONFIG: cluster.kubeconfigPath() },
      });
    } catch (error) {
      said = (error as { stderr: string }).stderr;
    }
    expect(said).toMatch(/unknown field "spec\.entitties"/);
  });

  test('and nothing else is disturbed', async () => {
    const { items } = await client.list(APP_BUILDS);
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['bystander']);
    expect(items[0]?.metadata.generation).toBe(1);
  });

  test('a bad edit of a good build leaves it as it was', async () => {
    const before = await client.get(APP_BUILDS, { namespace: 'acme', name: 'bystander' });
    const edit = client.mergePatch(APP_BUILDS, before.metadata, { spec: { entities: [entity('User')] } });
    expect(await refusal(edit)).toMatch(/has a table of this name/);
    expect(await client.get(APP_BUILDS, before.metadata)).toEqual(before);
  });

  test('going back to what the app never was', async () => {
    const { metadata } = await apply('history', { prompt: 'x' }, 'globex');
    const rollBack = (feature: string) =>
      client.mergePatch(APP_BUILDS, metadata, { spec: { again: { mode: 'RollBack', feature } } });
    const planIs = (...features: object[]) =>
      client.mergePatch(
        APP_BUILDS,
        metadata,
        {
          status: {
            plan: { template: 'x', hash: 'x', assumptions: [], notBuilt: [], features },
          },
        },
        { subresource: 'status' },
      );
    const feature = (id: string, more: object = {}) => ({ id, title: id, state: 'Planned', ...more });
    await planIs(feature('foundation'));
    expect(await refusal(rollBack('foundation'))).toMatch(
      /spec\.again\.feature: .*no commit of a feature "foundation": name one of status\.plan\.features that has a commit, or leave again out/,
    );
    await planIs(feature('foundation', { commit: 'c1' }), feature('entity-books', { commit: 'c2' }), feature('search'));
    for (const unknown of ['search', 'entity-clients']) {
      expect(await refusal(rollBack(unknown))).toMatch(
        new RegExp(`spec\\.again\\.feature: .*no commit of a feature "${unknown}": name one of status.plan.features`),
      );
    }
    expect((await rollBack('foundation')).spec.again).toEqual({ mode: 'RollBack', feature: 'foundation' });
    // What was asked once stays in the manifest, whatever the app has become.
    await planIs(feature('entity-books', { commit: 'c3' }));
    const paused = await client.mergePatch(APP_BUILDS, metadata, { spec: { paused: true } });
    expect(paused.spec).toMatchObject({ paused: true, again: { feature: 'foundation' } });
    // What is written again may be a feature that only the plan of this very spec has.
    const again = { mode: 'Retry', feature: 'entity-clients' };
    expect((await client.mergePatch(APP_BUILDS, metadata, { spec: { again } })).spec.again).toEqual(again);
    await client.delete(APP_BUILDS, metadata);
  });

  test.each<[string, unknown, RegExp]>([
    ['less than a week', 6, /kept for 7 to 3650 days: give a number of days between them, or leave retentionDays out/],
    ['more than ten years', 3651, /kept for 7 to 3650 days/],
    ['no time at all', 0, /kept for 7 to 3650 days/],
    ['a part of a day', 7.5, /spec\.retentionDays: .*integer/],
    ['words', '30 days', /spec\.retentionDays: .*integer/],
  ])('a history that is kept for %s', async (_what, retentionDays, expected) => {
    const tenant = (name: string, days: unknown) =>
      client.create(TENANTS, {
        apiVersion: 'appfactory.dev/v1alpha1',
        kind: 'Tenant',
        metadata: { name },
        spec: { displayName: 'Acme', retentionDays: days } as never,
      });
    expect(await refusal(tenant('short', retentionDays))).toMatch(expected);
    for (const days of [7, 3650]) {
      const { metadata, spec } = await tenant('kept', days);
      expect(spec.retentionDays).toBe(days);
      const edit = client.mergePatch(TENANTS, metadata, { spec: { retentionDays } });
      expect(await refusal(edit)).toMatch(expected);
      await client.delete(TENANTS, metadata);
    }
  });

  test.each<[string, ResourceType, string, object, RegExp]>([
    ['a sandbox with a name with dots', SANDBOXES, 'a.b', { template: 'x' }, /at most 52 characters and has no dots/],
    ['a pool with a name that is too long', SANDBOX_POOLS, 'a'.repeat(53), { template: 'x' }, /at most 52 characters/],
    ['a release without an artifact', RELEASES, 'a', { appBuild: 'a', host: 'a.example' }, /spec\.artifact/],
  ])('%s', async (_what, type, name, spec, expected) => {
    const object = {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: type.kind,
      metadata: { name, namespace: 'acme' },
      spec,
    };
    expect(await refusal(client.create(type, object))).toMatch(expected);
  });
});

describe('accepted', () => {
  test.each<[string, object]>([
    ['a prompt alone', { prompt: 'a todo list' }],
    ['entities alone', books(entity('Book'))],
    [
      'names that TypeScript, SQL and Next.js use',
      books(entity('Order'), entity('Default'), entity('api'), entity('Class')),
    ],
    [
      'an entity that refers to itself',
      books(entity('Page', [text('title'), { name: 'parent', type: 'reference', to: 'Page' }])),
    ],
    [
      'entities that refer to each other',
      books(
        entity('Team', [text('name'), { name: 'lead', type: 'reference', to: 'Person' }]),
        entity('Person', [text('name'), { name: 'team', type: 'reference', to: 'Team', required: true }]),
      ),
    ],
    ['40 entities of 40 fields', books(...wide())],
    ['the longest prompt', { prompt: 'é'.repeat(20_000) }],
    [
      'labels with quotes, HTML, emoji, right-to-left text, dollar-brace and SQL in them',
      books(
        entity(
          'Item',
          Object.values(HOSTILE_LABELS).map((label, index) => text(`field${index}`, { label, help: label })),
          { label: HOSTILE_LABELS.html, plural: HOSTILE_LABELS.sql, description: HOSTILE_LABELS.quotes },
        ),
      ),
    ],
  ])('%s', async (_what, spec) => {
    const made = await apply(`good-${Math.random().toString(36).slice(2, 10)}`, spec, 'globex');
    // Nothing that a person wrote is dropped or changed.
    expect(made.spec).toMatchObject(spec);
    await client.delete(APP_BUILDS, made.metadata);
  });

  function wide(): object[] {
    const fields = Array.from({ length: 39 }, (_, index) => text(`f${index}`));
    return Array.from({ length: 40 }, (_, index) =>
      entity(`E${index}`, [...fields, { name: 'next', type: 'reference', to: `E${(index + 1) % 40}` }]),
    );
  }

  test('what is left out gets its default', async () => {
    const made = await apply('defaults', { prompt: 'x' }, 'globex');
    expect(made.spec).toEqual({
      prompt: 'x',
      access: { signUp: 'approval' },
      look: {},
      agent: { kind: 'auto' },
      sandbox: { provider: 'auto', keepMinutes: 5 },
      verification: { acceptSkipped: [] },
      budget: { minutes: 60 },
      release: { target: 'cluster', dataPolicy: 'Retain', adoptData: false, sampleData: false },
      paused: false,
    });
  });

  test('one name in two namespaces is two apps', async () => {
    const [a, b] = [await apply('twice', { prompt: 'x' }), await apply('twice', { prompt: 'y' }, 'globex')];
    expect(a.metadata.uid).not.toBe(b.metadata.uid);
    expect(await refusal(apply('twice', { prompt: 'z' }))).toMatch(/"twice" already exists/);
  });
});

describe('kubectl', () => {
  test.each([
    ['appbuild.spec.prompt', /The app in your own words/],
    ['appbuild.spec.entities.fields.type', /Kind of value/],
    ['appbuild.spec.release.dataPolicy', /What happens to the database volume when the AppBuild is deleted/],
    ['appbuild.status.conditions', /wait for Ready/],
    ['sandbox.spec.template', /AppTemplate/],
    ['release.spec.artifact', /set an older one to roll back/],
    ['sandboxpool.spec.replicas', /DESCRIPTION:\s+\S/],
    ['apptemplate.spec.image', /DESCRIPTION:\s+\S/],
  ])('explains %s', (path, expected) => {
    expect(kubectl('explain', path)).toMatch(expected);
  });

  test('has short names, categories and columns that a person reads', () => {
    expect(kubectl('get', 'ab', '-n', 'acme')).toMatch(/^NAME +PHASE +FEATURES +READY +MESSAGE +URL +AGE/);
    expect(kubectl('get', 'sbx,rel,sbxpool,atpl', '-A', '--ignore-not-found')).toBe('');
    expect(kubectl('api-resources', '--api-group=appfactory.dev', '-o', 'name').trim().split('\n').sort()).toEqual([
      'appbuilds.appfactory.dev',
      'apptemplates.appfactory.dev',
      'billingplans.appfactory.dev',
      'dataexports.appfactory.dev',
      'releases.appfactory.dev',
      'sandboxes.appfactory.dev',
      'sandboxpools.appfactory.dev',
      'tenants.appfactory.dev',
    ]);
  });
});
