import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import {
  expectUndisturbed,
  killAgent,
  referenceBuild,
  startSmallBuild,
  untilSecondFeature,
} from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

test('an agent that is killed in the middle of the second feature goes on from its last commit', async () => {
  const watched = await startSmallBuild(platform, 'agent');
  try {
    // The machine is busy with both, as it would be with any two apps.
    const [reference] = await Promise.all([
      referenceBuild(platform),
      untilSecondFeature(watched).then(() => killAgent(watched)),
    ]);
    await expectUndisturbed(platform, watched, reference);
    const attempts = new Set(
      watched.reports.all.flatMap(({ event }) => (event.type === 'started' ? [event.attempt] : [])),
    );
    // On a machine that is far too slow an attempt may give up by itself.
    expect(attempts.size).toBeGreaterThanOrEqual(2);
    expect(watched.pods.of('agent')).toHaveLength(attempts.size);
    expect(watched.pods.of('sandbox')).toHaveLength(1);
  } finally {
    watched.end();
  }
}, 1_800_000);
