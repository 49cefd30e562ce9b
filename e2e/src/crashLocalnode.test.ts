import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { expectUndisturbed, referenceBuild, startSmallBuild, untilSecondFeature } from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_200_000);

afterAll(() => platform?.close());

test('a node agent that is killed finds its pods again, and they never stopped', async () => {
  const reference = await referenceBuild(platform);
  const watched = await startSmallBuild(platform, 'localnode');
  try {
    await untilSecondFeature(watched);
    await platform.kill('localnode');
    await expectUndisturbed(platform, watched, reference);
    const [agents, sandboxes] = [watched.pods.of('agent'), watched.pods.of('sandbox')];
    expect([agents.length, sandboxes.length]).toEqual([1, 1]);
    const restarts = agents.flatMap(({ status }) => status?.containerStatuses ?? []).map((one) => one.restartCount);
    expect(restarts).toEqual([0]);
    expect(await platform.output()).toMatch(/localnode ended with signal SIGKILL.*localnode runs again/s);
  } finally {
    watched.end();
  }
}, 1_800_000);
