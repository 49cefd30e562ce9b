import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyBuild, type Ref, untilReady } from '@appfactory/e2e/testing/builds';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { Reports } from '@appfactory/e2e/testing/reports';
import { Bucket } from '@appfactory/events/bucket';
import { REPOSITORY_KEY } from '@appfactory/events/subjects';
import { parseManifests, ROOT } from '@appfactory/launcher/manifests';
import { Sandbox } from 'e2b';
import type { Figure } from '../figure.ts';
import type { Row } from '../row.ts';
import { shellTemplate } from '../shellTemplate.ts';
import { sdkAccess } from '../tenant.ts';
import { timed } from '../timing.ts';
import { removeBuild } from '../todoBuild.ts';

/** Scripts of the app's package.json, in the order in which a person would run them. */
const BY_HAND = ['lint', 'types', 'test', 'build'] as const;

type Part = NonNullable<Figure['parts']>[number];

/** A five-entity app from apply to Ready, beside the proofs alone: the same commit's tools run by hand, one after another. */
export const fiveEntities: Row = {
  name: 'fiveEntities',
  async measure(platform, say) {
    const [manifest] = parseManifests(await readFile(join(ROOT, 'examples', 'shop.yaml'), 'utf8'), 'shop.yaml');
    const { spec } = manifest as unknown as { spec: object };
    const ref = { namespace: await platform.namespace('shop'), name: 'shop' };
    const reports = await Reports.follow(platform, ref);
    const { ms, value: build } = await timed(async () => {
      await applyBuild(platform.client, ref, spec);
      return untilReady(platform.client, ref);
    });
    reports.end();
    const steps = stepsOf(reports);
    for (const { what, value } of steps) say(`${what}: ${Math.round(value)} ms`);
    const checks = steps.find(({ what }) => what.endsWith(' checks'));
    if (!checks) throw new Error('the agent did not report how long its acceptance checks took');
    const bundle = await (await Bucket.open(await platform.nats(), build.metadata.uid ?? '')).get(REPOSITORY_KEY);
    if (!bundle) throw new Error('the bucket of the build holds no repository');
    await removeBuild(platform, ref);

    const parts: Part[] = [...(await proveByHand(platform, ref, bundle, say)), { ...checks, what: 'by hand: checks' }];
    const value = parts.reduce((sum, part) => sum + part.value, 0);
    return [
      {
        what: 'a five-entity app, apply to Ready, no pool',
        unit: 'ms',
        value: ms,
        reference: { what: 'its proofs by hand', value },
        aim: { mostRatio: 1.3 },
        parts: [...parts, ...steps],
      },
    ];
  },
};

/** When what happened in the build, and how long the agent's own proofs took (they run beside each other). */
function stepsOf({ all }: Reports): Part[] {
  const [first] = all;
  const begun = Date.parse(first?.at ?? '');
  return all.flatMap(({ event, at }): Part[] => {
    const since = Date.parse(at) - begun;
    if (event.type === 'feature' && (event.state === 'Committed' || event.state === 'Verified')) {
      return [{ what: `in the build: ${event.id} ${event.state} after the agent’s start`, value: since, unit: 'ms' }];
    }
    if (event.type === 'verification' && event.state === 'Passed' && event.seconds !== undefined) {
      return [{ what: `in the build: ${event.step}`, value: event.seconds * 1000, unit: 'ms' }];
    }
    if (event.type === 'finished')
      return [{ what: 'in the build: the agent from first to last', value: since, unit: 'ms' }];
    return [];
  });
}

/** The tools in a sandbox of the same image at the built commit, with nothing else running in it. */
async function proveByHand(
  platform: Platform,
  { namespace }: Ref,
  bundle: Uint8Array,
  say: (text: string) => void,
): Promise<Part[]> {
  const resources = { cpu: '250m', memory: '2Gi', memoryLimit: '5Gi' };
  const template = await shellTemplate(platform, 'bench-shell', resources);
  const access = await sdkAccess(platform, namespace);
  const sandbox = await Sandbox.create(template, { ...access, timeoutMs: 3_600_000 });
  try {
    const cwd = '/workspace';
    await sandbox.files.write('/tmp/repository.bundle', new Uint8Array(bundle).buffer);
    await sandbox.commands.run(
      'git fetch -q /tmp/repository.bundle HEAD && git reset -q --hard FETCH_HEAD && git clean -qfd',
      { cwd },
    );
    const parts: Part[] = [];
    for (const script of BY_HAND) {
      const envs = { CI: '1', NEXT_TELEMETRY_DISABLED: '1', ...(script === 'build' && { NODE_ENV: 'production' }) };
      const { ms } = await timed(() =>
        sandbox.commands.run(`node --run ${script}`, { cwd, envs, timeoutMs: 1_800_000 }),
      );
      say(`by hand, ${script}: ${Math.round(ms)} ms`);
      parts.push({ what: `by hand: ${script}`, value: ms, unit: 'ms' });
    }
    return parts;
  } finally {
    await sandbox.kill();
  }
}
