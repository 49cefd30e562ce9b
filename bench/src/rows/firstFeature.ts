import type { Platform } from '@appfactory/e2e/testing/platform';
import { Reports } from '@appfactory/e2e/testing/reports';
import { startByHand, TEMPLATE } from '../devStart.ts';
import type { Figure } from '../figure.ts';
import type { Row } from '../row.ts';
import { median } from '../timing.ts';
import { applyTodo, removeBuild } from '../todoBuild.ts';
import { setPool, untilWarm } from '../warmPool.ts';

const SAMPLES = 3;

/** Milliseconds after apply. */
interface Milestones {
  agent: number;
  written: number;
  firstPage: number;
  verified: number;
}

/** Apply to the first page that is the app's own, and to the first feature that a browser has verified; warm pool. */
export const firstFeature: Row = {
  name: 'firstFeature',
  async measure(platform, say) {
    const { startMs } = await startByHand(platform);
    const namespace = await platform.namespace('feature');
    await setPool(platform, namespace, TEMPLATE, 1);
    const taken: Milestones[] = [];
    for (let index = 0; index < SAMPLES; index++) {
      await untilWarm(platform, namespace);
      const one = await build(platform, { namespace, name: `todo-${index}` });
      say(JSON.stringify(one));
      taken.push(one);
    }
    await setPool(platform, namespace, TEMPLATE, 0);
    const reference = { what: 'dev start of the same template in a plain copy', value: startMs };
    const of = (name: keyof Milestones) => median(taken.map((one) => one[name]));
    const slowest = (name: keyof Milestones) => ({
      what: `the slowest of ${SAMPLES}`,
      value: Math.max(...taken.map((one) => one[name])),
      unit: 'ms' as const,
    });
    const parts: Figure['parts'] = [
      { what: 'the agent reports', value: of('agent'), unit: 'ms' },
      { what: 'the first feature is committed', value: of('written'), unit: 'ms' },
    ];
    return [
      {
        what: 'first page of the app’s own after apply, warm pool',
        unit: 'ms',
        value: of('firstPage'),
        reference,
        aim: { most: 5000 },
        parts: [...parts, slowest('firstPage')],
      },
      {
        what: 'first feature live and verified after apply, warm pool',
        unit: 'ms',
        value: of('verified'),
        reference,
        aim: { most: 10_000 },
        parts: [slowest('verified')],
        published: [{ text: 'the goal of MASTER-PLAN.md', value: 30_000 }],
      },
    ];
  },
};

async function build(platform: Platform, ref: { namespace: string; name: string }): Promise<Milestones> {
  const reports = await Reports.follow(platform, ref);
  const applied = Date.now();
  try {
    await applyTodo(platform, ref);
    await reports.until('the first feature is verified', (event) => {
      if (event.type === 'failed') throw new Error(`the agent gave up: ${event.reason}: ${event.message}`);
      if (event.type === 'feature' && event.state === 'Failed')
        throw new Error(`feature ${event.id} failed its checks`);
      return event.type === 'feature' && event.state === 'Verified';
    });
    // The agent's clock is this machine's.
    const after = (is: Parameters<Reports['until']>[1]) => {
      const found = reports.all.find(({ event }) => is(event));
      if (!found) throw new Error('a feature was verified before there was a page of the app’s own');
      return Date.parse(found.at) - applied;
    };
    return {
      agent: after((event) => event.type === 'started'),
      written: after((event) => event.type === 'feature' && event.state === 'Committed'),
      firstPage: after((event) => event.type === 'firstPage'),
      verified: after((event) => event.type === 'feature' && event.state === 'Verified'),
    };
  } finally {
    reports.end();
    await removeBuild(platform, ref);
  }
}
