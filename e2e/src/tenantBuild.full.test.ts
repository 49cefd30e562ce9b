import { APP_BUILDS, PODS, RESOURCE_QUOTAS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, untilReady } from './testing/builds.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { SMALL_APP, SMALL_NAME } from './testing/smallBuild.ts';
import { newMember, newTenant } from './testing/tenants.ts';
import { statusOf } from './testing/visitor.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

test('a member’s app is built and released within the tenant’s limits and under restricted Pod Security', async () => {
  const tenant = await newTenant(platform, 'builders');
  const { kube } = await newMember(platform, { tenant, name: 'bob', role: 'member' });
  const ref = { namespace: tenant, name: SMALL_NAME };
  try {
    await applyBuild(kube, ref, { ...SMALL_APP, release: { target: 'cluster', dataPolicy: 'Delete' } });
    await untilReady(platform.client, ref);
    expect(await statusOf(new URL('/api/health', platform.addressOf(ref)))).toBe(200);
    const quota = await platform.client.get(RESOURCE_QUOTAS, { namespace: tenant, name: 'appfactory-budget' });
    expect(quota.status?.used?.['count/appbuilds.appfactory.dev']).toBe('1');
    const pods = await platform.client.list(PODS, { namespace: tenant });
    expect(pods.items.length).toBeGreaterThan(0);
  } finally {
    await kube.close();
    await platform.client.delete(APP_BUILDS, ref);
  }
}, 1_800_000);
