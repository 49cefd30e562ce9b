import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '@appfactory/launcher/manifests';
import type { AppBuildSpec } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { applyBuild, type Ref, untilReady } from './testing/builds.ts';
import { CATEGORIES, measureOften } from './testing/lighthouse.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

async function released(name: string): Promise<string> {
  const { spec } = parse(await readFile(join(ROOT, 'examples', `${name}.yaml`), 'utf8')) as { spec: AppBuildSpec };
  const ref: Ref = { namespace: await platform.namespace('light'), name };
  await applyBuild(platform.client, ref, spec);
  await untilReady(platform.client, ref, 1, 1_800_000);
  return (platform.addresses.apps ?? '').replace('NAME', ref.name).replace('NAMESPACE', ref.namespace);
}

/**
 * The production build as it is served, on a phone and a slow line as Lighthouse simulates them. The score of performance is
 * the middle one of five: it is reckoned from what a trace says of this machine, too. What the page itself costs is asserted
 * beside it, since that does not depend on who else is at work here.
 */
test.each([
  ['yoga', '/'],
  ['blog', '/blog'],
  ['pottery', '/shop'],
])(
  'Lighthouse gives what everybody sees of %s 95 or more in all four',
  async (name, path) => {
    const origin = await released(name);
    const robots = await fetch(new URL('/robots.txt', origin), { signal: AbortSignal.timeout(30_000) });
    expect(robots.status).toBe(200);
    const { scores, failed, budget } = await measureOften(`${origin}${path}`, 5);
    process.stdout.write(`${name}: ${JSON.stringify({ scores, failed, budget })}\n`);
    const below = CATEGORIES.filter((category) => scores[category] < 95).map(
      (category) => `${category} ${scores[category]}`,
    );
    expect({ below, failed: below.length > 0 ? failed : [] }).toEqual({ below: [], failed: [] });
    expect(budget.layoutShift).toBeLessThan(0.01);
    expect(budget.requests).toBeLessThan(30);
    expect(budget.scriptBytes).toBeLessThan(260_000);
  },
  3_600_000,
);
