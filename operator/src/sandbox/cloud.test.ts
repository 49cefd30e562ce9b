import { Recorder } from '@appfactory/kube/events';
import { createLog } from '@appfactory/kube/log';
import { NAMESPACES, PODS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import { LABEL_SANDBOX } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { cachesSynced, createCaches, runCaches } from '../runtime/caches.ts';
import { readConfig } from '../runtime/config.ts';
import { eventually } from '../testing/eventually.ts';
import { type FakeE2b, startFakeE2b } from '../testing/fakeE2b.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';
import { type SandboxCluster, startSandboxCluster } from '../testing/sandboxCluster.ts';
import { createE2bCloud } from './e2bCloud.ts';
import { CLOUD_ID } from './names.ts';
import { Sweeper } from './sweeper.ts';

let cluster: SandboxCluster;
let e2b: FakeE2b;
let proxy: FaultProxy;
let operator: OperatorProcess;
let namespace: string;
let count = 0;

beforeAll(async () => {
  cluster = await startSandboxCluster({ network: 79 });
}, 120_000);

afterAll(() => cluster?.stop(), 60_000);

beforeEach(async () => {
  namespace = `cloud-${++count}`;
  await cluster.namespace(namespace);
  e2b = await startFakeE2b();
  proxy = await cluster.proxy();
  await startOperator();
}, 60_000);

afterEach(async () => {
  for (const { metadata } of (await cluster.client.list(SANDBOXES, { namespace })).items) {
    await cluster.client.delete(SANDBOXES, metadata);
  }
  await eventually('every Sandbox is gone', async () => {
    return (await cluster.client.list(SANDBOXES, { namespace })).items.length === 0;
  });
  await operator.stop();
  await proxy.close();
  await e2b.close();
}, 60_000);

test('a Sandbox is run by E2B’s cloud when there is a key, and ended there when it is deleted', async () => {
  await cluster.makeSandbox(namespace, 'one', { env: { A: '1' }, metadata: { team: 'red' }, timeoutSeconds: 600 });
  const sandbox = await ready('one');
  expect(sandbox.status?.provider).toBe('e2b');
  const running = e2b.running.get(sandbox.status?.sandboxID ?? '');
  expect(running).toMatchObject({ templateID: 'small', envVars: { A: '1' } });
  expect(running?.metadata).toMatchObject({ team: 'red', 'appfactory-uid': sandbox.metadata.uid, namespace });
  const secret = await cluster.client.get(SECRETS, { namespace, name: sandbox.status?.accessTokenSecret ?? '' });
  expect(Buffer.from(secret.data?.token ?? '', 'base64').toString()).toBe(running?.token);
  expect((await cluster.client.list(PODS, { namespace })).items).toEqual([]);
  await cluster.client.delete(SANDBOXES, { namespace, name: 'one' });
  await eventually('the cloud runs nothing', () => e2b.running.size === 0);
}, 60_000);

test('provider pod stays in the cluster although there is a key', async () => {
  await cluster.makeSandbox(namespace, 'here', { provider: 'pod' });
  expect((await ready('here')).status?.provider).toBe('pod');
  expect(e2b.created).toBe(0);
}, 60_000);

test('the cloud’s deadline follows the Sandbox’s', async () => {
  await cluster.makeSandbox(namespace, 'longer', { timeoutSeconds: 600 });
  const { status } = await ready('longer');
  await cluster.client.mergePatch(SANDBOXES, { namespace, name: 'longer' }, { spec: { timeoutSeconds: 3000 } });
  await eventually('the cloud was told', () => {
    const endAt = e2b.running.get(status?.sandboxID ?? '')?.endAt.getTime() ?? 0;
    return endAt > Date.now() + 2_500_000;
  });
}, 60_000);

test('a crash between the cloud’s create and the record of its id makes no twin', async () => {
  let killed = false;
  // The first write after the create is the one that records the id: it never arrives.
  proxy.onWrite = () => {
    if (killed || e2b.created === 0) return undefined;
    killed = true;
    operator.kill();
    return { reset: 'before' };
  };
  await cluster.makeSandbox(namespace, 'crash', {});
  await operator.exited;
  expect(
    (await cluster.client.get(SANDBOXES, { namespace, name: 'crash' })).metadata.annotations?.[CLOUD_ID],
  ).toBeUndefined();
  await startOperator();
  const { status } = await ready('crash');
  expect(e2b.created).toBe(1);
  expect(e2b.running.has(status?.sandboxID ?? '')).toBe(true);
}, 60_000);

test('a list that lags behind the create makes no twin', async () => {
  e2b.lists = 'lagging';
  await cluster.makeSandbox(namespace, 'lagging', {});
  await ready('lagging');
  expect(e2b.created).toBe(1);
}, 60_000);

test('what the cloud lost is made again', async () => {
  await cluster.makeSandbox(namespace, 'lost', {});
  const first = await ready('lost');
  e2b.running.clear();
  // The cloud is asked from time to time; a change of the spec asks at once.
  await cluster.client.mergePatch(SANDBOXES, first.metadata, { metadata: { labels: { look: 'now' } } });
  await eventually('another one', async () => {
    const { status } = await cluster.client.get(SANDBOXES, first.metadata);
    return status?.phase === 'Ready' && status.sandboxID !== first.status?.sandboxID;
  });
  expect(e2b.running.size).toBe(1);
}, 60_000);

test('the id of somebody else’s sandbox is not believed', async () => {
  await cluster.makeSandbox(namespace, 'thief', {});
  const { metadata, status } = await ready('thief');
  const others = await createE2bCloud({ apiKey: e2b.apiKey, apiUrl: e2b.url, cluster: 'another' });
  const foreign = await others.create({
    template: 'small',
    timeoutSeconds: 600,
    metadata: {},
    env: {},
    uid: metadata.uid ?? '',
  });
  await cluster.client.mergePatch(SANDBOXES, metadata, { metadata: { annotations: { [CLOUD_ID]: foreign.id } } });
  await eventually('its own id is back', async () => {
    const { metadata: now } = await cluster.client.get(SANDBOXES, metadata);
    return now.annotations?.[CLOUD_ID] === status?.sandboxID;
  });
  await cluster.client.mergePatch(SANDBOXES, metadata, { metadata: { annotations: { [CLOUD_ID]: foreign.id } } });
  await cluster.client.delete(SANDBOXES, metadata);
  await eventually('its own is ended', () => !e2b.running.has(status?.sandboxID ?? ''));
  expect([...e2b.running.keys()]).toEqual([foreign.id]);
}, 60_000);

test('the sweeper ends what no Sandbox stands for, and nothing else', async () => {
  await cluster.makeSandbox(namespace, 'wanted', {});
  const wanted = await ready('wanted');
  const { metadata: platform } = await cluster.client.get(NAMESPACES, { name: 'appfactory-system' });
  const cloud = await createE2bCloud({ apiKey: e2b.apiKey, apiUrl: e2b.url, cluster: platform.uid ?? '' });
  const request = { template: 'small', timeoutSeconds: 600, metadata: {}, env: {} };
  const orphan = await cloud.create({ ...request, uid: 'nobody' });
  const twin = await cloud.create({ ...request, uid: wanted.metadata.uid ?? '' });
  const others = await createE2bCloud({ apiKey: e2b.apiKey, apiUrl: e2b.url, cluster: 'another' });
  const foreign = await others.create({ ...request, uid: 'somebody' });
  const secret = { apiVersion: 'v1', kind: 'Secret', data: {} };
  const labels = { [LABEL_SANDBOX]: 'gone', 'app.kubernetes.io/managed-by': 'appfactory' };
  await cluster.client.create(SECRETS, { ...secret, metadata: { namespace, name: 'orphan', labels } });

  await withSweeper(cloud, async (sweeper) => {
    await sweeper.sweep(new Date());
    expect([...e2b.running.keys()]).toEqual(expect.arrayContaining([orphan.id, twin.id]));
    await sweeper.sweep(new Date(Date.now() + 3_600_000));
  });
  expect([...e2b.running.keys()].sort()).toEqual([foreign.id, wanted.status?.sandboxID].sort());
  const secrets = (await cluster.client.list(SECRETS, { namespace })).items.map(({ metadata }) => metadata.name);
  expect(secrets).toEqual(['wanted-sandbox']);
}, 60_000);

async function withSweeper(
  cloud: Awaited<ReturnType<typeof createE2bCloud>>,
  use: (sweeper: Sweeper) => Promise<void>,
): Promise<void> {
  const { client } = cluster;
  const log = createLog('sweeper').child({}, { level: 'error' });
  const stopping = new AbortController();
  const caches = createCaches(client, log);
  const running = runCaches(caches, stopping.signal);
  await cachesSynced(caches);
  const recorder = new Recorder({ client, log, controller: 'test', instance: 'test' });
  const common = { client, caches, recorder, log, registry: new Registry(), signal: stopping.signal };
  await use(new Sweeper({ ...common, config: readConfig({}) }, cloud));
  stopping.abort();
  await running;
}

async function startOperator(): Promise<void> {
  const env = { E2B_API_KEY: e2b.apiKey, E2B_API_URL: e2b.url };
  operator = await startOperatorProcess({ kubeconfig: proxy.kubeconfig, env });
}

function ready(name: string): Promise<Sandbox> {
  return eventually(`Sandbox ${name} is Ready`, async () => {
    const sandbox = await cluster.client.get(SANDBOXES, { namespace, name });
    return sandbox.status?.phase === 'Ready' && sandbox;
  });
}
