import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuildCluster, startBuildCluster } from '../testing/buildCluster.ts';
import { buildScenario } from '../testing/buildScenario.ts';
import { WATCH_FAULTS, WRITE_FAULTS } from '../testing/faultFamilies.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';

/* The same states as without a fault, and a bounded number of writes: what fails is tried again, but not in a busy loop. */

const LIMIT = 1_800_000;
const MOST_WRITES = 400;

let world: BuildCluster;
let proxy: FaultProxy;
let operator: OperatorProcess;
let undisturbed: unknown[];

beforeAll(async () => {
  world = await startBuildCluster(84);
}, 400_000);

afterAll(() => world?.stop(), 200_000);

beforeEach(async () => {
  proxy = await world.proxy();
  operator = await startOperatorProcess({
    kubeconfig: proxy.kubeconfig,
    env: { ...world.operatorEnv, LEASE_SECONDS: '15', LOG_LEVEL: 'error' },
  });
}, 200_000);

afterEach(async () => {
  await operator?.stop();
  await proxy?.close();
}, 200_000);

describe('builds end in the same states', () => {
  test(
    'when nothing goes wrong',
    async () => {
      undisturbed = await buildScenario(world);
      expect(proxy.writes.length).toBeLessThan(150);
    },
    LIMIT,
  );

  test.each(WRITE_FAULTS)(
    'when every second write is answered by %s',
    async (_name, fault) => {
      proxy.onWrite = ({ number }) => (number % 2 === 0 ? fault : undefined);
      expect(await buildScenario(world)).toEqual(undisturbed);
      expect(proxy.writes.length).toBeLessThan(MOST_WRITES);
    },
    LIMIT,
  );

  test.each(WATCH_FAULTS)(
    'when watches %s',
    async (_name, faults) => {
      proxy.watchFaults = faults;
      // The watches that run already would go on without a fault.
      proxy.cut();
      expect(await buildScenario(world)).toEqual(undisturbed);
      expect(proxy.writes.length).toBeLessThan(MOST_WRITES);
    },
    LIMIT,
  );
});
