import {
  APP_BUILDS,
  CONFIG_MAPS,
  DEPLOYMENTS,
  INGRESSES,
  JOBS,
  NAMESPACES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  RELEASES,
  SECRETS,
  SERVICES,
} from '@appfactory/kube/resources';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuildCluster, conditionsOf, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import type { FaultProxy, SeenWrite } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';

const CLIENT = { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] };
const PROJECT = { name: 'Project', fields: [{ name: 'title', type: 'string' }] };

let world: BuildCluster;
let proxy: FaultProxy;
let operator: OperatorProcess;
let namespace: string;

beforeAll(async () => {
  world = await startBuildCluster(83);
  proxy = await world.proxy();
  operator = await startOperatorProcess({
    kubeconfig: proxy.kubeconfig,
    env: { ...world.operatorEnv, MAX_ACTIVE_BUILDS: '9', LEASE_SECONDS: '30' },
  });
}, 600_000);

afterAll(async () => {
  await operator?.stop();
  await proxy?.close();
  await world?.stop();
}, 400_000);

beforeEach(async () => {
  world.script = () => ({});
  world.rehearsal = () => 0;
  proxy.onWrite = () => undefined;
  namespace = await world.namespace();
}, 400_000);

const ready = (name: string, generation = 1, where = namespace) =>
  world.until(
    where,
    name,
    `Ready in generation ${generation}`,
    ({ status }) => status?.phase === 'Ready' && status.observedGeneration === generation,
  );

const failed = (name: string, where = namespace) =>
  world.until(where, name, 'Failed', ({ status }) => status?.phase === 'Failed');

async function remove(name: string, where = namespace): Promise<void> {
  await world.client.delete(APP_BUILDS, { namespace: where, name });
  await eventually(`${name} is gone`, async () => !(await world.client.find(APP_BUILDS, { namespace: where, name })));
}

const find = <T extends Parameters<typeof world.client.find>[0]>(type: T, name: string) =>
  world.client.find(type, { namespace, name });

