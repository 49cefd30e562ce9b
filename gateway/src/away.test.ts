import { ROLE_BINDINGS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Gateway } from './gateway.ts';
import { untilAllowed } from './testing/access.ts';
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
const TOLD = 'subscription ($name: String!) { buildEvents(name: $name) { message } }';
const EVENTS = '{ build(name: "kept") { events { edges { node { message } } } } }';

interface Told {
  buildEvents: { message: string };
}

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
  await untilAllowed(client, metadata);
  return (await createToken(client, metadata, { expirationSeconds: 3600 })).token;
}

test('with PostgreSQL away, what can be served is, the rest says so, and nothing is lost when it is back', async () => {
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(CREATE);
  const reporter = platform.reporter({ namespace: 'default', name: 'kept', uid: createBuild.id });
  const editor = new TestClient(gateway.address, { authorization: `Bearer ${await editorToken()}` });
  await reporter.report({ type: 'progress', message: 'before' });
  await eventually('the event is stored', async () => JSON.stringify(await owner.data(EVENTS)).includes('before'));
  const connection = new AbortController();
  const told = editor.subscribe<Told>(TOLD, { name: 'kept' }, connection.signal);
  expect((await told.next()).value).toEqual({ buildEvents: { message: 'before' } });
  const next = told.next();

  await platform.database.away(async () => {
    await reporter.report({ type: 'progress', message: 'meanwhile' });
    // Sessions are in PostgreSQL; Kubernetes knows its tokens and its builds without it.
    expect(await owner.graphql('{ viewer { name } }')).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(await editor.data('{ build(name: "kept") { name } }')).toEqual({ build: { name: 'kept' } });
    expect((await editor.graphql(EVENTS)).errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    const fresh = editor.subscribe<Told>(TOLD, { name: 'kept' }, connection.signal);
    await expect(fresh.next()).rejects.toThrow('UNAVAILABLE');
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
  // The subscription that was open goes on, without a gap.
  expect((await next).value).toEqual({ buildEvents: { message: 'meanwhile' } });
  connection.abort();
  await told.return(undefined);
  await eventually('it is ready again', async () => (await fetch(`${gateway.metricsAddress}/readyz`)).ok);
  expect(await owner.data('{ build(name: "kept") { name } }')).toEqual({ build: { name: 'kept' } });
});

test('with NATS killed, builds are told of, and reading goes on where it was when it is back', async () => {
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(CREATE.replace('"kept"', '"nats"'));
  const reporter = platform.reporter({ namespace: 'default', name: 'nats', uid: createBuild.id });
  const connection = new AbortController();
  const told = owner.subscribe<Told>(TOLD, { name: 'nats' }, connection.signal);
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

test('with an API server that does not answer, what is known is told, the rest says so, and all goes on when it is back', async () => {
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(CREATE.replace('"kept"', '"kube"'));
  const reporter = platform.reporter({ namespace: 'default', name: 'kube', uid: createBuild.id });
  const connection = new AbortController();
  const told = owner.subscribe<Told>(TOLD, { name: 'kube' }, connection.signal);
  const changed = owner.subscribe<{ buildChanged: { spec: { paused: boolean } } }>(
    'subscription { buildChanged(name: "kube") { spec { paused } } }',
    {},
    connection.signal,
  );
  expect((await changed.next()).value).toEqual({ buildChanged: { spec: { paused: false } } });
  const first = told.next();
  const nextState = changed.next();
  const server = platform.cluster.plane.parts.running.find(({ name }) => name === 'kube-apiserver');
  if (!server) throw new Error('there is no API server');

  process.kill(server.pid(), 'SIGSTOP');
  try {
    // The gateway knows the builds; their history is elsewhere.
    expect(await owner.data('{ build(name: "kube") { name } }')).toEqual({ build: { name: 'kube' } });
    await reporter.report({ type: 'progress', message: 'meanwhile' });
    expect((await first).value).toEqual({ buildEvents: { message: 'meanwhile' } });
    // A change, and a token that nobody has vouched for yet, need the API server.
    const [change, stranger] = await Promise.all([
      owner.graphql('mutation { pauseBuild(build: { name: "kube" }) { __typename ... on Failure { code } } }'),
      new TestClient(gateway.address, { authorization: 'Bearer somebody' }).graphql('{ builds { totalCount } }'),
    ]);
    expect(change.data).toEqual({ pauseBuild: { __typename: 'Failure', code: 'UNAVAILABLE' } });
    expect(stranger).toMatchObject({ status: 503, errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
  } finally {
    process.kill(server.pid(), 'SIGCONT');
  }

  await eventually('the build can be paused', async () => {
    const { data } = await owner.graphql('mutation { pauseBuild(build: { name: "kube" }) { __typename } }');
    return (data?.pauseBuild as { __typename: string } | undefined)?.__typename === 'Build';
  });
  // The watch that hung goes on, or another one takes its place: subscribers hear of what has changed.
  expect((await nextState).value).toEqual({ buildChanged: { spec: { paused: true } } });
  connection.abort();
  await told.return(undefined);
  await changed.return(undefined);
});
