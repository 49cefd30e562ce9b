import { randomUUID } from 'node:crypto';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Gateway } from './gateway.ts';
import { TestClient } from './testing/client.ts';
import type { TestPlatform } from './testing/platform.ts';
import { startSignedIn } from './testing/signedIn.ts';

let platform: TestPlatform;
let gateway: Gateway;
let owner: TestClient;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, gateway, owner, stop } = await startSignedIn());
});

afterAll(() => stop?.());

const CREATE = `mutation ($input: CreateBuildInput!) {
  createBuild(input: $input) {
    __typename
    ... on Build { id name namespace generation version spec { prompt budget { minutes } } }
    ... on Failure { code message field }
  }
}`;

interface Created {
  createBuild: { __typename: string; id: string; name: string; version: string; code?: string; field?: string };
}

test('a prompt becomes an AppBuild, and is in the list at once', async () => {
  const { createBuild } = await owner.data<Created>(CREATE, { input: { prompt: 'A CRM for a small agency.' } });
  expect(createBuild).toMatchObject({ __typename: 'Build', name: 'crm-for-a-small', namespace: 'default' });
  const build = await platform.cluster.plane.client.get(APP_BUILDS, { namespace: 'default', name: createBuild.name });
  expect(build.spec.prompt).toBe('A CRM for a small agency.');
  const { builds } = await owner.data<{ builds: { edges: { node: { name: string } }[]; totalCount: number } }>(
    '{ builds(filter: { text: "crm" }) { totalCount edges { node { name ready status { phase } } } } }',
  );
  expect(builds.edges.map(({ node }) => node.name)).toContain(createBuild.name);
});

test('readiness tells when everything is there', async () => {
  await eventually('the gateway is ready', async () => (await fetch(`${gateway.metricsAddress}/readyz`)).ok);
  const metrics = await (await fetch(`${gateway.metricsAddress}/metrics`)).text();
  expect(metrics).toContain('gateway_history_sequence');
});

test('the anonymous get nothing, not even the schema', async () => {
  const nobody = new TestClient(gateway.address);
  expect(await nobody.data('{ viewer { name } }')).toEqual({ viewer: null });
  for (const query of ['{ builds { totalCount } }', '{ templates { name } }', 'mutation { signOut { done } }']) {
    const { errors } = await nobody.graphql(query);
    expect(errors?.[0]?.extensions?.code).toBe('NOT_SIGNED_IN');
  }
  const { errors } = await nobody.graphql('{ __schema { types { name } } }');
  expect(errors?.[0]?.message).toContain('introspection');
  expect(await owner.data('{ __schema { queryType { name } } }')).toEqual({
    __schema: { queryType: { name: 'Query' } },
  });
});

test('events that an agent reports are there, with features and checks', async () => {
  const { createBuild: build } = await owner.data<Created>(CREATE, { input: { name: 'told', prompt: 'A todo list.' } });
  const reporter = platform.reporter({ namespace: 'default', name: 'told', uid: build.id });
  await reporter.report({ type: 'started', attempt: 'a', features: 1 });
  await reporter.report({
    type: 'check',
    feature: 'f',
    name: 'works',
    against: 'preview',
    result: 'failed',
    seen: 'no',
  });
  await platform
    .reporter({ namespace: 'default', name: 'told', uid: randomUUID() })
    .report({ type: 'preview', url: 'x' });
  const seen = await eventually('both events are stored', async () => {
    const data = await owner.data<{
      build: { events: { edges: unknown[] }; checks: unknown[]; generations: unknown[] };
    }>(
      `{ build(name: "told") { events { totalCount edges { node { type check message } } } checks { name result seen }
         generations { generation attempts outcome } } }`,
    );
    // Each list is a query of its own: one may be from before the last event and the next from after it.
    const { events, checks, generations } = data.build;
    return [events.edges.length, checks.length, generations.length].join() === '2,1,1' && data.build;
  });
  expect(seen).toMatchObject({
    events: { edges: [{ node: { type: 'started' } }, { node: { type: 'check', check: 'works', message: 'no' } }] },
    checks: [{ name: 'works', result: 'failed', seen: 'no' }],
    generations: [{ generation: 1, attempts: 1, outcome: 'running' }],
  });
});
