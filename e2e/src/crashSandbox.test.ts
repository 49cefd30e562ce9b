import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import {
  expectUndisturbed,
  killSandbox,
  referenceBuild,
  startSmallBuild,
  untilSecondFeature,
} from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

test('a lost sandbox costs the feature in hand: the next one starts from the stored commits', async () => {
  const reference = await referenceBuild(platform);
  const watched = await startSmallBuild(platform, 'sandbox');
  try {
    await untilSecondFeature(watched);
    await killSandbox(watched);
    await expectUndisturbed(platform, watched, reference);
    expect(watched.pods.of('sandbox')).toHaveLength(2);
    // The first feature was committed before, and was not written again.
    const written = watched.reports.all.flatMap(({ event }) =>
      event.type === 'feature' && event.state === 'Writing' ? [event.id] : [],
    );
    expect(written.filter((id) => id === 'foundation')).toEqual(['foundation']);
  } finally {
    watched.end();
  }
}, 1_800_000);
