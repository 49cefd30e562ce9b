import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLE_BINDINGS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Gateway } from '../gateway.ts';
import { untilAllowed } from '../testing/access.ts';
import { signedIn, TestClient } from '../testing/client.ts';
import { type SignedInPlatform, startSignedIn } from '../testing/signedIn.ts';
import { SocketClient } from '../testing/socketClient.ts';

let world: SignedInPlatform;
/** Another gateway, which looks often. */
let second: Gateway;
let there: TestClient;

beforeAll(async () => {
  world = await startSignedIn();
  await world.owner.data('mutation { createBuild(input: { name: "crm", prompt: "A blog." }) { __typename } }');
  const signInLinkFile = join(world.folder, 'second');
  second = await world.platform.gateway({ signInLinkFile }, { every: { look: 300 } });
  there = await signedIn(second.address, await readFile(signInLinkFile, 'utf8'));
});

afterAll(() => world?.stop());

const CHANGED = 'subscription { buildChanged(name: "crm") { name } }';

interface Following {
  /** Resolves when the subscription ends. */
  ended: Promise<void>;
}

/** A subscription that has begun. */
async function following(client: TestClient): Promise<Following> {
  const values = client.subscribe(CHANGED, {}, new AbortController().signal);
  await values.next();
  const rest = async () => {
    for await (const _ of values);
  };
  return { ended: rest() };
}

test('who signs out at one gateway is told nothing more by another, and others are', async () => {
  const mine = await following(world.owner.at(second.address));
  const other = await following(there);
  let hasEnded = false;
  void other.ended.then(() => {
    hasEnded = true;
  });
  await world.owner.data('mutation { signOut { done } }');
  await mine.ended;
  expect(hasEnded).toBe(false);
  await there.data('mutation { signOut { done } }');
  await other.ended;
});

test('the holder of a token is told nothing more when a right or the token is taken from them', async () => {
  const { client } = world.platform.cluster.plane;
  const holder = async (name: string) => {
    const metadata = { namespace: 'default', name };
    await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    await client.create(ROLE_BINDINGS, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'appfactory:gateway' },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'default' }],
    });
    await untilAllowed(client, metadata);
    const { token } = await createToken(client, metadata, { expirationSeconds: 3600 });
    return token;
  };
  const [bound, known] = [await holder('bound'), await holder('known')];
  const [one, two] = await Promise.all(
    [bound, known].map((token) => following(new TestClient(second.address, { authorization: `Bearer ${token}` }))),
  );
  const socket = await SocketClient.connect(second.address, { params: { authorization: `Bearer ${known}` } });
  socket.start(CHANGED);
  expect((await socket.next())?.type).toBe('next');
  await client.delete(ROLE_BINDINGS, { namespace: 'default', name: 'bound' });
  await one?.ended;
  await client.delete(SERVICE_ACCOUNTS, { namespace: 'default', name: 'known' });
  await two?.ended;
  // What the API server said of the token is believed for half a minute.
  expect(await socket.closed).toEqual({ code: 4401, reason: 'Signed out' });
});
