import { ROLE_BINDINGS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
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

const CREATE = 'mutation { createBuild(input: { name: "kept", prompt: "A blog." }) { ... on Build { id } } }';
const EVENTS = '{ build(name: "kept") { events { edges { node { message } } } } }';

/** A token that may read and state builds in `default`. */
async function editorToken(): Promise<string> {
  const { client } = platform.cluster.plane;
  const metadata = { namespace: 'default', name: 'editor' };
  await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  await client.create(ROLE_BINDINGS, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'appfactory:gateway' },
    subjects: [{ kind: 'ServiceAccount', name: 'editor', namespace: 'default' }],
  });
  return (await createToken(client, metadata, { expirationSeconds: 3600 })).token;
}

test('with PostgreSQL away, what can be served is, the rest says so, and nothing is lost when it is back', async () => {
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(CREATE);
  const reporter = platform.reporter({ namespace: 'default', name: 'kept', uid: createBuild.id });
  const editor = new TestClient(gateway.address, { authorization: `Bearer ${await editorToken()}` });
  await reporter.report({ type: 'progress', message: 'before' });
  await eventually('the event is stored', async () => JSON.stringify(await owner.data(EVENTS)).includes('before'));

  await platform.database.away(async () => {
    await reporter.report({ type: 'progress', message: 'meanwhile' });
    // Sessions are in PostgreSQL; Kubernetes knows its tokens and its builds without it.
    expect(await owner.graphql('{ viewer { name } }')).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(await editor.data('{ build(name: "kept") { name } }')).toEqual({ build: { name: 'kept' } });
    expect((await editor.graphql(EVENTS)).errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    // What cannot be put into the audit log is not done.
    const remove = 'mutation { deleteBuild(build: { name: "kept" }) { __typename } }';
    expect((await editor.graphql(remove)).errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    await eventually('the gateway says that it is not ready', async () => {
      return (await fetch(`${gateway.metricsAddress}/readyz`)).status === 503;
    });
  });

  const after = await eventually('both events are there', async () => {
    const text = JSON.stringify(await owner.data(EVENTS));
    return text.includes('meanwhile') && text;
  });
  expect(after).toContain('before');
  await eventually('it is ready again', async () => (await fetch(`${gateway.metricsAddress}/readyz`)).ok);
  expect(await owner.data('{ build(name: "kept") { name } }')).toEqual({ build: { name: 'kept' } });
});

test('with NATS killed, builds are told of, and reading goes on where it was when it is back', async () => {
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(CREATE.replace('"kept"', '"nats"'));
  const reporter = platform.reporter({ namespace: 'default', name: 'nats', uid: createBuild.id });
  const connection = new AbortController();
  const query = 'subscription { buildEvents(name: "nats") { message } }';
  const told = owner.subscribe<{ buildEvents: { message: string } }>(query, {}, connection.signal);
  const first = told.next();
  await reporter.report({ type: 'progress', message: 'before' });
  expect((await first).value).toEqual({ buildEvents: { message: 'before' } });
  // The same subscription goes on: it is the gateway that has lost its connection.
  const next = told.next();
  const server = platform.cluster.plane.parts.running.find(({ name }) => name === 'nats-server');
  if (!server) throw new Error('there is no NATS server');
  process.kill(server.pid(), 'SIGKILL');
  expect(await owner.data('{ build(name: "nats") { name } }')).toEqual({ build: { name: 'nats' } });
  await eventually('the event is on the stream', () =>
    reporter.report({ type: 'progress', message: 'after' }).then(
      () => true,
      () => false,
    ),
  );
  expect((await next).value).toEqual({ buildEvents: { message: 'after' } });
  connection.abort();
  await told.return(undefined);
});
