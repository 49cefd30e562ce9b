import { APP_BUILDS, SANDBOXES } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, conditionOf, untilObject, untilReason } from './testing/builds.ts';
import { eventually } from './testing/eventually.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

/** What only the operator can know to be wrong, since it depends on what else there is. */
let platform: Platform;
let namespace: string;

beforeAll(async () => {
  platform = await sharedPlatform();
  namespace = await platform.namespace('refused');
}, 1_800_000);

afterAll(() => platform?.close());

test('an unknown template is refused with the names of those that there are, and starts nothing', async () => {
  const { client } = platform;
  const ref = { namespace, name: 'lost' };
  await applyBuild(client, ref, { prompt: 'a list of books', template: 'nextjs-13' });
  const planned = await untilReason(client, APP_BUILDS, ref, 'Planned', 'TemplateMissing');
  expect(planned.message).toMatch(/There is no AppTemplate "nextjs-13"/);
  expect(planned.message).toMatch(/Set spec\.template to one that exists \(.*nextjs-shadcn-fullstack.*\)/);
  const build = await client.get(APP_BUILDS, ref);
  expect(build.status?.phase).toBe('Failed');
  expect(conditionOf(build, 'Stalled')?.status).toBe('True');
  expect(conditionOf(build, 'Ready')?.status).toBe('False');
  expect((await client.list(SANDBOXES, { namespace })).items).toEqual([]);
  // Events are told beside the status, and stored when they are.
  await eventually('kubectl describe shows what happened', async () => {
    const described = await platform.kubectl('describe', 'appbuild', 'lost', '-n', namespace);
    return /Events:[\s\S]*nextjs-13/.test(described);
  });
  expect(await platform.kubectl('get', 'appbuild', 'lost', '-n', namespace)).toMatch(/lost +Failed .*nextjs-13/);

  // Corrected, it goes on by itself.
  await client.mergePatch(APP_BUILDS, ref, { spec: { template: null } });
  await untilObject(client, APP_BUILDS, ref, {
    what: 'it is planned',
    holds: (now) => conditionOf(now, 'Planned')?.status === 'True',
  });
  await client.delete(APP_BUILDS, ref);
}, 1_800_000);
