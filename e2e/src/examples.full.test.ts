import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '@appfactory/launcher/manifests';
import type { AppBuildSpec } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { applyBuild, type Ref, untilReady } from './testing/builds.ts';
import { historyOf, timeless } from './testing/history.ts';
import { ownerOf, Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

async function applyExample(name: string, changes: Partial<AppBuildSpec> = {}): Promise<Ref> {
  const text = await readFile(join(ROOT, 'examples', `${name}.yaml`), 'utf8');
  const { spec } = parse(text) as { spec: object };
  const ref = { namespace: await platform.namespace('example'), name };
  await applyBuild(platform.client, ref, { ...spec, ...changes });
  return ref;
}

const originOf = ({ namespace, name }: Ref) =>
  (platform.addresses.apps ?? '').replace('NAME', name).replace('NAMESPACE', namespace);

test('a todo list stated by a prompt alone', async () => {
  const ref = await applyExample('todo');
  const { status } = await untilReady(platform.client, ref);
  expect(status?.plan?.assumptions.length).toBeGreaterThan(0);
  expect(status?.checks).toMatchObject({ failed: 0, skipped: 0 });
  const person = await Person.open();
  try {
    await person.signIn(originOf(ref), await ownerOf(platform.client, ref));
    await person.at(originOf(ref), { do: 'open', path: '/dashboard' }, { do: 'see', text: 'Todo', in: 'page' });
    expect(person.thrown).toEqual([]);
  } finally {
    await person.close();
  }
}, 1_800_000);

test('a repair shop with roles, rules, steps and links, each proven as the people of its roles', async () => {
  const ref = await applyExample('repair-shop');
  const { status } = await untilReady(platform.client, ref, 1, 1_800_000);
  expect(status?.checks).toMatchObject({ failed: 0, skipped: 0 });
  expect(status?.plan?.notBuilt).toEqual([]);
}, 3_600_000);

test.each([
  ['yoga', '/', 'Yoga studio in Portland'],
  ['blog', '/blog', 'Far Ridge'],
  ['workshop', '/', 'Bike workshop in Bristol'],
  ['pottery', '/shop', 'Kiln & Clay'],
])(
  'the public side of %s, stated by a prompt alone',
  async (name, path, text) => {
    const ref = await applyExample(name);
    const { status } = await untilReady(platform.client, ref, 1, 1_800_000);
    expect(status?.checks).toMatchObject({ failed: 0, skipped: 0 });
    const person = await Person.open();
    try {
      await person.at(originOf(ref), { do: 'open', path }, { do: 'at', path }, { do: 'see', text, in: 'heading' });
      expect(person.thrown).toEqual([]);
    } finally {
      await person.close();
    }
  },
  1_800_000,
);

test('a dashboard stated by a prompt alone: files are imported, measured, filtered and exported', async () => {
  const ref = await applyExample('sales-dashboard');
  const { status } = await untilReady(platform.client, ref, 1, 1_800_000);
  expect(status?.checks).toMatchObject({ failed: 0, skipped: 0 });
  expect(status?.plan?.notBuilt).toEqual([]);
  const person = await Person.open();
  try {
    await person.signIn(originOf(ref), await ownerOf(platform.client, ref));
    await person.at(
      originOf(ref),
      { do: 'open', path: '/dashboard' },
      { do: 'see', text: 'Import your first file', in: 'main' },
    );
    expect(person.thrown).toEqual([]);
  } finally {
    await person.close();
  }
}, 1_800_000);

test('a shop with five entities, twice: the same tree, byte for byte', async () => {
  const refs = [
    await applyExample('shop'),
    await applyExample('shop', { release: { target: 'none' } as AppBuildSpec['release'] }),
  ];
  const histories = [];
  for (const ref of refs) {
    const { status, metadata } = await untilReady(platform.client, ref, 1, 1_800_000);
    expect(status?.checks).toMatchObject({ failed: 0, skipped: 0 });
    histories.push(timeless(await historyOf(platform, metadata.uid ?? '')));
  }
  expect(histories[0]).toEqual(histories[1]);
  expect(histories[0]?.length).toBeGreaterThan(6);
}, 7_200_000);
