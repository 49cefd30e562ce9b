import { INGRESSES, RELEASES } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { conditionOf, untilObject, untilReason } from './testing/builds.ts';
import type { Platform } from './testing/platform.ts';
import { applyRelease } from './testing/releases.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

let platform: Platform;
let first: string;
let second: string;

beforeAll(async () => {
  platform = await sharedPlatform();
  first = await platform.namespace('first');
  second = await platform.namespace('second');
}, 1_800_000);

afterAll(() => platform?.close());

const host = `shop-${Math.random().toString(36).slice(2, 8)}.example.com`;

test('a host belongs to the namespace that claimed it first, and is free again when that one lets it go', async () => {
  const { client } = platform;
  await applyRelease(client, { namespace: first, name: 'shop' }, { host, dataPolicy: 'Delete' });
  await untilReason(client, RELEASES, { namespace: first, name: 'shop' }, 'HostClaimed', 'Claimed');

  const other = { namespace: second, name: 'shop' };
  await applyRelease(client, other, { host, dataPolicy: 'Delete' });
  const refused = await untilReason(client, RELEASES, other, 'HostClaimed', 'HostConflict');
  expect(refused).toMatchObject({ status: 'False' });
  expect(refused.message).toBe(
    `The host ${host} is taken: a release claimed it first. Set another spec.release.domain`,
  );
  const release = await client.get(RELEASES, other);
  expect(conditionOf(release, 'Stalled')?.reason).toBe('HostConflict');
  expect((await client.list(INGRESSES, { namespace: second })).items).toEqual([]);
  expect(conditionOf(await client.get(RELEASES, { namespace: first, name: 'shop' }), 'HostClaimed')?.status).toBe(
    'True',
  );

  await client.delete(RELEASES, { namespace: first, name: 'shop' });
  await untilObject(
    client,
    RELEASES,
    { namespace: first, name: 'shop' },
    {
      what: 'it is gone',
      holds: (object) => object === undefined,
    },
  );
  await untilReason(client, RELEASES, other, 'HostClaimed', 'Claimed');
  await client.delete(RELEASES, other);
}, 1_800_000);

test('nobody gets a host below the name of another namespace', async () => {
  const { client } = platform;
  const ref = { namespace: second, name: 'thief' };
  await applyRelease(client, ref, { host: `bank.${first}.localhost`, dataPolicy: 'Delete' });
  const refused = await untilReason(client, RELEASES, ref, 'HostClaimed', 'HostConflict');
  expect(refused.message).toContain(`${first}.localhost and the hosts below it belong to the namespace ${first}`);
  await client.delete(RELEASES, ref);
}, 1_800_000);
