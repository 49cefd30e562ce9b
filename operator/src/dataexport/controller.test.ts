import { Bucket } from '@appfactory/events/bucket';
import type { EventsConnection } from '@appfactory/events/connection';
import { bucketName } from '@appfactory/events/subjects';
import type { Pod } from '@appfactory/kube/core';
import { DATA_EXPORTS, JOBS, LEASES, PERSISTENT_VOLUME_CLAIMS, RELEASES, SECRETS } from '@appfactory/kube/resources';
import { type DataExport, LABEL_DATA_EXPORT } from '@appfactory/resources/dataExport';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type BuildCluster, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import type { FaultProxy, SeenWrite } from '../testing/faultProxy.ts';
import { type KeptOperator, keepOperator } from '../testing/keptOperator.ts';

const LIMIT = 900_000;

let world: BuildCluster;
let proxy: FaultProxy;
let events: EventsConnection;
let operator: KeptOperator;
let namespace: string;

beforeAll(async () => {
  world = await startBuildCluster(85);
  proxy = await world.proxy();
  events = await world.events();
}, LIMIT);

afterAll(async () => {
  await events?.close();
  await proxy?.close();
  await world?.stop();
}, LIMIT);

beforeEach(async () => {
  proxy.onWrite = () => undefined;
  operator = await keepOperator(
    { kubeconfig: proxy.kubeconfig, env: { ...world.operatorEnv, LEASE_SECONDS: '30', LOG_LEVEL: 'error' } },
    // A killed operator cannot give its lease up; waiting for it to run out is time's business.
    () => world.client.delete(LEASES, { namespace: 'appfactory-system', name: 'appfactory-operator' }),
  );
  namespace = await world.namespace();
  await world.client.create(RELEASES, {
    apiVersion: API_VERSION,
    kind: 'Release',
    metadata: { name: 'crm', namespace },
    spec: {
      appBuild: 'crm',
      artifact: { bucket: 'build_x', digest: `sha256:${'1'.repeat(64)}`, size: 1, commit: 'c' },
      host: `crm.${namespace}.localhost`,
      dataPolicy: 'Delete',
    },
  } as never);
  await eventually('the volume is there', () =>
    world.client.find(PERSISTENT_VOLUME_CLAIMS, { namespace, name: 'crm-data' }),
  );
  world.store = async (pod) => {
    await stored(pod);
    return 0;
  };
}, LIMIT);

afterEach(async () => {
  proxy.onWrite = () => undefined;
  await operator?.stop();
}, LIMIT);

const uidOf = async (name: string) => (await world.client.get(DATA_EXPORTS, { namespace, name })).metadata.uid ?? '';

/** What the Job's containers would have put into the bucket. */
async function stored(pod: Pod): Promise<void> {
  const name = pod.metadata.labels?.[LABEL_DATA_EXPORT] ?? '';
  const bucket = await Bucket.open(events, await uidOf(name), 'export');
  await bucket.put('contents', Buffer.from('{"database":5,"files":2}'));
  await bucket.put('archive', Buffer.from('the archive'));
}

function ask(name: string): Promise<DataExport> {
  return world.client.create(DATA_EXPORTS, {
    apiVersion: API_VERSION,
    kind: 'DataExport',
    metadata: { name, namespace },
    spec: { release: 'crm' },
  } as never) as Promise<DataExport>;
}

function until(name: string, phase: string): Promise<DataExport> {
  return eventually(`${name} is ${phase}`, async () => {
    const found = await world.client.find(DATA_EXPORTS, { namespace, name });
    return found?.status?.phase === phase && found;
  });
}

async function leftOf(uid: string): Promise<string[]> {
  const labelled = ({ metadata }: { metadata: { labels?: Record<string, string>; name: string } }) =>
    metadata.labels?.[LABEL_DATA_EXPORT] ? [metadata.name] : [];
  const jobs = (await world.client.list(JOBS, { namespace })).items.flatMap(labelled);
  const secrets = (await world.client.list(SECRETS, { namespace })).items.flatMap(labelled);
  const { streams } = await events.manager();
  const bucket = await streams.info(`OBJ_${bucketName(uid, 'export')}`).then(
    () => ['bucket'],
    () => [],
  );
  return [...jobs, ...secrets, ...bucket];
}

