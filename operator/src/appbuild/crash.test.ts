import { appendFileSync } from 'node:fs';
import { LEASES } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { againScenario } from '../testing/againScenario.ts';
import { type BuildCluster, startBuildCluster } from '../testing/buildCluster.ts';
import { buildScenario } from '../testing/buildScenario.ts';
import type { FaultProxy, SeenWrite } from '../testing/faultProxy.ts';
import { type KeptOperator, keepOperator } from '../testing/keptOperator.ts';

/*
 * The scenarios: an app is built, its spec gets another entity, it is built again, and it is deleted; an app is rolled back,
 * built again from a feature, and cancelled. The oracle: the same states as without a crash, one agent for each generation, no
 * twin, nothing left.
 *
 * The operator is killed after every single write: each life of it does one write (in the second scenario after every fourth).
 * APPFACTORY_FULL=1 kills it after every single one there too, and also once only, after the first write, the second, and so
 * on, and lets it go on undisturbed.
 */

const LIMIT = 1_800_000;

let world: BuildCluster;
let proxy: FaultProxy;
const SCENARIOS = { 'built and changed': buildScenario, 'rolled back, retried and cancelled': againScenario };
type Name = keyof typeof SCENARIOS;
const NAMES = Object.keys(SCENARIOS) as Name[];
const undisturbed = new Map<Name, { states: unknown[]; writes: number }>();

beforeAll(async () => {
  world = await startBuildCluster(82);
  proxy = await world.proxy();
}, 400_000);

afterAll(async () => {
  await proxy?.close();
  await world?.stop();
}, 200_000);

test.each(NAMES)(
  'an app is %s without a crash',
  async (name) => {
    const keeper = await keepRunning(() => false);
    const before = counted();
    const states = await SCENARIOS[name](world);
    const writes = counted() - before;
    undisturbed.set(name, { states, writes });
    await keeper.stop();
    expect(keeper.lives()).toBe(1);
    expect(writes).toBeLessThan(name === 'built and changed' ? 150 : 300);
  },
  LIMIT,
);

const isFull = Boolean(process.env.APPFACTORY_FULL);

test.each([
  ['built and changed', 1],
  ['rolled back, retried and cancelled', isFull ? 1 : 4],
] as const)(
  'an app is %s by an operator that is killed after every write, or every few of them (%d)',
  async (name, every) => {
    const keeper = await keepRunning(() => counted() % every === 0);
    const states = await SCENARIOS[name](world);
    await keeper.stop();
    expect(states).toEqual(undisturbed.get(name)?.states);
    expect(keeper.lives()).toBeGreaterThan(20);
  },
  LIMIT,
);

const full = isFull ? test : test.skip;

full.each(NAMES)(
  'an app is %s by an operator that is killed once, after any of its writes',
  async (name) => {
    const { states: wanted = [], writes = 0 } = undisturbed.get(name) ?? {};
    for (let index = 1; index <= writes; index++) {
      const before = counted();
      const keeper = await keepRunning(() => counted() - before === index);
      const states = await SCENARIOS[name](world);
      await keeper.stop();
      expect([index, ...states]).toEqual([index, ...wanted]);
    }
  },
  10 * LIMIT,
);

/** Writes that are not news: Events are written beside the work, and nobody waits for them. */
function counted(): number {
  return proxy.writes.filter(isWork).length;
}

function isWork({ path }: SeenWrite): boolean {
  return !path.includes('/events');
}

/** The operator, killed after each write for which `kills` holds. */
async function keepRunning(kills: () => boolean): Promise<KeptOperator> {
  proxy.onWrite = (write) => {
    if (!isWork(write) || !kills()) return undefined;
    if (process.env.CRASH_TRACE) appendFileSync(process.env.CRASH_TRACE, `${write.method} ${write.path}\n`);
    return { doneThen: () => keeper.kill() };
  };
  const keeper = await keepOperator(
    { kubeconfig: proxy.kubeconfig, env: { ...world.operatorEnv, LEASE_SECONDS: '30', LOG_LEVEL: 'error' } },
    // A killed operator cannot give its lease up; waiting for it to run out is time's business.
    () => world.client.delete(LEASES, { namespace: 'appfactory-system', name: 'appfactory-operator' }),
  );
  return {
    ...keeper,
    stop: () => {
      proxy.onWrite = () => undefined;
      return keeper.stop();
    },
  };
}