describe('a Release', () => {
  test('runs as a restricted pod that sees no secret of the platform, behind a Service and an Ingress', async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await world.client.mergePatch(NAMESPACES, { name: namespace }, { metadata: { labels } });
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    await ready('crm');
    const { spec } = await world.client.get(DEPLOYMENTS, { namespace, name: 'crm' });
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    const pod = spec.template.spec;
    const app = pod.containers[0];
    expect(app?.volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
    const secrets = app?.env?.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? []);
    expect(new Set(secrets)).toEqual(new Set(['crm-app', 'crm-owner']));
    expect(pod.initContainers?.map(({ name }) => name)).toEqual(['fetch', 'prepare']);
    const service = await world.client.get(SERVICES, { namespace, name: 'crm' });
    expect(service.spec.ports?.[0]?.port).toBeGreaterThanOrEqual(1024);
    const ingress = await world.client.get(INGRESSES, { namespace, name: 'crm' });
    expect(ingress.spec).toMatchObject({
      ingressClassName: 'localnode',
      rules: [{ host: `crm.${namespace}.localhost` }],
    });
  }, 600_000);

  test('goes on serving when a rehearsal cannot be cleaned up, and says so', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    await ready('crm');
    const isCleanUp = ({ method, path }: SeenWrite) =>
      method === 'DELETE' && path.includes(`/${namespace}/jobs/`) && !path.includes('-agent-');
    proxy.onWrite = (write) => (isCleanUp(write) ? { refuse: 500 } : undefined);
    await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT] });
    await eventually('a failed clean-up', async () => {
      const { status } = await world.client.get(RELEASES, { namespace, name: 'crm' });
      return status?.conditions?.some(({ type }) => type === 'CleanUpFailed');
    });
    const { status } = await world.client.get(RELEASES, { namespace, name: 'crm' });
    expect(status?.phase).toBe('Serving');
    await ready('crm', 2);
    proxy.onWrite = () => undefined;
    await eventually('clean', async () => {
      const { status: is } = await world.client.get(RELEASES, { namespace, name: 'crm' });
      return is?.phase === 'Serving' && !is.conditions?.some(({ type }) => type === 'CleanUpFailed');
    });
  }, 600_000);

  test('hands over to a second version after a rehearsal, and back to the first when the spec says so', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const first = await ready('crm');
    const rehearsed: string[] = [];
    world.rehearsal = (pod) => {
      rehearsed.push(pod.metadata.name);
      return 0;
    };
    await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT] });
    const second = await ready('crm', 2);
    expect(rehearsed).toHaveLength(1);
    const release = await world.client.get(RELEASES, { namespace, name: 'crm' });
    expect(release.status?.serving?.digest).toBe(second.status?.artifact?.digest);
    expect(release.status?.history?.map(({ digest }) => digest)).toEqual([
      second.status?.artifact?.digest,
      first.status?.artifact?.digest,
    ]);
    expect(release.status?.handOver?.milliseconds).toBeGreaterThan(0);
    const artifact = first.status?.artifact?.digest;
    await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT], release: { artifact } });
    await ready('crm', 3);
    const back = await world.client.get(RELEASES, { namespace, name: 'crm' });
    expect(back.status?.serving?.digest).toBe(artifact);
    await eventually('the rehearsals are gone', async () => {
      const { items } = await world.client.list(JOBS, { namespace });
      return !items.some(({ metadata }) => metadata.name.includes('-rehearse-'));
    });
  }, 600_000);

  test('keeps the version that serves when the next one fails its rehearsal', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const first = await ready('crm');
    const before = await world.client.get(PODS, await appPod());
    world.rehearsal = () => 1;
    await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT] });
    const { status } = await failed('crm');
    expect(conditionsOf({ status })).toContain('Stalled=True/RehearsalFailed');
    expect(status?.message).toMatch(/The version before .+ goes on serving its data/);
    const release = await world.client.get(RELEASES, { namespace, name: 'crm' });
    expect(release.status?.serving?.digest).toBe(first.status?.artifact?.digest);
    expect(release.status?.failedDigest).toBe(status?.artifact?.digest);
    const after = await world.client.get(PODS, await appPod());
    expect(after.metadata.uid).toBe(before.metadata.uid);
  }, 600_000);

  test('does not get a host that another namespace claimed first, until that is free', async () => {
    const other = await world.namespace();
    const domain = `shop-${namespace}.example`;
    await world.apply(other, 'shop', { entities: [CLIENT], release: { domain } });
    await ready('shop', 1, other);
    await world.apply(namespace, 'crm', { entities: [CLIENT], release: { domain } });
    const { status } = await failed('crm');
    expect(conditionsOf({ status })).toContain('Stalled=True/HostConflict');
    expect(status?.message).toContain(`belongs to release shop of namespace ${other}`);
    expect(await find(INGRESSES, 'crm')).toBeUndefined();
    await remove('shop', other);
    await ready('crm');
    await world.apply(namespace, 'thief', { entities: [CLIENT], release: { domain: `crm.${other}.localhost` } });
    expect((await failed('thief')).status?.message).toContain(`belong to the namespace ${other}`);
  }, 600_000);

  test('keeps its data, which the next build of its name takes over only when told to', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    await ready('crm');
    const owner = await find(SECRETS, 'crm-owner');
    await remove('crm');
    expect((await find(PERSISTENT_VOLUME_CLAIMS, 'crm-data'))?.metadata.deletionTimestamp).toBeUndefined();
    expect(await find(SECRETS, 'crm-owner')).toEqual(owner);
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const { status } = await failed('crm');
    expect(conditionsOf({ status })).toContain('Stalled=True/VolumeExists');
    expect(status?.message).toMatch(/adoptData.+kubectl delete pvc crm-data/);
    expect(await find(DEPLOYMENTS, 'crm')).toBeUndefined();
    const rehearsed: string[] = [];
    world.rehearsal = (pod) => {
      rehearsed.push(pod.metadata.name);
      return 0;
    };
    await world.apply(namespace, 'crm', { entities: [CLIENT], release: { adoptData: true } });
    await ready('crm', 2);
    expect(rehearsed).toHaveLength(1);
    expect(await find(SECRETS, 'crm-owner')).toEqual(owner);
  }, 600_000);

  test('leaves nothing of itself when its data policy is Delete', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT], release: { dataPolicy: 'Delete' } });
    await ready('crm');
    await remove('crm');
    for (const type of [PERSISTENT_VOLUME_CLAIMS, SECRETS, DEPLOYMENTS, SERVICES, INGRESSES, JOBS, PODS, CONFIG_MAPS]) {
      const { items } = await world.client.list({ ...type, object: undefined }, { namespace });
      const left = items.filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt' && !metadata.deletionTimestamp);
      expect(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
    }
    const claims = await world.client.list(CONFIG_MAPS, { namespace: 'appfactory-system' });
    expect(claims.items.filter(({ data }) => data?.namespace === namespace)).toEqual([]);
  }, 600_000);
});

async function appPod(): Promise<{ namespace: string; name: string }> {
  const { items } = await world.client.list(PODS, { namespace, labelSelector: 'app.kubernetes.io/name=crm' });
  return { namespace, name: items[0]?.metadata.name ?? '' };
}
