import { readFile } from 'node:fs/promises';
import type { KubeClient } from '@appfactory/kube/client';
import { isControlledBy } from '@appfactory/kube/ownership';
import { APP_TEMPLATES, LEASES, NAMESPACES, PODS, SANDBOX_POOLS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';
import { type SandboxCluster, startSandboxCluster } from '../testing/sandboxCluster.ts';
import { RESTARTS } from './names.ts';

let cluster: SandboxCluster;
let client: KubeClient;
let operator: OperatorProcess;
let namespace: string;
let count = 0;

beforeAll(async () => {
  cluster = await startSandboxCluster({ hasRoom: (pod) => !pod.metadata.labels?.big });
  client = cluster.client;
  operator = await startOperatorProcess({ kubeconfig: await readFile(cluster.kubeconfigPath, 'utf8') });
}, 120_000);

afterAll(async () => {
  expect(await operator?.stop()).toBe(0);
  // The next operator need not wait for the lease to run out.
  const lease = await client.get(LEASES, { namespace: 'appfactory-system', name: 'appfactory-operator' });
  expect(lease.spec?.holderIdentity).toBeFalsy();
  await cluster?.stop();
}, 60_000);

beforeEach(async () => {
  namespace = `sandboxes-${++count}`;
  await cluster.namespace(namespace);
});

describe('a Sandbox', () => {
  test('without a pool gets a pod and a token of its own and becomes Ready', async () => {
    await cluster.makeSandbox(namespace, 'one');
    const sandbox = await ready('one');
    const status = sandbox.status;
    expect(status).toMatchObject({ phase: 'Ready', provider: 'pod', podName: 'one-sandbox-0', observedGeneration: 1 });
    expect(status?.sandboxID).toBe(sandbox.metadata.uid?.replaceAll('-', '').slice(0, 20));
    const life = Date.parse(status?.expiresAt ?? '') - Date.parse(status?.startedAt ?? '');
    expect(life).toBe(3600_000);
    const pod = await client.get(PODS, { namespace, name: 'one-sandbox-0' });
    expect(pod.status?.podIP).toBe(status?.podIP);
    expect(isControlledBy(pod, sandbox)).toBe(true);
    const secret = await client.get(SECRETS, { namespace, name: status?.accessTokenSecret ?? '' });
    expect(isControlledBy(secret, sandbox)).toBe(true);
    expect(Buffer.from(secret.data?.token ?? '', 'base64').toString()).toHaveLength(43);
  }, 60_000);

  test('is admitted by Pod Security restricted', async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await client.mergePatch(NAMESPACES, { name: namespace }, { metadata: { labels } });
    await cluster.makeSandbox(namespace, 'restricted');
    await ready('restricted');
  }, 60_000);

  test('claims a warm pod, which the pool replaces', async () => {
    await cluster.makePool(namespace, 'warm', 1);
    const [warm] = await warmPods('warm', 1);
    await cluster.makeSandbox(namespace, 'claimer', { env: { GREETING: 'hello' } });
    const sandbox = await ready('claimer');
    expect(sandbox.status).toMatchObject({ podName: warm?.metadata.name, pool: 'warm' });
    const secret = await eventually('the Secret is the Sandbox’s', async () => {
      const found = await client.get(SECRETS, { namespace, name: sandbox.status?.accessTokenSecret ?? '' });
      return isControlledBy(found, sandbox) && found;
    });
    const token = Buffer.from(secret.data?.token ?? '', 'base64').toString();
    expect(cluster.node.inits.get(warm?.metadata.name ?? '')).toEqual([{ token, envVars: { GREETING: 'hello' } }]);
    const [refilled] = await warmPods('warm', 1);
    expect(refilled?.metadata.name).not.toBe(warm?.metadata.name);
    await client.delete(SANDBOX_POOLS, { namespace, name: 'warm' });
    await eventually('the warm pod is gone', async () => (await podNames()).length === 1);
    expect(await podNames()).toEqual([warm?.metadata.name]);
  }, 60_000);

  test('in a burst gets a pod of its own each, no pod twice', async () => {
    await cluster.makePool(namespace, 'burst', 6);
    await warmPods('burst', 6);
    const names = Array.from({ length: 10 }, (_, n) => `burst-${n}`);
    await Promise.all(names.map((name) => cluster.makeSandbox(namespace, name)));
    const sandboxes = await Promise.all(names.map(ready));
    const pods = sandboxes.map(({ status }) => status?.podName);
    expect(new Set(pods).size).toBe(10);
    expect(sandboxes.filter(({ status }) => status?.pool === 'burst').length).toBeGreaterThanOrEqual(6);
  }, 60_000);

  test('whose pod crashes gets another with the same token, and says so', async () => {
    await cluster.makeSandbox(namespace, 'crashing');
    const before = await ready('crashing');
    const pod = await client.get(PODS, { namespace, name: before.status?.podName ?? '' });
    await cluster.node.crash(pod, 137);
    const after = await eventually('another pod', async () => {
      const now = await client.get(SANDBOXES, before.metadata);
      return now.status?.podName === 'crashing-sandbox-1' && now.status.phase === 'Ready' && now;
    });
    expect(after.metadata.annotations?.[RESTARTS]).toBe('1');
    expect(after.status).toMatchObject({
      sandboxID: before.status?.sandboxID,
      accessTokenSecret: before.status?.accessTokenSecret,
      startedAt: before.status?.startedAt,
    });
    await eventually('the crashed pod is gone', async () => (await podNames()).length === 1);
  }, 60_000);

  test('whose pod is deleted by force gets another', async () => {
    await cluster.makeSandbox(namespace, 'forced');
    await ready('forced');
    await client.delete(PODS, { namespace, name: 'forced-sandbox-0' }, { gracePeriodSeconds: 0 });
    await eventually('another pod', async () => {
      const { status } = await client.get(SANDBOXES, { namespace, name: 'forced' });
      return status?.podName === 'forced-sandbox-1' && status.phase === 'Ready';
    });
  }, 60_000);

  test('ends at its deadline: the pod goes, the phase says Ended, and nothing new is made', async () => {
    await cluster.makeSandbox(namespace, 'short', { timeoutSeconds: 2 });
    const ended = await eventually('it has ended', async () => {
      const now = await client.get(SANDBOXES, { namespace, name: 'short' });
      return now.status?.phase === 'Ended' && now;
    });
    expect(ended.status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ reason: 'Expired' });
    await eventually('the pod is gone', async () => (await podNames()).length === 0);
  }, 60_000);

  test('lives on when its timeout is set anew', async () => {
    await cluster.makeSandbox(namespace, 'renewed', { timeoutSeconds: 4 });
    await ready('renewed');
    const timeoutFrom = new Date(Date.now() + 3_600_000).toISOString();
    await client.mergePatch(SANDBOXES, { namespace, name: 'renewed' }, { spec: { timeoutFrom } });
    await eventually('expiresAt follows', async () => {
      const { status } = await client.get(SANDBOXES, { namespace, name: 'renewed' });
      return Date.parse(status?.expiresAt ?? '') > Date.now() + 3_000_000;
    });
  }, 60_000);

  test('of an unknown template is Failed with what to do, and starts when the template comes', async () => {
    await cluster.makeSandbox(namespace, 'early', { template: `late-${count}` });
    await eventually('it is stalled', async () => {
      const { status } = await client.get(SANDBOXES, { namespace, name: 'early' });
      return status?.phase === 'Failed' && status.conditions?.some(({ reason }) => reason === 'TemplateNotFound');
    });
    await cluster.makeTemplate(`late-${count}`);
    await ready('early');
  }, 60_000);

  test('that is deleted leaves nothing behind', async () => {
    await cluster.makeSandbox(namespace, 'leaving');
    await ready('leaving');
    await client.delete(SANDBOXES, { namespace, name: 'leaving' });
    await eventually('nothing is left', async () => {
      const secrets = await client.list(SECRETS, { namespace });
      return (await podNames()).length === 0 && secrets.items.length === 0;
    });
  }, 60_000);

  test('that comes again under the same name waits for the old pod and gets a new token', async () => {
    await cluster.makeSandbox(namespace, 'again');
    const first = await ready('again');
    await client.delete(SANDBOXES, first.metadata);
    await cluster.makeSandbox(namespace, 'again');
    const second = await ready('again');
    expect(second.status?.sandboxID).not.toBe(first.status?.sandboxID);
    const pod = await client.get(PODS, { namespace, name: second.status?.podName ?? '' });
    expect(isControlledBy(pod, second)).toBe(true);
  }, 60_000);
});

