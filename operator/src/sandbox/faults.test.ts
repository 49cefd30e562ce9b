import type { KubeClient } from '@appfactory/kube/client';
import { isControlledBy } from '@appfactory/kube/ownership';
import { PODS, SANDBOX_POOLS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { WATCH_FAULTS, WRITE_FAULTS } from '../testing/faultFamilies.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { keepOperator } from '../testing/keptOperator.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';
import { type SandboxCluster, startSandboxCluster } from '../testing/sandboxCluster.ts';

/*
 * The scenario, under every fault: a pool of two, one Sandbox that claims a warm pod and has an environment, one that must
 * not be warm; then the first loses its pod. The oracle: the same final state as without a fault, no twin pod, no orphan,
 * and a bounded number of writes.
 */

let cluster: SandboxCluster;
let client: KubeClient;
let proxy: FaultProxy;
let operator: OperatorProcess | undefined;
let namespace: string;
let count = 0;

beforeAll(async () => {
  cluster = await startSandboxCluster({ network: 78 });
  client = cluster.client;
}, 600_000);

afterAll(() => cluster?.stop(), 600_000);

beforeEach(async () => {
  namespace = `faults-${++count}`;
  await cluster.namespace(namespace);
  proxy = await cluster.proxy();
});

afterEach(async () => {
  await operator?.stop();
  operator = undefined;
  await proxy.close();
  for (const { metadata } of (await client.list(SANDBOX_POOLS, { namespace })).items) {
    await client.delete(SANDBOX_POOLS, metadata);
  }
  for (const { metadata } of (await client.list(SANDBOXES, { namespace })).items) {
    await client.delete(SANDBOXES, metadata);
  }
  await eventually('nothing is left', async () => {
    const [pods, secrets] = [await client.list(PODS, { namespace }), await client.list(SECRETS, { namespace })];
    return pods.items.length === 0 && secrets.items.length === 0;
  });
}, 600_000);

describe('the operator', () => {
  test('reaches the final state when nothing goes wrong', async () => {
    await start();
    await runScenario();
    expect(await finalState()).toEqual(EXPECTED);
    // Nothing more is written once the state is reached.
    const before = proxy.writes.length;
    await operator?.stop();
    expect(proxy.writes.slice(before).filter(({ path }) => !path.includes('/events'))).toEqual([]);
  }, 600_000);

  test('killed after each of its writes ends in the same state', async () => {
    let tolerated = 1;
    // After each restart one write more is let through than before the kill, so every pair of writes has a crash between.
    let since = 0;
    const keeper = await keepOperator({ kubeconfig: proxy.kubeconfig });
    proxy.onWrite = ({ path }) => {
      if (path.includes('/events')) return undefined;
      if (++since < tolerated) return undefined;
      since = 0;
      tolerated = tolerated >= 4 ? 1 : tolerated + 1;
      return { doneThen: () => keeper.kill() };
    };
    try {
      await runScenario(600_000);
      proxy.onWrite = () => undefined;
      await eventually('the final state', async () => same(await finalState(), EXPECTED), 600_000);
    } finally {
      proxy.onWrite = () => undefined;
      await keeper.stop();
    }
    expect(keeper.lives()).toBeGreaterThan(5);
  }, 900_000);

  test.each(WRITE_FAULTS)(
    'with every second write answered by %s ends in the same state',
    async (_name, fault) => {
      proxy.onWrite = ({ number }) => (number % 2 === 0 ? fault : undefined);
      await start();
      await runScenario(600_000);
      await eventually('the final state', async () => same(await finalState(), EXPECTED), 600_000);
      expect(proxy.writes.length).toBeLessThan(200);
    },
    900_000,
  );

  test.each(WATCH_FAULTS)(
    'with watches that %s ends in the same state',
    async (_name, faults) => {
      proxy.watchFaults = faults;
      await start();
      await runScenario(600_000);
      await eventually('the final state', async () => same(await finalState(), EXPECTED), 600_000);
      expect(proxy.writes.length).toBeLessThan(200);
    },
    900_000,
  );

  test('a pool takes no token that a Sandbox has told, even when its pod is lost before the Secret is adopted', async () => {
    let refused = 0;
    proxy.onWrite = ({ method, path }) => {
      if (method !== 'PATCH' || !path.includes('/secrets/')) return undefined;
      refused++;
      return { reset: 'before' };
    };
    await start();
    await makeAll();
    await eventually('both are Ready', async () => (await readyCount()) === 2);
    await eventually('adopting fails', () => refused > 0);
    await loseFirst();
    await eventually(
      'the pool is full',
      async () => (await client.get(SANDBOX_POOLS, { namespace, name: 'pool' })).status?.readyReplicas === 2,
    );
    proxy.onWrite = () => undefined;
    await eventually('the final state', async () => same(await finalState(), EXPECTED));
  }, 600_000);

  test('two at once: only one writes, and the other takes over when it is killed', async () => {
    await start();
    const first = operator;
    const second = await startOperatorProcess({ kubeconfig: proxy.kubeconfig });
    await makeAll();
    await eventually('the state before the loss', async () => (await readyCount()) === 2);
    expect(second.log.filter((line) => line.includes('"leading"'))).toEqual([]);
    first?.kill();
    operator = second;
    await loseFirst();
    await eventually('the final state', async () => same(await finalState(), EXPECTED));
    expect(second.log.filter((line) => line.includes('"leading"'))).toHaveLength(1);
  }, 600_000);

  test('stopped for longer than its lease does not write any more, and ends', async () => {
    await start();
    const first = operator;
    await makeAll();
    await eventually('the state before the loss', async () => (await readyCount()) === 2);
    process.kill(first?.pid ?? 0, 'SIGSTOP');
    const second = await startOperatorProcess({ kubeconfig: proxy.kubeconfig });
    await eventually('the second leads', () => second.log.some((line) => line.includes('"leading"')));
    operator = second;
    process.kill(first?.pid ?? 0, 'SIGCONT');
    expect(await first?.exited).toBe(1);
    await loseFirst();
    await eventually('the final state', async () => same(await finalState(), EXPECTED));
  }, 600_000);
});

async function start(): Promise<void> {
  operator = await startOperatorProcess({ kubeconfig: proxy.kubeconfig });
}

async function runScenario(limit = 600_000): Promise<void> {
  await makeAll();
  await eventually('both are Ready', async () => (await readyCount()) === 2, limit);
  await loseFirst();
  await eventually(
    'the first is Ready again',
    async () => {
      const { status } = await client.get(SANDBOXES, { namespace, name: 'first' });
      return status?.phase === 'Ready' && status.podName === 'first-sandbox-1';
    },
    limit,
  );
  await eventually(
    'the pool is full',
    async () => (await client.get(SANDBOX_POOLS, { namespace, name: 'pool' })).status?.readyReplicas === 2,
    limit,
  );
}

async function makeAll(): Promise<void> {
  await cluster.makePool(namespace, 'pool', 2);
  await eventually(
    'a warm pod is there',
    async () => {
      const { status } = await client.get(SANDBOX_POOLS, { namespace, name: 'pool' });
      return (status?.readyReplicas ?? 0) >= 1;
    },
    600_000,
  );
  await cluster.makeSandbox(namespace, 'first', { env: { A: '1' } });
  await cluster.makeSandbox(namespace, 'second', { warm: false });
}

async function readyCount(): Promise<number> {
  const { items } = await client.list(SANDBOXES, { namespace });
  return items.filter(({ status }) => status?.phase === 'Ready').length;
}

async function loseFirst(): Promise<void> {
  const { status } = await client.get(SANDBOXES, { namespace, name: 'first' });
  await client.delete(PODS, { namespace, name: status?.podName ?? '' }, { gracePeriodSeconds: 0 });
}

const EXPECTED = {
  sandboxes: [
    { name: 'first', phase: 'Ready', pod: 'first-sandbox-1', env: true, secretOwned: true },
    { name: 'second', phase: 'Ready', pod: 'second-sandbox-0', env: false, secretOwned: true },
  ],
  podsOfSandboxes: ['first-sandbox-1', 'second-sandbox-0'],
  warmPods: 2,
  secretsWithoutPod: 0,
  secrets: 4,
};

/** What the world looks like, without what differs from run to run (made-up names, times). */
async function finalState(): Promise<typeof EXPECTED> {
  const { items: sandboxes } = await client.list(SANDBOXES, { namespace });
  const { items: pods } = await client.list(PODS, { namespace });
  const { items: secrets } = await client.list(SECRETS, { namespace });
  const used = new Set(pods.map((pod) => pod.spec.containers[0]?.env?.[1]?.valueFrom?.secretKeyRef?.name));
  const ofSandboxes = pods.filter((pod) => pod.metadata.labels?.['appfactory.dev/sandbox']);
  return {
    sandboxes: sandboxes.map((sandbox) => {
      const { status, metadata } = sandbox;
      const pod = pods.find((candidate) => candidate.metadata.name === status?.podName);
      const secret = secrets.find((candidate) => candidate.metadata.name === status?.accessTokenSecret);
      return {
        name: metadata.name,
        phase: status?.phase ?? '',
        pod: status?.podName ?? '',
        env: (cluster.node.inits.get(pod?.metadata.name ?? '')?.at(-1)?.envVars.A ?? '') === '1',
        secretOwned: secret !== undefined && isControlledBy(secret, sandbox),
      };
    }),
    podsOfSandboxes: ofSandboxes.map((pod) => pod.metadata.name).sort(),
    warmPods: pods.length - ofSandboxes.length,
    secretsWithoutPod: secrets.filter((secret) => !used.has(secret.metadata.name)).length,
    secrets: secrets.length,
  };
}

function same(a: unknown, b: unknown): boolean {
  expect(a).toEqual(b);
  return true;
}
