import { JOBS, PODS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuildCluster, conditionsOf, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';

/*
 * What people do with a build beside changing what it is to be: they cancel it, roll it back to a feature, and start it again
 * at one. On a real control plane, with agents that are played.
 */

const PROJECT = { name: 'Project', fields: [{ name: 'title', type: 'string' }] };
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
const attemptsOf = (generation: number) =>
  world.agents.attempts.filter((one) => one.namespace === namespace && one.generation === generation).length;
/** Generations that an agent worked on. An agent may be started again, on a busy machine: that is its Job's business. */
const agentsOf = () => [
  ...new Set(world.agents.attempts.filter((one) => one.namespace === namespace).map(({ generation }) => generation)),
];

describe('cancelling a build', () => {
  test(
    'ends its agent and its sandbox, keeps its commits and what it serves, and it goes on from there',
    async () => {
      await apply({});
      const { status: first } = await ready(1);
      // The next generation holds before its first feature that is new, until its pod is deleted.
      world.script = ({ attempt }) => (attempt === 1 ? { holdAt: { feature: 2, until: new Promise(() => {}) } } : {});
      await apply({ entities: [CLIENT, PROJECT] });
      await world.until(namespace, 'crm', 'writing projects', ({ status }) =>
        status?.plan?.features.some(({ id, state }) => id === 'entity-projects' && state === 'Writing'),
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
      expect(agentsOf()).toEqual([1, 2, 4]);
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
      expect(agentsOf()).toEqual([]);
      await apply({});
      await ready(2);
      expect(agentsOf()).toEqual([2]);
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
      expect(agentsOf()).toEqual([1, 4]);
    },
    LIMIT,
  );
});

const both = { entities: [CLIENT, PROJECT] };
const featuresOf = ({ status }: AppBuild) => status?.plan?.features.map(({ id, state }) => `${id} ${state}`);
const commitsOf = ({ status }: AppBuild) => status?.plan?.features.map(({ commit }) => commit) ?? [];

describe('rolling back to a feature', () => {
  test(
    'serves the app as it was then, once; a later change of the spec builds on',
    async () => {
      await apply(both);
      const first = await ready(1);
      const again = { mode: 'RollBack', feature: 'entity-clients' };
      await apply({ ...both, again });
      const back = await ready(2);
      expect(featuresOf(back)).toEqual([
        'foundation Kept',
        'entity-clients Kept',
        'entity-projects RolledBack',
        'dashboard RolledBack',
      ]);
      // What it is gone back from stays in the history.
      expect(commitsOf(back)).toEqual(commitsOf(first));
      expect(back.status).toMatchObject({ progress: '2/2', plan: { rolledBackTo: 'entity-clients' } });
      expect(back.status?.message).toMatch(/; rolled back to “Clients”$/);
      expect(back.status?.artifact?.digest).not.toBe(first.status?.artifact?.digest);

      // Something that is no part of the plan: it is not rolled back once more.
      await apply({ ...both, again, sandbox: { keepMinutes: 7 } });
      await ready(3);
      expect(agentsOf()).toEqual([1, 2]);

      await apply({ ...both, again, title: 'Another' });
      const { status } = await ready(4);
      expect(status?.plan?.rolledBackTo).toBeUndefined();
      expect(status?.plan?.features.map(({ id, state }) => `${id} ${state}`)).toEqual([
        'foundation Verified',
        'entity-clients Kept',
        'entity-projects Verified',
        'dashboard Verified',
      ]);
      expect(agentsOf()).toEqual([1, 2, 4]);
    },
    LIMIT,
  );

  test(
    'can be taken back: forward to a feature that is in the history, or by taking it out of the spec',
    async () => {
      await apply(both);
      const first = await ready(1);
      await apply({ ...both, again: { mode: 'RollBack', feature: 'foundation' } });
      expect(featuresOf(await ready(2))?.slice(0, 2)).toEqual(['foundation Kept', 'entity-clients RolledBack']);
      await apply({ ...both, again: { mode: 'RollBack', feature: 'dashboard' } });
      const forward = await ready(3);
      expect(featuresOf(forward)).toEqual(featuresOf(forward)?.map((feature) => feature.replace(/ .*/, ' Kept')));
      expect(forward.status?.artifact?.digest).toBe(first.status?.artifact?.digest);

      await apply({ ...both, again: { mode: 'RollBack', feature: 'foundation' } });
      await ready(4);
      await apply(both);
      const last = await ready(5);
      expect(featuresOf(last)).toEqual([
        'foundation Kept',
        'entity-clients Verified',
        'entity-projects Verified',
        'dashboard Verified',
      ]);
    },
    LIMIT,
  );

  test(
    'that is not there says which there are, and leaves what serves alone',
    async () => {
      await apply(both);
      const first = await ready(1);
      // The API server refuses to roll back to it; what a new plan will have it cannot know.
      await expect(apply({ ...both, again: { mode: 'RollBack', feature: 'entity-invoices' } })).rejects.toThrow(
        'no commit of a feature "entity-invoices": name one of status.plan.features that has a commit, or leave again out',
      );
      await apply({ ...both, again: { mode: 'Retry', feature: 'entity-invoices' } });
      const { status } = await world.until(namespace, 'crm', 'Failed', ({ status: is }) => is?.phase === 'Failed');
      expect(conditionsOf({ status })).toContain('Stalled=True/UnknownFeature');
      expect(status?.message).toBe(
        'This spec cannot be built: again.feature: this app has no feature "entity-invoices". Name one that it has (foundation, entity-clients, entity-projects, dashboard), or leave again out',
      );
      await apply(both);
      const { status: last } = await ready(3);
      expect(last?.artifact).toEqual(first.status?.artifact);
      expect(agentsOf()).toEqual([1]);
    },
    LIMIT,
  );

  test(
    'in the manifest of an app that is new does nothing',
    async () => {
      await apply({ ...both, again: { mode: 'RollBack', feature: 'foundation' } });
      expect(featuresOf(await ready(1))?.at(-1)).toBe('dashboard Verified');
    },
    LIMIT,
  );
});

describe('starting again at a feature', () => {
  test(
    'writes it and what came after it again, and nothing before; once for each request',
    async () => {
      await apply(both);
      const first = await ready(1);
      await apply({ ...both, again: { mode: 'Retry', feature: 'entity-projects', request: '1' } });
      const second = await ready(2);
      expect(featuresOf(second)).toEqual([
        'foundation Kept',
        'entity-clients Kept',
        'entity-projects Verified',
        'dashboard Verified',
      ]);
      expect(commitsOf(second).slice(0, 2)).toEqual(commitsOf(first).slice(0, 2));
      expect(commitsOf(second)[2]).not.toBe(commitsOf(first)[2]);
      await apply({ ...both, again: { mode: 'Retry', feature: 'entity-projects', request: '2' } });
      const third = await ready(3);
      expect(commitsOf(third)[2]).not.toBe(commitsOf(second)[2]);
      // Nothing is asked any more: nothing is done.
      await apply(both);
      await ready(4);
      expect(agentsOf()).toEqual([1, 2, 3]);
    },
    LIMIT,
  );

  test(
    'of a build that has failed, and of one that was cancelled',
    async () => {
      world.script = ({ generation }) => (generation === 1 ? { outcome: 'terminal' } : {});
      await apply(both);
      await world.until(namespace, 'crm', 'Failed', ({ status }) => status?.phase === 'Failed');
      world.script = ({ generation }) =>
        generation === 2 ? { holdAt: { feature: 2, until: new Promise(() => {}) } } : {};
      const again = { mode: 'Retry', feature: 'entity-clients' };
      await apply({ ...both, again });
      await world.until(namespace, 'crm', 'writing projects', ({ status }) =>
        status?.plan?.features.some(({ id, state }) => id === 'entity-projects' && state === 'Writing'),
      );
      // Asked for while it is cancelled, it waits until that is over.
      const later = { mode: 'Retry', feature: 'foundation' };
      await apply({ ...both, again: later, cancelled: true });
      await world.until(namespace, 'crm', 'Cancelled', ({ status }) => status?.phase === 'Cancelled');
      await apply({ ...both, again: later });
      const last = await ready(4);
      expect(featuresOf(last)).toEqual(featuresOf(last)?.map((feature) => feature.replace(/ .*/, ' Verified')));
      expect(agentsOf()).toEqual([1, 2, 4]);
    },
    LIMIT,
  );

  test(
    'goes back once, however often its agent crashes',
    async () => {
      await apply(both);
      await ready(1);
      world.script = ({ attempt }) => (attempt === 1 ? { crashAfter: 1 } : {});
      await apply({ ...both, again: { mode: 'Retry', feature: 'entity-clients' } });
      const { status } = await ready(2);
      expect(attemptsOf(2)).toBeGreaterThan(1);
      expect(status?.plan?.features.map(({ state }) => state)).toEqual(['Kept', 'Verified', 'Verified', 'Verified']);
    },
    LIMIT,
  );
});
