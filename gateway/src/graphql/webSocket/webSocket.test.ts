import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentEvent } from '@appfactory/events/event';
import { ROLE_BINDINGS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Gateway } from '../../gateway.ts';
import { untilAllowed } from '../../testing/access.ts';
import { signedIn, type TestClient } from '../../testing/client.ts';
import { sequencesOnStream } from '../../testing/onStream.ts';
import type { TestPlatform } from '../../testing/platform.ts';
import { startSignedIn } from '../../testing/signedIn.ts';
import { smallBuild } from '../../testing/smallBuild.ts';
import { SocketClient } from '../../testing/socketClient.ts';

let platform: TestPlatform;
let gateway: Gateway;
let owner: TestClient;
let folder: string;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, gateway, owner, folder, stop } = await startSignedIn());
});

afterAll(() => stop?.());

interface Told {
  buildEvents: { sequence: number };
}
const EVENTS = `subscription ($name: String!, $after: Sequence! = 0) { buildEvents(name: $name, after: $after) { sequence } }`;
const CHANGED = 'subscription ($name: String!) { buildChanged(name: $name) { name } }';

async function newBuild(name: string, by = owner): Promise<string> {
  const { createBuild } = await by.data<{ createBuild: { id: string } }>(
    'mutation ($name: String!) { createBuild(input: { name: $name, prompt: "A todo list." }) { ... on Build { id } } }',
    { name },
  );
  return createBuild.id;
}

const others: Gateway[] = [];
// Each has connections to PostgreSQL, which takes so many.
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
});

let links = 0;
/** A gateway of its own, and somebody who is signed in there. */
async function another(options?: Parameters<TestPlatform['gateway']>[1]): Promise<[Gateway, TestClient]> {
  const signInLinkFile = join(folder, `socket-link-${++links}`);
  const started = await platform.gateway({ signInLinkFile }, options);
  others.push(started);
  return [started, await signedIn(started.address, await readFile(signInLinkFile, 'utf8'))];
}

function connected(client: TestClient): Promise<SocketClient> {
  return SocketClient.connect(client.address, { headers: client.headers });
}

async function metric(of: Gateway, name: string): Promise<number> {
  const text = await (await fetch(`${of.metricsAddress}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

test('a subscriber whose connection drops 50 times during a build sees every event once, in order', async () => {
  const uid = await newBuild('dropped');
  const reporter = platform.reporter({ namespace: 'default', name: 'dropped', uid });
  const events = smallBuild(200);
  const reporting = (async () => {
    for (const event of events) await reporter.report(event);
  })();

  const seen: number[] = [];
  let drops = 0;
  while (seen.length < events.length) {
    const client = await connected(owner);
    const stopAfter = drops < 50 ? 1 + (drops % 15) : Number.POSITIVE_INFINITY;
    let count = 0;
    // Dropped only after something was received: a connection that brings nothing brings nobody on.
    for await (const { buildEvents } of client.subscribe<Told>(EVENTS, { name: 'dropped', after: seen.at(-1) ?? 0 })) {
      seen.push(buildEvents.sequence);
      count += 1;
      if (count >= stopAfter || seen.length === events.length) break;
    }
    // Without a goodbye, as networks do.
    client.socket.terminate();
    await client.closed;
    drops += 1;
  }
  await reporting;
  expect(drops).toBeGreaterThan(50);
  expect(seen).toEqual(await sequencesOnStream(platform.events, uid));
  await eventually('those who were dropped are let go', async () => {
    const left = [await metric(gateway, 'gateway_websockets'), await metric(gateway, 'gateway_event_subscribers')];
    return left.join() === '0,0';
  });
});

test('a client of the graphql-ws package with a Kubernetes token goes on after its connection is cut', async () => {
  const { client: admin } = platform.cluster.plane;
  const metadata = { namespace: 'default', name: 'reader' };
  await admin.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  await admin.create(ROLE_BINDINGS, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'appfactory:gateway' },
    subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'default' }],
  });
  await untilAllowed(admin, metadata);
  const { token } = await createToken(admin, metadata, { expirationSeconds: 3600 });
  const uid = await newBuild('held');
  const reporter = platform.reporter({ namespace: 'default', name: 'held', uid });
  const sockets: WebSocket[] = [];
  const client = createClient({
    url: `${gateway.address.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    on: { opened: (socket) => void sockets.push(socket as WebSocket) },
  });
  const seen: number[] = [];
  for (let round = 0; round < 3; round++) {
    await reporter.report({ type: 'progress', message: `round ${round}` });
    const values = client.iterate<Told>({ query: EVENTS, variables: { name: 'held', after: seen.at(-1) ?? 0 } });
    const { value } = (await values.next()) as { value: { data: Told } };
    seen.push(value.data.buildEvents.sequence);
    sockets.at(-1)?.terminate();
    await expect(values.next()).rejects.toMatchObject({ code: 1006 });
  }
  expect(seen).toEqual(await sequencesOnStream(platform.events, uid));
  await client.dispose();
});

