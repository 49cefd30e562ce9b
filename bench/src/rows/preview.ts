import { untilObject } from '@appfactory/e2e/testing/builds';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { startByHand, TEMPLATE } from '../devStart.ts';
import type { Figure } from '../figure.ts';
import type { Row } from '../row.ts';
import { median, timed } from '../timing.ts';
import { applyTodo, removeBuild } from '../todoBuild.ts';
import { untilPage } from '../visit.ts';
import { setPool, untilWarm } from '../warmPool.ts';

const WARM = 5;
const COLD = 3;
const BY_HAND = 3;

/** Apply of an AppBuild to the first page on its preview's address, with a warm pool and with none. */
export const preview: Row = {
  name: 'preview',
  async measure(platform, say) {
    const byHand = [];
    for (let count = 0; count < BY_HAND; count++) byHand.push(await startByHand(platform));
    const startMs = median(byHand.map((one) => one.startMs));
    const copyMs = median(byHand.map((one) => one.copyMs));
    say(`by hand: ${byHand.map((one) => Math.round(one.startMs)).join(', ')} ms`);

    const cold = await samples(platform, await platform.namespace('cold'), COLD);
    say(`cold: ${cold.map(Math.round).join(', ')} ms`);

    const namespace = await platform.namespace('warm');
    await setPool(platform, namespace, TEMPLATE, 1);
    const warm = await samples(platform, namespace, WARM, () => untilWarm(platform, namespace));
    await setPool(platform, namespace, TEMPLATE, 0);
    say(`warm: ${warm.map(Math.round).join(', ')} ms`);

    const reference = { what: 'dev start of the same template in a plain copy', value: startMs };
    const copy = {
      what: 'and the plain copy before it, which is not in the reference',
      value: copyMs,
      unit: 'ms',
    } as const;
    return [
      figureOf('first page of the preview after apply, warm pool', warm, {
        reference,
        aim: { most: 1000 },
        published: [
          { text: 'the platform before this one (MASTER-PLAN.md), sandbox to dev server', value: 75_000 },
          { text: 'its long-term goal', value: 3000 },
        ],
      }),
      figureOf('first page of the preview after apply, no pool', cold, { reference, aim: { most: 3000 } }, [copy]),
    ];
  },
};

async function samples(
  platform: Platform,
  namespace: string,
  count: number,
  prepare: () => Promise<void> = async () => {},
): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < count; index++) {
    await prepare();
    const ref = { namespace, name: `todo-${index}` };
    taken.push((await timed(() => untilPreview(platform, ref))).ms);
    await removeBuild(platform, ref);
  }
  return taken;
}

async function untilPreview(platform: Platform, ref: { namespace: string; name: string }): Promise<void> {
  await applyTodo(platform, ref);
  const address = await untilObject(platform.client, APP_BUILDS, ref, {
    what: 'its status says where the preview is',
    holds: (build) => build?.status?.sandbox?.previewURL,
  });
  await untilPage(address);
}

function figureOf(
  what: string,
  taken: number[],
  about: Pick<Figure, 'reference' | 'aim' | 'published'>,
  parts: NonNullable<Figure['parts']> = [],
): Figure {
  return {
    what,
    unit: 'ms',
    value: median(taken),
    ...about,
    parts: [{ what: `the slowest of ${taken.length}`, value: Math.max(...taken), unit: 'ms' }, ...parts],
  };
}
