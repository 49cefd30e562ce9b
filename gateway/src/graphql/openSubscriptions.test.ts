import { SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Person } from '../accounts/person.ts';
import { TestClient } from '../testing/client.ts';
import { type SignedInPlatform, startSignedIn } from '../testing/signedIn.ts';
import { SocketClient } from '../testing/socketClient.ts';
import { MOST_SOCKETS, MOST_SUBSCRIPTIONS, Open } from './openSubscriptions.ts';

const CHANGED = 'subscription { buildChanged(name: "watched") { name } }';
/** Of one WebSocket (webSocket/operations.ts). */
const OF_A_SOCKET = 50;

let world: SignedInPlatform;
let owner: TestClient;

beforeAll(async () => {
  world = await startSignedIn();
  ({ owner } = world);
  await owner.data(
    'mutation { createBuild(input: { name: "watched", prompt: "A todo list." }) { ... on Build { id } } }',
  );
});

afterAll(() => world?.stop());

interface Held {
  /** It has told something. */
  begun: Promise<unknown>;
  close(): Promise<unknown>;
}

/** A subscription over server-sent events that is held open. */
function overEvents(client: TestClient): Held {
  const closing = new AbortController();
  const values = client.subscribe(CHANGED, {}, closing.signal);
  const begun = values.next();
  return {
    begun,
    async close() {
      closing.abort();
      await begun.catch(() => {});
      await values.return(undefined);
    },
  };
}

async function socketOf(client: TestClient): Promise<SocketClient> {
  return SocketClient.connect(client.address, { headers: client.headers });
}

async function answerOf(socket: SocketClient): Promise<string> {
  socket.start(CHANGED);
  return JSON.stringify(await socket.next());
}

const REFUSAL = new RegExp(
  `You have ${MOST_SUBSCRIPTIONS} subscriptions open, which is the most: close some.*TOO_MANY_SUBSCRIPTIONS`,
);

test('of too many subscriptions, in both ways together, the last is refused with words, until one is closed', async () => {
  const sockets: SocketClient[] = [];
  for (let held = 0; held < MOST_SUBSCRIPTIONS - OF_A_SOCKET; held += OF_A_SOCKET) {
    const socket = await socketOf(owner);
    for (let index = 0; index < OF_A_SOCKET; index++) expect(await answerOf(socket)).toMatch(/"next"/);
    sockets.push(socket);
  }
  const streams = Array.from({ length: OF_A_SOCKET }, () => overEvents(owner));
  await Promise.all(streams.map(({ begun }) => begun));

  const refused = async () => {
    const one = overEvents(owner);
    return one.begun.then(
      async () => {
        await one.close();
        return undefined;
      },
      (error: Error) => error.message,
    );
  };
  expect(await refused()).toMatch(REFUSAL);
  const another = await socketOf(owner);
  expect(await answerOf(another)).toMatch(REFUSAL);
  expect(await another.next()).toMatchObject({ type: 'complete' });

  // Somebody else has their own.
  const { client: admin } = world.platform.cluster.plane;
  await admin.create(SERVICE_ACCOUNTS, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { namespace: 'default', name: 'stranger' },
  });
  const { token } = await createToken(admin, { namespace: 'default', name: 'stranger' }, { expirationSeconds: 3600 });
  const stranger = new TestClient(owner.address, { authorization: `Bearer ${token}` });
  await expect(overEvents(stranger).begun).rejects.toThrow(/FORBIDDEN/);

  // One goes, over either way, and one gets in.
  await streams.pop()?.close();
  await eventually('one gets in over server-sent events', async () => (await refused()) === undefined);
  sockets.pop()?.socket.terminate();
  await eventually('one gets in over a WebSocket', async () => {
    if (/"buildChanged"/.test(await answerOf(another))) return true;
    expect(await another.next()).toMatchObject({ type: 'complete' });
    return false;
  });

  await Promise.all(streams.map((stream) => stream.close()));
  for (const socket of [...sockets, another]) socket.socket.terminate();
  await eventually('those who left are let go', async () => {
    const metrics = await (await fetch(`${world.gateway.metricsAddress}/metrics`)).text();
    return /^gateway_websockets 0$/m.test(metrics);
  });
});

test('a subscription that is refused is not counted', async () => {
  const socket = await socketOf(owner);
  for (let index = 0; index < MOST_SUBSCRIPTIONS + 10; index++) {
    socket.start('subscription { buildChanged(name: "nothing") { name } }');
    expect(JSON.stringify(await socket.next())).toMatch(/"NOT_FOUND"/);
    expect(await socket.next()).toMatchObject({ type: 'complete' });
  }
  const ended = socket.start(CHANGED);
  expect(await socket.next()).toMatchObject({ type: 'next' });
  socket.complete(ended);
  expect(await answerOf(socket)).toMatch(/"next"/);
  socket.socket.terminate();
});

test('of too many WebSockets the last is closed with words, and clients do not try again by themselves', async () => {
  const sockets: SocketClient[] = [];
  // Those of the tests before are let go in a moment.
  while (sockets.length < MOST_SOCKETS) {
    sockets.push(await eventually('one is open', () => socketOf(owner).catch(() => undefined)));
  }
  await expect(socketOf(owner)).rejects.toThrow(`4429 You have ${MOST_SOCKETS} WebSockets open, which is the most`);
  const tries: unknown[] = [];
  const client = createClient({
    url: `${owner.address.replace('http', 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { headers: owner.headers });
        tries.push(url);
      }
    },
  });
  await expect(client.iterate({ query: CHANGED }).next()).rejects.toMatchObject({ code: 4429 });
  expect(tries).toHaveLength(1);
  await client.dispose();
  const [first, ...others] = sockets;
  first?.socket.terminate();
  const again = await eventually('one gets in', () => socketOf(owner).catch(() => undefined));
  for (const socket of [...others, again]) socket.socket.terminate();
});

test('what is let go twice is counted once, and of each person for themselves', () => {
  const open = new Open(1, 'doors');
  const person = (username: string): Person => ({ kind: 'kubernetes', username, groups: [], token: '' });
  const leave = open.enter(person('ada'));
  expect(() => open.enter(person('ada'))).toThrow('You have 1 doors open');
  open.enter(person('ben'));
  leave();
  const again = open.enter(person('ada'));
  leave();
  expect(() => open.enter(person('ada'))).toThrow('You have 1 doors open');
  again();
  open.enter(person('ada'));
});
