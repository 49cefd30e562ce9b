import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { inboxPrefix, mintAgentCredentials } from '@appfactory/events/credentials';
import type { NatsKeys } from '@appfactory/events/keys';
import { bucketName, EVENT_STREAM, eventSubject } from '@appfactory/events/subjects';
import { committedSchema } from '@appfactory/gateway/graphql/committedSchema';
import { TestClient } from '@appfactory/gateway/testing/client';
import { allAttempts, answersTo } from '@appfactory/gateway/testing/hostile/answers';
import { nobody, type Target } from '@appfactory/gateway/testing/hostile/target';
import type { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import { APP_BUILDS, APP_TEMPLATES, DATA_EXPORTS, RELEASES, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { request } from 'undici';
import { applyBuild, conditionOf, untilReason } from './testing/builds.ts';
import { eventually, PATIENCE } from './testing/eventually.ts';
import { dataOf } from './testing/launcherProcess.ts';
import type { Platform } from './testing/platform.ts';
import { applyRelease } from './testing/releases.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { newMember, newTenant } from './testing/tenants.ts';

/**
 * One tenant tries everything against another: it gets nothing, and cannot tell whether there is anything. Each attempt is made
 * on the victim's, and on a namespace or an id that was never there: the answers must be the same.
 */
let platform: Platform;
let victim: string;
let hostile: string;
let token: string;
let kube: KubeClient;
let secretBuild: AppBuild;
let ownBuild: AppBuild;
let folder: string;
let agent: EventsConnection | undefined;

const NOWHERE = 'nowhere-at-all';
const LIMIT = 1_800_000;

beforeAll(async () => {
  platform = await sharedPlatform();
  folder = await mkdtemp(join(tmpdir(), 'appfactory-hostile-'));
  victim = await newTenant(platform, 'victim');
  hostile = await newTenant(platform, 'hostile');
  const spec = { prompt: 'A trade secret.', paused: true };
  secretBuild = await applyBuild(platform.client, { namespace: victim, name: 'secret' }, spec);
  ownBuild = await applyBuild(platform.client, { namespace: hostile, name: 'own' }, spec);
  const vera = await newMember(platform, { tenant: victim, name: 'vera', role: 'owner' });
  // There is something to be seen, for whom it is.
  expect((await vera.kube.list(APP_BUILDS, { namespace: victim })).items).toHaveLength(1);
  await vera.kube.close();
  ({ token, kube } = await newMember(platform, { tenant: hostile, name: 'mallory', role: 'owner' }));
}, LIMIT);

afterAll(async () => {
  await agent?.close();
  await kube?.close();
  await platform?.client.delete(APP_BUILDS, { namespace: victim, name: 'secret' });
  await platform?.client.delete(APP_BUILDS, { namespace: hostile, name: 'own' });
  await platform?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Code and words of a refusal, without the name that was asked for. */
async function refusal(attempt: Promise<unknown>, name: string): Promise<string> {
  const error: unknown = await attempt.then(
    () => new Error('it was done'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw error;
  return `${error.code} ${error.detail.replaceAll(name, 'N')}`;
}

test(
  'over the Kubernetes API, with the token of an owner of another tenant',
  async () => {
    const attempts: ((namespace: string) => Promise<unknown>)[] = [
      ...[APP_BUILDS, RELEASES, DATA_EXPORTS, SANDBOXES, SECRETS].flatMap((type) => [
        (namespace: string) => kube.list(type as typeof APP_BUILDS, { namespace }),
        (namespace: string) => kube.get(type as typeof APP_BUILDS, { namespace, name: 'secret' }),
        (namespace: string) => kube.delete(type as typeof APP_BUILDS, { namespace, name: 'secret' }),
        (namespace: string) =>
          kube.mergePatch(
            type as typeof APP_BUILDS,
            { namespace, name: 'secret' },
            { metadata: { labels: { x: 'y' } } },
          ),
      ]),
      (namespace) => applyBuild(kube, { namespace, name: 'mine' }, { prompt: 'x' }),
      (namespace) => kube.request('GET', `/api/v1/namespaces/${namespace}`),
      (namespace) => kube.request('GET', `/api/v1/namespaces/${namespace}/serviceaccounts`),
      (namespace) => kube.request('GET', `/api/v1/namespaces/${namespace}/events`),
      (namespace) => kube.request('GET', `/apis/appfactory.dev/v1alpha1/tenants/${namespace}`),
      (namespace) =>
        kube.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/vera/token`, { body: { spec: {} } }),
      (namespace) => kube.actingAs({ namespace, name: 'vera', person: 'x' }).list(APP_BUILDS, { namespace }),
      (namespace) =>
        kube.create(APP_BUILDS, {
          apiVersion: 'appfactory.dev/v1alpha1',
          kind: 'AppBuild',
          metadata: { namespace, name: 'mine' },
          spec: { prompt: 'x' },
        }),
    ];
    for (const attempt of attempts) {
      const there = await refusal(attempt(victim), victim);
      expect(there).toMatch(/^403 /);
      expect(there).toBe(await refusal(attempt(NOWHERE), NOWHERE));
    }
    // Nor anything of all namespaces at once.
    for (const path of ['/api/v1/namespaces', '/api/v1/pods', '/apis/appfactory.dev/v1alpha1/appbuilds']) {
      expect(await refusal(kube.request('GET', path), '-')).toMatch(/^403 /);
    }
    expect(await platform.client.get(APP_BUILDS, { namespace: victim, name: 'secret' })).toMatchObject({
      spec: secretBuild.spec,
      metadata: { uid: secretBuild.metadata.uid, generation: secretBuild.metadata.generation },
    });
  },
  LIMIT,
);

test(
  'over GraphQL: read, write, subscribe, and by the id of a build that it should not know',
  async () => {
    const client = new TestClient(await platform.gateway(), { authorization: `Bearer ${token}` });
    const tenants = await eventually('the gateway knows the member', async () => {
      const { data } = await client.graphql<{ tenants: { name: string }[] }>('{ tenants { name } }');
      return data?.tenants.length === 1 && data.tenants;
    });
    expect(tenants).toEqual([{ name: hostile }]);
    const target: Target = {
      ...{ namespace: victim, build: 'secret', uid: secretBuild.metadata.uid ?? '', member: 'vera' },
      ...{ said: randomUUID(), commit: 'c'.repeat(40), digest: `sha256:${'d'.repeat(64)}` },
      ...{ exported: 'secret-0123abcd' },
      ...{ invoice: 'AF-000001', token: randomUUID() },
    };
    const own = { namespace: hostile, name: 'own' };
    const attempts = allAttempts(buildSchema(await committedSchema()));
    const there = await answersTo(client, target, own, attempts);
    expect(there).toEqual(await answersTo(client, nobody(target), own, attempts));
    expect(there.filter((answer) => /trade secret/i.test(answer))).toEqual([]);
    expect(await platform.client.get(APP_BUILDS, { namespace: victim, name: 'secret' })).toMatchObject({
      spec: secretBuild.spec,
      metadata: { uid: secretBuild.metadata.uid, generation: secretBuild.metadata.generation },
    });
    // The other's id for one of its own names has led nowhere.
    expect(await platform.client.find(APP_BUILDS, { namespace: hostile, name: 'own' })).toBeDefined();
  },
  LIMIT,
);

test(
  'over NATS, with the credentials of an agent of another tenant',
  async () => {
    const keys = JSON.parse(await readFile(join(dataOf(platform.ref), 'nats', 'keys.json'), 'utf8')) as NatsKeys;
    const uid = ownBuild.metadata.uid ?? '';
    const theirs = secretBuild.metadata.uid ?? '';
    const own = { namespace: hostile, name: 'own', uid, generation: 1 };
    const credsFile = join(folder, 'agent.creds');
    const minter = { account: keys.account, signingSeed: keys.accountSigningSeed };
    await writeFile(credsFile, await mintAgentCredentials(minter, own, new Date(Date.now() + 1_800_000)), {
      mode: 0o600,
    });
    agent = await connectEvents({
      url: platform.addresses.nats ?? '',
      credsFile,
      name: 'hostile',
      inboxPrefix: inboxPrefix(uid),
    });
    const operator = await platform.nats();
    await Bucket.create(operator, theirs);
    await (await Bucket.open(operator, theirs)).put('repository', new Uint8Array([1, 2, 3]));
    const before = (await (await operator.manager()).streams.info(EVENT_STREAM)).state.messages;

    const publish = (name: string, uidOf: string) =>
      agent?.jetstream.publish(eventSubject({ namespace: victim, name, uid: uidOf, generation: 1 }), '{}', {
        timeout: PATIENCE,
        retries: 1,
      });
    const ask = (subject: string) => agent?.nats.request(subject, '', { timeout: PATIENCE });
    for (const id of [theirs, randomUUID()]) {
      const bucket = bucketName(id);
      await expect(publish('secret', id)).rejects.toThrow();
      await expect(ask(`$JS.API.STREAM.INFO.OBJ_${bucket}`)).rejects.toThrow(/permissions violation/i);
      await expect(ask(`$JS.API.DIRECT.GET.OBJ_${bucket}`)).rejects.toThrow(/permissions violation/i);
      await expect(ask(`$JS.API.STREAM.MSG.GET.OBJ_${bucket}`)).rejects.toThrow(/permissions violation/i);
      await expect(ask(`$JS.API.CONSUMER.CREATE.OBJ_${bucket}`)).rejects.toThrow(/permissions violation/i);
      await expect(ask(`$O.${bucket}.M.x`)).rejects.toThrow(/permissions violation/i);
    }
    await expect(ask('$JS.API.STREAM.NAMES')).rejects.toThrow(/permissions violation/i);
    await expect(ask(`$JS.API.STREAM.MSG.GET.${EVENT_STREAM}`)).rejects.toThrow(/permissions violation/i);
    // Listening: to everything, to the victim, to the inboxes of others.
    for (const subject of ['>', `appfactory.${victim}.>`, '_INBOX.>', '_INBOX_gateway.>']) {
      const heard = agent.nats.subscribe(subject, { max: 1 });
      const next = (async () => {
        for await (const message of heard) return message.subject;
        return undefined;
      })();
      await expect(next).rejects.toThrow(/permissions violation/i);
    }
    const after = (await (await operator.manager()).streams.info(EVENT_STREAM)).state.messages;
    expect(after).toBe(before);
    expect((await (await Bucket.open(operator, theirs)).get('repository'))?.length).toBe(3);
  },
  LIMIT,
);

test(
  'over the sandbox API and the router of previews',
  async () => {
    const templates = await platform.client.list(APP_TEMPLATES);
    const template = templates.items[0]?.metadata.name ?? '';
    const ref = { namespace: victim, name: 'private' };
    await platform.client.create(SANDBOXES, {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'Sandbox',
      metadata: ref,
      spec: { template },
    });
    try {
      const id = await eventually('the sandbox is ready, under restricted Pod Security', async () => {
        const { status } = await platform.client.get(SANDBOXES, ref);
        return status?.phase === 'Ready' && status.sandboxID;
      });
      const never = '0123456789abcdef0123';
      const api = (platform.addresses.sandboxes ?? '').split(' ')[0] ?? '';
      const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, sandboxID: string) => {
        const answer = await request(`${api}${path.replace('ID', sandboxID)}`, {
          method,
          headers: { 'x-api-key': token, 'content-type': 'application/json' },
          body: method === 'POST' ? JSON.stringify({ timeout: 60 }) : null,
        });
        return `${answer.statusCode} ${(await answer.body.text()).replaceAll(sandboxID, 'ID')}`;
      };
      for (const [method, path] of [
        ['GET', '/sandboxes/ID'],
        ['GET', '/sandboxes/ID/metrics'],
        ['POST', '/sandboxes/ID/timeout'],
        ['POST', '/sandboxes/ID/connect'],
        ['DELETE', '/sandboxes/ID'],
      ] as const) {
        const there = await call(method, path, id);
        expect(there).toMatch(/^404 /);
        expect(there).toBe(await call(method, path, never));
      }
      expect(await call('GET', '/sandboxes', id)).toBe('200 []');
      // Its daemon, by header and by Host, with every credential that a hostile tenant has.
      const router = new URL((platform.addresses.previews ?? '').replace('3000-ID.', ''));
      for (const headers of [
        { 'e2b-sandbox-id': id, 'e2b-sandbox-port': '49983' },
        { 'e2b-sandbox-id': id, 'e2b-sandbox-port': '49983', 'x-access-token': token },
        { host: `49983-${id}.localhost:${router.port}`, 'x-access-token': token },
      ]) {
        const answer = await request(
          `http://127.0.0.1:${router.port}/files?path=/workspace/package.json&username=user`,
          { headers },
        );
        await answer.body.dump();
        expect(answer.statusCode).toBe(401);
      }
      expect((await platform.client.get(SANDBOXES, ref)).status?.phase).toBe('Ready');
    } finally {
      await platform.client.delete(SANDBOXES, ref);
    }
  },
  LIMIT,
);

test(
  'by the host of a release: it is neither given away nor told whose it is',
  async () => {
    const { client } = platform;
    const host = `shop-${Math.random().toString(36).slice(2, 8)}.example.com`;
    const theirs = { namespace: victim, name: 'shop' };
    await applyRelease(client, theirs, { host, dataPolicy: 'Delete' });
    await untilReason(client, RELEASES, theirs, 'HostClaimed', 'Claimed');
    const mine = { namespace: hostile, name: 'shop' };
    try {
      await applyRelease(client, mine, { host, dataPolicy: 'Delete' });
      const taken = await untilReason(client, RELEASES, mine, 'HostClaimed', 'HostConflict');
      expect(JSON.stringify((await client.get(RELEASES, mine)).status)).not.toContain(victim);
      expect(taken.message).toBe(
        `The host ${host} is taken: a release claimed it first. Set another spec.release.domain`,
      );
      // A host below a namespace's name is that namespace's, whether there is one or not.
      const below = async (namespace: string) => {
        await applyRelease(client, mine, { host: `shop.${namespace}.localhost`, dataPolicy: 'Delete' });
        return eventually('it is refused', async () => {
          const release = await client.get(RELEASES, mine);
          const { reason, message } = conditionOf(release, 'HostClaimed') ?? {};
          return reason === 'HostConflict' && message?.includes(namespace) && message.replaceAll(namespace, 'N');
        });
      };
      expect(await below(victim)).toBe(await below(NOWHERE));
      expect(conditionOf(await client.get(RELEASES, theirs), 'HostClaimed')?.status).toBe('True');
    } finally {
      await client.delete(RELEASES, mine);
      await client.delete(RELEASES, theirs);
    }
  },
  LIMIT,
);
