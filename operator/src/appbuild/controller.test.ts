import {
  APP_BUILDS,
  CONFIG_MAPS,
  DEPLOYMENTS,
  JOBS,
  PODS,
  RELEASES,
  ROLE_BINDINGS,
  ROLES,
  SANDBOXES,
  SECRETS,
  SERVICE_ACCOUNTS,
} from '@appfactory/kube/resources';
import { reviewAccess } from '@appfactory/kube/reviews';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { LABEL_MEMBER_ROLE } from '@appfactory/resources/tenant';
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
  world = await startBuildCluster(81);
  proxy = await world.proxy();
  operator = await startOperatorProcess({
    kubeconfig: proxy.kubeconfig,
    env: { ...world.operatorEnv, MAX_ACTIVE_BUILDS: '3', LEASE_SECONDS: '15' },
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
  operator.log.length = 0;
  namespace = await world.namespace();
}, 400_000);

const ready = (name: string, generation = 1) =>
  world.until(
    namespace,
    name,
    'Ready',
    ({ status }) => status?.phase === 'Ready' && status.observedGeneration === generation,
  );

describe('an AppBuild', () => {
  test('goes from its spec to a released app, and says so', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT] });
    const { status } = await ready('crm');
    expect(conditionsOf({ status })).toEqual([
      'Planned=True/Planned',
      expect.stringMatching(/^SandboxReady=/),
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=True/Serving',
      'Ready=True/Ready',
    ]);
    const features = status?.plan?.features ?? [];
    expect(features.map(({ state }) => state)).toEqual(features.map(() => 'Verified'));
    expect(status?.progress).toBe(`${features.length}/${features.length}`);
    expect(status?.release?.url).toBe(`http://crm.${namespace}.localhost:8080`);
    expect(status?.checks?.failed).toBe(0);
    expect(Object.keys(status?.times ?? {})).toEqual(
      expect.arrayContaining(['applied', 'preview', 'firstVerified', 'ready']),
    );
    const job = await world.client.get(JOBS, { namespace, name: 'crm-agent-1' });
    expect(job.spec.activeDeadlineSeconds).toBe(3660);
    await eventually('the credentials are gone', async () => {
      const secret = await world.client.find(SECRETS, { namespace, name: 'crm-agent-nats' });
      return secret === undefined;
    });
    // The gateway tells people how the first owner signs in: it reads that Secret, and no other.
    const mayRead = async (name?: string) => {
      const resource = { group: '', verb: 'get', resource: 'secrets', namespace, name };
      return (await reviewAccess(world.client, { user: 'appfactory:gateway', resource })).allowed;
    };
    expect(await Promise.all([mayRead('crm-owner'), mayRead('crm-app'), mayRead()])).toEqual([true, false, false]);
  }, 600_000);

  test('stays Ready when a clean-up after it fails, says which, and does it as soon as it can', async () => {
    const isCleanUp = ({ method, path }: SeenWrite) => method === 'DELETE' && path.endsWith('/secrets/crm-agent-nats');
    proxy.onWrite = (write) => (isCleanUp(write) ? { refuse: 500 } : undefined);
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const failing = await world.until(namespace, 'crm', 'Ready with a failed clean-up', ({ status }) =>
      status?.conditions?.some(({ type }) => type === 'CleanUpFailed'),
    );
    const tries = proxy.writes.filter(isCleanUp).length;
    await eventually('it is tried again', () => Promise.resolve(proxy.writes.filter(isCleanUp).length > tries + 1));
    const { status } = await ready('crm');
    expect(conditionsOf({ status })).toEqual(expect.arrayContaining(['Ready=True/Ready', 'Released=True/Serving']));
    expect(status?.message).toMatch(/^Serves at /);
    const told = failing.status?.conditions?.find(({ type }) => type === 'CleanUpFailed');
    expect(told).toMatchObject({ status: 'True', message: expect.stringMatching(/dropCredentials.+tried again/) });
    proxy.onWrite = () => undefined;
    const clean = await world.until(
      namespace,
      'crm',
      'Ready and clean',
      ({ status: is }) => is?.phase === 'Ready' && !is.conditions?.some(({ type }) => type === 'CleanUpFailed'),
    );
    expect(await world.client.find(SECRETS, { namespace, name: 'crm-agent-nats' })).toBeUndefined();
    const since = ({ status: is }: AppBuild) =>
      is?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
    expect(since(clean)).toBe(since({ ...clean, status }));
  }, 600_000);

  test('is built anew from the last commit when its spec wants another app', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const before = await ready('crm');
    await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT] });
    const { status } = await ready('crm', 2);
    const kept = status?.plan?.features.filter(({ state }) => state === 'Kept').map(({ id }) => id);
    expect(kept).toContain('entity-clients');
    expect(status?.artifact?.generation).toBe(2);
    expect(status?.artifacts?.map(({ generation }) => generation)).toEqual([2, 1]);
    expect(before.status?.artifact?.digest).toBe(status?.artifacts?.[1]?.digest);
    const { items } = await world.client.list(JOBS, { namespace });
    expect(
      items.filter(({ metadata }) => metadata.name.includes('-agent-')).map(({ metadata }) => metadata.name),
    ).toEqual(['crm-agent-2']);
  }, 600_000);

  test('does not start an agent for a change of the deployment', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    await ready('crm');
    const count = world.agents.attempts.length;
    await world.apply(namespace, 'crm', { entities: [CLIENT], release: { domain: `crm-${namespace}.example` } });
    const { status } = await ready('crm', 2);
    expect(status?.release?.url).toBe(`http://crm-${namespace}.example:8080`);
    expect(status?.artifact?.generation).toBe(1);
    expect(world.agents.attempts).toHaveLength(count);
  }, 600_000);

  test('with a failed check says which and what was seen, and tries again when the spec is changed', async () => {
    world.script = () => ({ outcome: 'failed' });
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const failed = await world.until(namespace, 'crm', 'Failed', ({ status }) => status?.phase === 'Failed');
    expect(failed.status?.message).toMatch(/^The check ".+" failed: There is no "Sign in"/);
    expect(conditionsOf(failed)).toContain('Stalled=True/ChecksFailed');
    expect(conditionsOf(failed)).toContain('Verified=False/ChecksFailed');
    world.script = () => ({});
    await world.apply(namespace, 'crm', { entities: [CLIENT], budget: { minutes: 61 } });
    const { status } = await ready('crm', 2);
    expect(status?.failures).toBeUndefined();
    expect(status?.plan?.features.map(({ state }) => state)).not.toContain('Failed');
  }, 600_000);

  test('that an agent gave up is Failed with its reason', async () => {
    world.script = () => ({ outcome: 'terminal' });
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const { status } = await world.until(namespace, 'crm', 'Failed', ({ status: is }) => is?.phase === 'Failed');
    expect(conditionsOf({ status })).toContain('Stalled=True/BuildFailed');
    expect(status?.message).toContain('The production build failed: no such module');
  }, 600_000);

  test('with skipped checks is not Ready until the spec accepts them by name', async () => {
    world.script = () => ({ outcome: 'skipped' });
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const { status } = await world.until(namespace, 'crm', 'Failed', ({ status: is }) => is?.phase === 'Failed');
    expect(conditionsOf({ status })).toContain('Verified=Unknown/ChecksSkipped');
    const acceptSkipped = status?.skipped ?? [];
    expect(acceptSkipped).toHaveLength(1);
    const count = world.agents.attempts.length;
    await world.apply(namespace, 'crm', { entities: [CLIENT], verification: { acceptSkipped } });
    await ready('crm', 2);
    expect(world.agents.attempts).toHaveLength(count);
  }, 600_000);

  test('that is paused stops its agent and goes on where it was', async () => {
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    world.script = ({ attempt }) => (attempt === 1 ? { holdAt: { feature: 1, until } } : {});
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    await world.until(namespace, 'crm', 'the first feature', ({ status }) => status?.progress?.startsWith('1/'));
    await world.apply(namespace, 'crm', { entities: [CLIENT], paused: true });
    await world.until(namespace, 'crm', 'Paused', ({ status }) => status?.phase === 'Paused');
    await eventually('the agent has ended', async () => {
      const { items } = await world.client.list(PODS, { namespace, labelSelector: 'appfactory.dev/role=agent' });
      return items.length === 0;
    });
    go();
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const { status } = await ready('crm', 3);
    const mine = world.agents.attempts.filter((attempt) => attempt.namespace === namespace);
    expect(mine.map(({ generation, attempt }) => [generation, attempt])).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(status?.plan?.features[0]?.state).toBe('Verified');
  }, 600_000);

  test('whose sandbox is lost gets another one, and its agent goes on', async () => {
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    world.script = ({ attempt }) => (attempt === 1 ? { holdAt: { feature: 1, until }, crashAfter: 2 } : {});
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const building = await world.until(namespace, 'crm', 'the first feature', ({ status }) =>
      status?.progress?.startsWith('1/'),
    );
    const first = await world.client.get(SANDBOXES, { namespace, name: 'crm' });
    await world.client.delete(SANDBOXES, { namespace, name: 'crm' });
    await eventually('another sandbox', async () => {
      const sandbox = await world.client.find(SANDBOXES, { namespace, name: 'crm' });
      return sandbox?.status?.phase === 'Ready' && sandbox.metadata.uid !== first.metadata.uid;
    });
    const second = await world.client.get(SANDBOXES, { namespace, name: 'crm' });
    await eventually('the agent is told', async () => {
      const map = await world.client.get(CONFIG_MAPS, { namespace, name: 'crm-plan' });
      return map.data?.sandboxID === second.status?.sandboxID;
    });
    go();
    expect(building.status?.sandbox?.previewURL).toMatch(/^http:\/\/3000-[0-9a-f]{20}\.localhost:2$/);
    await ready('crm');
  }, 600_000);

  test('leaves nothing behind when it is deleted while it is built', async () => {
    world.script = () => ({ holdAt: { feature: 1, until: new Promise(() => {}) } });
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    await world.until(namespace, 'crm', 'the first feature', ({ status }) => status?.progress?.startsWith('1/'));
    await world.client.delete(APP_BUILDS, { namespace, name: 'crm' });
    await eventually(
      'the build is gone',
      async () => !(await world.client.find(APP_BUILDS, { namespace, name: 'crm' })),
    );
    await nothingLeft();
  }, 600_000);

  test.each([
    ['paused', { paused: true }, (phase?: string) => phase === 'Paused'],
    ['failed', { template: 'absent' }, (phase?: string) => phase === 'Failed'],
    ['new', {}, () => true],
  ])(
    'leaves nothing behind when it is deleted while it is %s',
    async (_phase, spec, reached) => {
      await world.apply(namespace, 'crm', { entities: [CLIENT], ...spec });
      await world.until(namespace, 'crm', 'the phase', ({ status }) => reached(status?.phase));
      await world.client.delete(APP_BUILDS, { namespace, name: 'crm' });
      await eventually(
        'the build is gone',
        async () => !(await world.client.find(APP_BUILDS, { namespace, name: 'crm' })),
      );
      await nothingLeft();
    },
    600_000,
  );

  test('leaves a ServiceAccount alone that has the name of its agent, and says so', async () => {
    const ref = { namespace, name: 'crm-agent' };
    const metadata = { ...ref, labels: { [LABEL_MEMBER_ROLE]: 'viewer' } };
    const theirs = await world.client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    await world.apply(namespace, 'crm', { entities: [CLIENT] });
    const { status } = await world.until(namespace, 'crm', 'Stalled', ({ status: is }) =>
      is?.conditions?.some(({ type, reason }) => type === 'Stalled' && reason === 'NameTaken'),
    );
    expect(status?.message).toMatch(/ServiceAccount "crm-agent".+another name/);
    await world.client.delete(APP_BUILDS, { namespace, name: 'crm' });
    await eventually(
      'the build is gone',
      async () => !(await world.client.find(APP_BUILDS, { namespace, name: 'crm' })),
    );
    expect(await world.client.get(SERVICE_ACCOUNTS, ref)).toEqual(theirs);
  }, 600_000);

  test('that cannot be planned says where and why', async () => {
    await world.apply(namespace, 'crm', { entities: [CLIENT], template: 'absent' });
    const { status } = await world.until(namespace, 'crm', 'Failed', ({ status: is }) => is?.phase === 'Failed');
    expect(status?.message).toBe(
      'There is no AppTemplate "absent". Set spec.template to one that exists (small) or leave it out',
    );
  }, 120_000);

  test('waits for room, and ten applied at once all become Ready', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `app-${index}`);
    let most = 0;
    let waited = false;
    for (const name of names) await world.apply(namespace, name, { entities: [CLIENT], sandbox: { keepMinutes: 60 } });
    await eventually(
      'all are Ready',
      async () => {
        const { items } = await world.client.list(APP_BUILDS, { namespace });
        const sandboxes = await world.client.list(SANDBOXES, { namespace });
        most = Math.max(most, sandboxes.items.length);
        waited ||= items.some(
          ({ status }) => status?.phase === 'Pending' && /^Waits for room/.test(status.message ?? ''),
        );
        return items.every(({ status }) => status?.phase === 'Ready');
      },
      120_000,
    ).catch(async (error: unknown) => {
      const { items } = await world.client.list(APP_BUILDS);
      const sandboxes = await world.client.list(SANDBOXES);
      const lines = items.map(
        ({ metadata, status }) => `${metadata.namespace}/${metadata.name} ${status?.phase}: ${status?.message}`,
      );
      const held = sandboxes.items.map(
        ({ metadata, status }) => `${metadata.namespace}/${metadata.name} ${status?.phase}`,
      );
      throw new Error([...lines, ...held, ...operator.log.slice(-5)].join('\n'), { cause: error });
    });
    expect(most).toBeLessThanOrEqual(3);
    expect(waited).toBe(true);
  }, 600_000);
});

/** What only an owner reference holds goes a moment after its owner: the cluster's garbage collector does that. */
async function nothingLeft(): Promise<void> {
  for (const type of [PODS, JOBS, SECRETS, SANDBOXES, RELEASES, DEPLOYMENTS, ROLES, ROLE_BINDINGS]) {
    await eventually(`no ${type.plural}`, async () => {
      const { items } = await world.client.list({ ...type, object: undefined }, { namespace });
      if (items.length > 0) throw new Error(items.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join());
      return true;
    });
  }
}