test.each([
  ['a foreign host name', { host: 'evil.example' }, '403'],
  ['a page of another site', { origin: 'http://evil.example' }, '403'],
  ['a page of another port of this machine', { origin: 'http://127.0.0.1:1' }, '403'],
  ['an app of ours on this machine', { origin: 'http://crm.default.localhost:8080' }, '403'],
  ['a frame of another site', { 'sec-fetch-site': 'cross-site' }, '403'],
])('what comes from %s is not let in, with the owner’s cookie', async (_, headers, status) => {
  const attempt = SocketClient.connect(gateway.address, { headers: { ...owner.headers, ...headers } });
  await expect(attempt).rejects.toThrow(status);
});

test('its own page is let in by the cookie, and another path leads nowhere', async () => {
  const client = await SocketClient.connect(gateway.address, {
    headers: { ...owner.headers, origin: gateway.address },
  });
  client.socket.close();
  await expect(SocketClient.open(`${gateway.address}/else`, { headers: owner.headers })).rejects.toThrow('404');
});

test('whoever is nobody is closed out, and told why', async () => {
  const attempt = (params: object | undefined, headers: Record<string, string> = {}) =>
    SocketClient.connect(gateway.address, { params, headers });
  await expect(attempt(undefined)).rejects.toThrow('4401 Sign in first');
  await expect(attempt(undefined, { cookie: 'appfactory_session=made-up' })).rejects.toThrow('4401 Sign in first');
  await expect(attempt({ authorization: 'Bearer made.up.token' })).rejects.toThrow('4401 Sign in first');
  // A token goes before a cookie, and one that is none is not passed over.
  await expect(attempt({ authorization: 'Bearer made.up.token' }, owner.headers)).rejects.toThrow('4401');
  await expect(attempt({ authorization: 'nonsense' }, owner.headers)).rejects.toThrow('4401 connectionParams');
  const { createAccessToken } = await owner.data<{ createAccessToken: { token: string } }>(
    'mutation { createAccessToken(name: "git") { ... on NewAccessToken { token } } }',
  );
  // Those tokens fetch files, and ask nothing.
  await expect(attempt({ authorization: `Bearer ${createAccessToken.token}` })).rejects.toThrow('4401');
  const early = await SocketClient.open(gateway.address, { headers: owner.headers });
  early.start(CHANGED, { name: 'held' });
  expect(await early.closed).toMatchObject({ code: 4401 });
});

test('the limits are those of HTTP, and there are subscriptions alone', async () => {
  await newBuild('limited');
  const client = await connected(owner);
  const answer = async (query: string, variables = {}) => {
    client.start(query, variables);
    return JSON.stringify(await client.next());
  };
  const field = 'buildEvents(name: "limited") { type }';
  const aliases = Array.from({ length: 40 }, (_, index) => `a${index}: type`).join(' ');
  expect(await answer(`subscription { buildEvents(name: "limited") { ${aliases} } }`)).toMatch(/Aliases limit/);
  expect(
    await answer(`subscription { ${field} ${'# x\n'} }${' '.repeat(10)}`.replace('type', 'type '.repeat(4000))),
  ).toMatch(/limit/i);
  const deep = 'release { build { release { build { release { build { id } } } } } }';
  expect(await answer(`subscription { buildChanged(name: "limited") { ${deep} } }`)).toMatch(/error/);
  const dear = 'events(first: 500) { edges { node { type } } } chat(first: 500) { edges { node { id } } }';
  expect(
    await answer(
      `subscription { buildChanged(name: "limited") { ${dear} ${dear.replaceAll('(first', '(after: 1, first')} } }`,
    ),
  ).toMatch(/error/);
  expect(await answer('{ viewer { name } }')).toMatch(/subscriptions alone/);
  expect(await answer('mutation { signOut { done } }')).toMatch(/subscriptions alone/);
  expect(await answer('{ __schema { queryType { name } } }')).toMatch(/subscriptions alone/);
  expect(await answer('subscription {')).toMatch(/Syntax Error/);
  expect(await answer('subscription { buildEvents(name: "nothing") { type } }')).toMatch(/"NOT_FOUND"/);
  client.socket.terminate();

  const many = await connected(owner);
  for (let index = 0; index < 51; index++) many.start(CHANGED, { name: 'limited' });
  const answers: string[] = [];
  for (let index = 0; index < 51; index++) answers.push((await many.next())?.type ?? '');
  expect(answers.filter((type) => type === 'error')).toHaveLength(1);
  many.start(`# ${'x'.repeat(3_000_000)}`);
  expect(await many.closed).toMatchObject({ code: 1009 });
  const rude = await SocketClient.open(gateway.address, { headers: owner.headers });
  rude.socket.send('nonsense');
  expect(await rude.closed).toMatchObject({ code: 4400 });
  await eventually(
    'the subscriptions of those who left are let go',
    async () => (await metric(gateway, 'gateway_websockets')) === 0,
  );
});