describe('a SandboxPool', () => {
  test('follows its replicas through the scale subresource and counts what is ready', async () => {
    await cluster.makePool(namespace, 'scaled', 1);
    await warmPods('scaled', 1);
    await client.mergePatch(
      SANDBOX_POOLS,
      { namespace, name: 'scaled' },
      { spec: { replicas: 3 } },
      { subresource: 'scale' },
    );
    await warmPods('scaled', 3);
    await eventually('the counts follow', async () => {
      const { status } = await client.get(SANDBOX_POOLS, { namespace, name: 'scaled' });
      return status?.readyReplicas === 3 && status.selector === 'appfactory.dev/pool=scaled,!appfactory.dev/sandbox';
    });
    await client.mergePatch(SANDBOX_POOLS, { namespace, name: 'scaled' }, { spec: { replicas: 0 } });
    await eventually('pods and Secrets are gone', async () => {
      const secrets = await client.list(SECRETS, { namespace });
      return (await podNames()).length === 0 && secrets.items.length === 0;
    });
  }, 60_000);

  test('makes its pods anew when the template changes', async () => {
    await cluster.makeTemplate(`changing-${count}`);
    await cluster.makePool(namespace, 'changing', 1, `changing-${count}`);
    await warmPods('changing', 1);
    await client.mergePatch(APP_TEMPLATES, { name: `changing-${count}` }, { spec: { image: 'example/other:2' } });
    await eventually('a pod of the new image', async () => {
      const pods = await client.list(PODS, { namespace });
      return pods.items.length === 1 && pods.items[0]?.spec.containers[0]?.image === 'example/other:2';
    });
  }, 60_000);

  test('gives its room to a pod that waits for it, and fills up again afterwards', async () => {
    await cluster.makePool(namespace, 'generous', 2);
    await warmPods('generous', 2);
    const labels = { big: 'yes', 'app.kubernetes.io/managed-by': 'appfactory' };
    const container = { name: 'work', image: 'example/work:1' };
    const metadata = { namespace, name: 'hungry', labels };
    await client.create(PODS, { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } });
    await eventually('the pool is empty', async () => (await podNames()).join() === 'hungry');
    await client.delete(PODS, { namespace, name: 'hungry' }, { gracePeriodSeconds: 0 });
    await warmPods('generous', 2);
  }, 60_000);
});

function ready(name: string): Promise<Sandbox> {
  return eventually(`Sandbox ${name} is Ready`, async () => {
    const sandbox = await client.get(SANDBOXES, { namespace, name });
    return sandbox.status?.phase === 'Ready' && sandbox;
  });
}

function warmPods(pool: string, wanted: number) {
  return eventually(`${wanted} warm pods`, async () => {
    const labelSelector = `appfactory.dev/pool=${pool},!appfactory.dev/sandbox`;
    const { items } = await client.list(PODS, { namespace, labelSelector });
    const { status } = await client.get(SANDBOX_POOLS, { namespace, name: pool });
    return items.length === wanted && status?.readyReplicas === wanted && items;
  });
}

async function podNames(): Promise<string[]> {
  return (await client.list(PODS, { namespace })).items.map((pod) => pod.metadata.name);
}
