import { JOBS, PODS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuildCluster, conditionsOf, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';

/* What people do with a build beside changing its spec: they cancel it. On a real control plane, with agents that are played. */

const CLIENT = { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] };
const LIMIT = 600_000;

let world: BuildCluster;
let proxy: FaultProxy;
let operator: OperatorProcess;
let namespace: string;

beforeAll(async () => {
  world = await startBuildCluster(86);
  proxy = await world.proxy();
  operator = await startOperatorProcess({
    kubeconfig: proxy.kubeconfig,
    env: { ...world.operatorEnv, LEASE_SECONDS: '15' },
  });
}, LIMIT);

afterAll(async () => {
  await operator?.stop();
  await proxy?.close();
  await world?.stop();
}, LIMIT);

beforeEach(async () => {
  world.script = () => ({});
  namespace = await world.namespace();
}, LIMIT);

const apply = (spec: Record<string, unknown>) => world.apply(namespace, 'crm', { entities: [CLIENT], ...spec });
const ready = (generation: number) =>
  world.until(
    namespace,
    'crm',
    `Ready in generation ${generation}`,
    ({ status }) => status?.phase === 'Ready' && status.observedGeneration === generation,
  );
const attempts = () =>
  world.agents.attempts
    .filter((attempt) => attempt.namespace === namespace)
    .map(({ generation, attempt }) => `${generation}/${attempt}`);

describe('cancelling a build', () => {
  test(
    'ends its agent and its sandbox, keeps its commits and what it serves, and it goes on from there',
    async () => {
      await apply({});
      const { status: first } = await ready(1);
      // The next generation holds before its first feature that is new, until its pod is deleted.
      world.script = ({ attempt }) => (attempt === 1 ? { holdAt: { feature: 2, until: new Promise(() => {}) } } : {});
      const PROJECT = { name: 'Project', fields: [{ name: 'title', type: 'string' }] };
      await apply({ entities: [CLIENT, PROJECT] });
      await world.until(namespace, 'crm', 'writing', ({ status }) =>
        status?.plan?.features.some(({ state }) => state === 'Writing'),
      );
      await apply({ entities: [CLIENT, PROJECT], cancelled: true });
      await eventually('nothing of the work is left', async () => {
        for (const type of [JOBS, SANDBOXES]) {
          const { items } = await world.client.list({ ...type, object: undefined }, { namespace });
          if (items.length > 0) return false;
        }
        const pods = await world.client.list(PODS, { namespace, labelSelector: 'appfactory.dev/role=agent' });
        const secret = await world.client.find(SECRETS, { namespace, name: 'crm-agent-nats' });
        return pods.items.length === 0 && !secret;
      });
      const { status } = await world.until(
        namespace,
        'crm',
        'Cancelled',
        ({ status: is }) => is?.phase === 'Cancelled',
      );
      expect(conditionsOf({ status })).toEqual(
        expect.arrayContaining(['Built=False/Cancelled', 'Ready=False/Cancelled', 'Stalled=True/Cancelled']),
      );
      expect(status?.observedGeneration).toBe(3);
      expect(status?.artifacts).toEqual(first?.artifacts);
      expect(status?.release?.url).toBe(first?.release?.url);

      world.script = () => ({});
      await apply({ entities: [CLIENT, PROJECT] });
      const { status: last } = await ready(4);
      expect(attempts()).toEqual(['1/1', '2/1', '4/1']);
      // What was committed before it was cancelled is what it was.
      const kept = status?.plan?.features.filter(({ commit }) => commit).map(({ id, commit }) => [id, commit]) ?? [];
      expect(kept.length).toBeGreaterThan(1);
      const features = last?.plan?.features ?? [];
      expect(features.map(({ id, commit }) => [id, commit])).toEqual(expect.arrayContaining(kept));
      expect(features.slice(0, 2).map(({ state }) => state)).toEqual(['Kept', 'Kept']);
    },
    LIMIT,
  );

  test(
    'before it has begun begins nothing, until it is cancelled no more',
    async () => {
      await apply({ cancelled: true });
      const { status } = await world.until(
        namespace,
        'crm',
        'Cancelled',
        ({ status: is }) => is?.phase === 'Cancelled',
      );
      expect(status?.message).toMatch(/^Cancelled after 0\/\d+ features/);
      expect(attempts()).toEqual([]);
      await apply({});
      await ready(2);
      expect(attempts()).toEqual(['2/1']);
    },
    LIMIT,
  );

  test(
    'that is Ready changes nothing; a change of its spec waits until it is cancelled no more',
    async () => {
      await apply({});
      await ready(1);
      await apply({ cancelled: true });
      await ready(2);
      await apply({ cancelled: true, title: 'Another' });
      const { status } = await world.until(
        namespace,
        'crm',
        'Cancelled',
        ({ status: is }) => is?.phase === 'Cancelled',
      );
      expect(status?.observedGeneration).toBe(3);
      await apply({ title: 'Another' });
      await ready(4);
      expect(attempts()).toEqual(['1/1', '4/1']);
    },
    LIMIT,
  );
});