test(
  'an operator that dies after each of its writes packs the data once, and takes everything away at the end',
  async () => {
    const isOurs = ({ method, path }: SeenWrite) =>
      method !== 'GET' && /dataexports|crm-1-data|jobs/.test(path) && !/events/.test(path);
    const killed: string[] = [];
    let kills = true;
    proxy.onWrite = (write) => {
      if (!kills || !isOurs(write)) return undefined;
      killed.push(`${write.method} ${write.path.replace(/\?.*/, '')}`);
      return { doneThen: () => operator.kill() };
    };
    const jobs = new Set<string>();
    world.store = async (pod) => {
      jobs.add(pod.metadata.labels?.['job-name'] ?? '');
      await stored(pod);
      return 0;
    };
    await ask('crm-1');
    const ready = await until('crm-1', 'Ready');
    expect(ready.status).toMatchObject({ archive: { size: 11 }, contents: { database: 5, files: 2 } });
    expect([...jobs]).toEqual(['crm-1-data']);
    // Finalizer, status, credentials, Job, status; then Job and credentials go.
    const uid = ready.metadata.uid ?? '';
    await eventually('the Job and its credentials are gone', async () => (await leftOf(uid)).join() === 'bucket');
    expect(killed.length).toBeGreaterThanOrEqual(5);
    expect(operator.lives()).toBeGreaterThanOrEqual(5);

    // Its time is over; the server's clock cannot be set forward.
    const status = { expiresAt: new Date(Date.now() - 1000).toISOString() };
    await world.client.mergePatch(DATA_EXPORTS, { namespace, name: 'crm-1' }, { status }, { subresource: 'status' });
    operator.kill();
    await eventually('it is gone', async () => !(await world.client.find(DATA_EXPORTS, { namespace, name: 'crm-1' })));
    kills = false;
    expect(await leftOf(uid)).toEqual([]);
  },
  LIMIT,
);

test(
  'a Job that fails says why, and is not tried again; a later one takes its place, and goes with its release while it packs',
  async () => {
    world.store = () => Promise.resolve(1);
    const first = await ask('first');
    const { status } = await until('first', 'Failed');
    expect(status?.conditions?.find(({ type }) => type === 'Packed')).toMatchObject({ reason: 'PackingFailed' });
    await eventually('what packed is gone', async () => (await leftOf(first.metadata.uid ?? '')).join() === 'bucket');

    world.store = () => new Promise(() => {});
    const second = await ask('second');
    await until('second', 'Packing');
    await eventually(
      'the first has made room',
      async () => !(await world.client.find(DATA_EXPORTS, { namespace, name: 'first' })),
    );
    expect(await leftOf(first.metadata.uid ?? '')).not.toContain('bucket');
    await eventually('its Job is there', () => world.client.find(JOBS, { namespace, name: 'second-data' }));
    await world.client.delete(RELEASES, { namespace, name: 'crm' });
    await eventually(
      'the release is gone',
      async () => !(await world.client.find(RELEASES, { namespace, name: 'crm' })),
    );
    await eventually(
      'its export is gone',
      async () => !(await world.client.find(DATA_EXPORTS, { namespace, name: 'second' })),
    );
    expect(await leftOf(second.metadata.uid ?? '')).toEqual([]);
  },
  LIMIT,
);

test(
  'one of a release that is not there, and one whose name is too long, are refused with the reason',
  async () => {
    await world.client.create(DATA_EXPORTS, {
      apiVersion: API_VERSION,
      kind: 'DataExport',
      metadata: { name: 'of-nothing', namespace },
      spec: { release: 'nothing' },
    } as never);
    const { status } = await until('of-nothing', 'Failed');
    expect(status?.conditions?.find(({ type }) => type === 'Ready')?.message).toMatch(/no Release "nothing" here/);
    await expect(ask('x'.repeat(53))).rejects.toThrow(/at most 52 characters/);
    const made = world.client.mergePatch(DATA_EXPORTS, { namespace, name: 'of-nothing' }, { spec: { release: 'crm' } });
    await expect(made).rejects.toThrow(/cannot change/);
  },
  LIMIT,
);
