import { afterAll, beforeAll, test } from '@jest/globals';
import type { Platform } from './platform.ts';
import { sharedPlatform } from './sharedPlatform.ts';
import {
  expectUndisturbed,
  referenceBuild,
  startSmallBuild,
  untilSecondFeature,
  type WatchedBuild,
} from './smallBuild.ts';

const LIMIT = 1_800_000;

export interface CrashTest {
  /** In the name of the build's namespace. */
  word: string;
  /** What happens in the middle of the second feature. */
  disturb(watched: WatchedBuild, platform: Platform): Promise<unknown>;
  /** The build that nobody disturbs goes on at the same time, when it is not there already. */
  beside?: boolean;
  /** What must be so besides: the build ended as an undisturbed one, and is deleted. */
  expectations(watched: WatchedBuild, platform: Platform): void | Promise<void>;
}

/** One test, the only one of its file: a small build is disturbed and ends as if nothing had been. */
export function crashTest(name: string, { word, disturb, beside, expectations }: CrashTest): void {
  let platform: Platform;
  beforeAll(async () => {
    platform = await sharedPlatform();
  }, LIMIT);
  afterAll(() => platform?.close());

  test(
    name,
    async () => {
      if (!beside) await referenceBuild(platform);
      const watched = await startSmallBuild(platform, word);
      try {
        const [reference] = await Promise.all([
          referenceBuild(platform),
          untilSecondFeature(watched).then(() => disturb(watched, platform)),
        ]);
        await expectUndisturbed(platform, watched, reference);
        await expectations(watched, platform);
      } finally {
        watched.end();
      }
    },
    LIMIT,
  );
}
