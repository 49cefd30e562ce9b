import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_BUILDS } from '@appfactory/kube/resources';
import type { AppBuild, AppBuildStatus } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startControlPlane, type TestControlPlane } from '../testing/controlPlane.ts';
import { applyUserManifests, readUserManifests } from '../userManifests.ts';
import { BuildWatch } from './buildWatch.ts';
import { outcomeOf } from './outcome.ts';
import { formatSeconds } from './progress.ts';
import { closingTable } from './table.ts';

let cluster: TestControlPlane;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-output-'));
  cluster = await startControlPlane({ parts: [] });
}, 60_000);

afterAll(async () => {
  await cluster.stop();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: '2025-01-01T00:00:00Z',
});

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(dir, name), text);
  return join(dir, name);
}

function setStatus(name: string, status: AppBuildStatus): Promise<AppBuild> {
  const metadata = { name, namespace: 'default' };
  const object = { apiVersion: 'appfactory.dev/v1alpha1', kind: 'AppBuild', metadata, status };
  return cluster.plane.client.applyStatus(APP_BUILDS, object as AppBuild, { fieldManager: 'test' });
}

const MANIFESTS = `
apiVersion: appfactory.dev/v1alpha1
kind: AppBuild
metadata: { name: good }
spec: { prompt: a list of books }
---
apiVersion: appfactory.dev/v1alpha1
kind: AppBuild
metadata: { name: bad }
spec: { prompt: a list of films }
`;

test('applied builds are followed to their ends, each change is said once, and the table tells all', async () => {
  const { client } = cluster.plane;
  const said: string[] = [];
  const watch = new BuildWatch((line) => said.push(line));
  const stop = new AbortController();
  const running = watch.run(client, stop.signal);
  const keys = await applyUserManifests(client, await readUserManifests([await file('two.yaml', MANIFESTS)]));
  expect(keys).toEqual(['default/good', 'default/bad']);
  const ended = watch.ended(keys, stop.signal);
  await setStatus('good', { observedGeneration: 1, phase: 'Building', progress: '1/2', message: 'writing Books' });
  await setStatus('good', {
    observedGeneration: 1,
    phase: 'Ready',
    progress: '2/2',
    message: 'serving',
    conditions: [condition('Ready', 'True', 'Ready', 'serving')],
    checks: { passed: 12, failed: 0, skipped: 1 },
    interventions: { questions: 1, steps: 0 },
    artifact: { digest: `sha256:${'a'.repeat(64)}`, size: 1, commit: 'b'.repeat(40), generation: 1 },
    release: { name: 'good', url: 'http://good.default.localhost:8080' },
    times: { applied: '2025-01-01T00:00:00Z', preview: '2025-01-01T00:00:02Z', ready: '2025-01-01T00:02:05Z' },
  });
  await setStatus('bad', {
    observedGeneration: 1,
    phase: 'Failed',
    conditions: [
      condition('Ready', 'False', 'CheckFailed', 'a check failed'),
      condition('Stalled', 'True', 'CheckFailed', 'a check failed'),
    ],
    failures: [{ check: 'films: create', seen: 'an error page' }],
  });
  const builds = await ended;
  stop.abort();
  await running;
  expect(builds.map((build) => outcomeOf(build).state)).toEqual(['ready', 'stopped']);
  expect(said).toContain('default/good: Building · 1/2 · writing Books');
  expect(new Set(said).size).toBe(said.length);
  const table = closingTable(builds);
  for (const fact of [
    /first preview +2.0 s/,
    /first verified feature +not reached/,
    /Ready +2 min 05 s/,
    /checks +12 passed, 0 failed, 1 skipped/,
    /interventions +1 question, no manual steps/,
    /commit +b{40}/,
    /digest +sha256:a{64}/,
    /not Ready +CheckFailed: a check failed/,
    /failed check +films: create: an error page/,
  ]) {
    expect(table).toMatch(fact);
  }
}, 60_000);

test('the status of an older generation is not an end', () => {
  const build = { metadata: { generation: 2 }, status: { observedGeneration: 1 } } as AppBuild;
  expect(outcomeOf(build)).toEqual({ state: 'working' });
});

test.each([
  ['a missing file', async () => join(dir, 'absent.yaml'), /"\S+absent.yaml" cannot be read/],
  ['broken YAML', () => file('broken.yaml', 'a: [1'), /document 1 is not valid YAML/],
  ['no object', () => file('empty.yaml', '# nothing\n'), /holds no object/],
  [
    'a document that is no object',
    () => file('text.yaml', 'hello\n'),
    /document 1 needs apiVersion, kind and metadata.name/,
  ],
] as const)('%s is refused with its name', async (_case, path, message) => {
  await expect(readUserManifests([await path()])).rejects.toThrow(message);
});

test.each([
  ['a name with dots', 'metadata: { name: a.b }\nspec: { prompt: x }', /no dots/],
  ['an unknown field', 'metadata: { name: a }\nspec: { prompt: x, pormpt: y }', /pormpt/],
  ['nothing to build', 'metadata: { name: a }\nspec: {}', /say what to build/],
] as const)('%s is refused in the server’s words', async (_case, rest, message) => {
  const path = await file('refused.yaml', `apiVersion: appfactory.dev/v1alpha1\nkind: AppBuild\n${rest}\n`);
  const objects = await readUserManifests([path]);
  await expect(applyUserManifests(cluster.plane.client, objects)).rejects.toThrow(message);
});

test('a kind that the server does not know is refused', async () => {
  const path = await file(
    'unknown.yaml',
    'apiVersion: appfactory.dev/v1alpha1\nkind: AppBild\nmetadata: { name: a }\n',
  );
  const objects = await readUserManifests([path]);
  await expect(applyUserManifests(cluster.plane.client, objects)).rejects.toThrow(/does not know the kind "AppBild"/);
});

test('times are written for people', () => {
  expect([0.94, 12.4, 71, 125].map(formatSeconds)).toEqual(['0.9 s', '12 s', '71 s', '2 min 05 s']);
});
