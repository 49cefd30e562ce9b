import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import {
  agentOf,
  daemonOf,
  expectUndisturbed,
  referenceBuild,
  startSmallBuild,
  untilSecondFeature,
} from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

test('a node agent that is killed finds its pods again, and they never stopped', async () => {
  const reference = await referenceBuild(platform);
  const watched = await startSmallBuild(platform, 'localnode');
  try {
    await untilSecondFeature(watched);
    const before = await Promise.all([agentOf(watched), daemonOf(watched)]);
    await platform.kill('localnode');
    expect(await Promise.all([agentOf(watched), daemonOf(watched)])).toEqual(before);
    await expectUndisturbed(platform, watched, reference);
    expect(watched.pods.of('sandbox')).toHaveLength(1);
    expect(await platform.output()).toMatch(/localnode ended with signal SIGKILL.*localnode runs again/s);
  } finally {
    watched.end();
  }
}, 1_800_000);
