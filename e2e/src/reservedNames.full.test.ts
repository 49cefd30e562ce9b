import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, untilReady } from './testing/builds.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

const named = (name: string, ...fields: object[]) => ({
  name,
  fields: [{ name: 'name', type: 'string', required: true }, ...fields],
});

test('names that SQL, TypeScript, React or Next.js use, and entities that refer to themselves and each other', async () => {
  const ref = { namespace: await platform.namespace('reserved'), name: 'select' };
  await applyBuild(platform.client, ref, {
    entities: [
      named('Order', { name: 'group', type: 'integer' }, { name: 'select', type: 'boolean' }),
      named('Default', { name: 'default', type: 'string' }, { name: 'class', type: 'text' }),
      named('api', { name: 'key', type: 'string' }, { name: 'ref', type: 'string' }),
      named('Page', { name: 'children', type: 'string' }, { name: 'parent', type: 'reference', to: 'Page' }),
      named('Promise', { name: 'then', type: 'string' }, { name: 'await', type: 'date' }),
      // A chicken and an egg, each required by the other.
      named('Table', { name: 'index', type: 'reference', to: 'Index', required: true }),
      named('Index', { name: 'table', type: 'reference', to: 'Table', required: true }),
    ],
  });
  const ready = await untilReady(platform.client, ref);
  expect(ready.status?.checks).toMatchObject({ failed: 0, skipped: 0 });
  expect(ready.status?.plan?.assumptions.join('\n')).toMatch(/optional: required both ways/);
}, 1_800_000);