test('what a slow client does not take waits in the tables, not in memory, and nothing of it is missing', async () => {
  const uid = await newBuild('slow');
  const [second, there] = await another();
  const client = await connected(there);
  const seen = 'x'.repeat(2000);
  // Each event is answered with 30 kB, so that no buffer of the network holds them all.

  const query = `subscription { buildEvents(name: "slow") { sequence ${Array.from({ length: 14 }, (_, index) => `m${index}: message`).join(' ')} } }`;
  client.start(query);
  const reporter = platform.reporter({ namespace: 'default', name: 'slow', uid });
  await reporter.report({ type: 'progress', message: 'first' });
  expect((await client.next())?.type).toBe('next');
  client.socket.pause();
  const most = 1000;
  const events = Array.from(
    { length: most },
    (_, index): AgentEvent => ({
      type: 'check',
      feature: 'f',
      name: `check ${index}`,
      against: 'preview',
      result: 'passed',
      seen,
    }),
  );
  await Promise.all(events.map((event) => reporter.report(event)));
  await eventually('all of it is stored', async () => {
    const { build } = await there.data<{ build: { events: { totalCount: number } } }>(
      '{ build(name: "slow") { events(first: 1) { totalCount } } }',
    );
    return build.events.totalCount === most + 1;
  });
  await eventually('it takes nothing more', async () => (await metric(second, 'gateway_websocket_buffered_bytes')) > 0);
  // One message at a time, however much there is.
  expect(await metric(second, 'gateway_websocket_buffered_bytes')).toBeLessThan(100_000);
  client.socket.resume();
  const sequences: number[] = [];
  while (sequences.length < most) {
    const { payload } = (await client.next()) as { payload: { data: Told } };
    sequences.push(payload.data.buildEvents.sequence);
  }
  expect(sequences).toEqual((await sequencesOnStream(platform.events, uid)).slice(1));
  client.socket.terminate();
});

test('a connection is closed when its session ends: here, by a new password, and at another gateway', async () => {
  await newBuild('signed');
  const [second, first] = await another({ every: { look: 500 } });
  const [, other] = await another();
  const listening = async (client: TestClient) => {
    const socket = await connected(client);
    socket.start(CHANGED, { name: 'signed' });
    expect((await socket.next())?.type).toBe('next');
    return socket;
  };
  const here = await listening(first);
  const elsewhere = await listening(other.at(second.address));
  const password = 'mutation { setPassword(password: "correct horse battery") { ... on Done { done } } }';
  expect(await first.data(password)).toEqual({ setPassword: { done: true } });
  expect(await elsewhere.closed).toEqual({ code: 4401, reason: 'Signed out' });
  expect(here.socket.readyState).toBe(WebSocket.OPEN);
  await first.data('mutation { signOut { done } }');
  expect(await here.closed).toEqual({ code: 4401, reason: 'Signed out' });

  const [third, last] = await another();
  const far = await listening(last.at(second.address));
  await last.at(third.address).data('mutation { signOut { done } }');
  expect(await far.closed).toEqual({ code: 4401, reason: 'Signed out' });
});

test('who answers no ping is let go, and who does stays', async () => {
  // Long enough for an answer on a machine that is busy: whoever is late once is let go.
  const [second, there] = await another({ every: { ping: 3_000 } });
  const deaf = await SocketClient.connect(second.address, { headers: there.headers, autoPong: false });
  const alive = await connected(there);
  let pings = 0;
  const several = new Promise<void>((resolve) => {
    alive.socket.on('ping', () => {
      if (++pings === 3) resolve();
    });
  });
  expect(await deaf.closed).toMatchObject({ code: 1006 });
  await several;
  alive.send({ type: 'ping' });
  expect(await alive.next()).toEqual({ type: 'pong' });
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
});

test('a gateway that stops says goodbye, and waits for nobody who does not answer', async () => {
  const [second, there] = await another();
  await newBuild('last', there);
  const client = await connected(there);
  client.start(CHANGED, { name: 'last' });
  expect((await client.next())?.type).toBe('next');
  const deaf = await connected(there);
  deaf.socket.pause();
  await second.stop();
  expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
  deaf.socket.terminate();
  await expect(SocketClient.open(second.address)).rejects.toThrow();
});
