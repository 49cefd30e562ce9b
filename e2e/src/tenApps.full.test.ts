import { APP_BUILDS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, BUILD_LIMIT, conditionOf, untilReady } from './testing/builds.ts';
import { eventually } from './testing/eventually.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

const SUBJECTS = ['books', 'films', 'plants', 'tools', 'recipes', 'wines', 'songs', 'trips', 'birds', 'games'];

test('ten apps applied at once all reach Ready; those that wait say for what', async () => {
  const { client } = platform;
  const namespace = await platform.namespace('ten');
  const refs = SUBJECTS.map((name) => ({ namespace, name }));
  await Promise.all(
    refs.map((ref) =>
      applyBuild(client, ref, {
        prompt: `A list of ${ref.name} with a name and a note.`,
        sandbox: { keepMinutes: 0 },
        release: { target: 'none' },
      }),
    ),
  );
  // Which of them is the last is the operator's to say: they were all stated at once.
  const waits = await eventually(
    'one waits for room',
    async () => {
      const { items } = await client.list(APP_BUILDS, { namespace });
      return items
        .map((build) => conditionOf(build, 'SandboxReady'))
        .find((condition) => condition?.reason === 'WaitingForCapacity');
    },
    BUILD_LIMIT,
  );
  expect(waits.message).toMatch(/^Waits for room: this cluster has places for \d+ builds at a time, \d+ are taken/);
  for (const ref of refs) {
    const { status } = await untilReady(client, ref, 1, 1_800_000);
    expect(status?.checks).toMatchObject({ failed: 0, skipped: 0 });
  }
}, 7_200_000);
