import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@appfactory/e2e/testing/eventually';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { APP_BUILDS, NAMESPACES } from '@appfactory/kube/resources';
import type { Figure } from '../figure.ts';
import { residentBytes } from '../processMemory.ts';
import { apiRequests } from '../programMetrics.ts';
import { readyLine } from '../readyLine.ts';
import type { Row } from '../row.ts';
import { median } from '../timing.ts';
import { applyTodo } from '../todoBuild.ts';

const BUILDS = 300;
const AT_ONCE = 10;
const MEBIBYTE = 2 ** 20;

/** What the operator holds in memory with nothing to do, and with some hundred AppBuilds that exist and are paused. */
export const operatorMemory: Row = {
  name: 'operatorMemory',
  async measure(platform, say) {
    const peer = 'kube-controller-manager';
    const address = String((await readyLine(platform, 'operator')).address);
    const idle = await settled(platform, 'operator');
    const peerIdle = await settled(platform, peer);
    say(`idle: ${Math.round(idle / MEBIBYTE)} MiB`);

    const namespace = await platform.namespace('memory');
    const requestsBefore = await apiRequests(address);
    const names = Array.from({ length: BUILDS }, (_, index) => `todo-${index}`);
    const work = async () => {
      for (let name = names.shift(); name; name = names.shift()) {
        await applyTodo(platform, { namespace, name }, { paused: true });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await eventually(
      `all ${BUILDS} builds are paused`,
      async () => {
        const { items } = await platform.client.list(APP_BUILDS, { namespace });
        return items.filter(({ status }) => status?.phase === 'Paused').length === BUILDS;
      },
      600_000,
    );
    const requests = (await apiRequests(address)) - requestsBefore;
    const full = await settled(platform, 'operator');
    const peerFull = await settled(platform, peer);
    await platform.client.delete(NAMESPACES, { name: namespace });
    await eventually(
      'all builds are gone',
      async () => (await platform.client.list(APP_BUILDS, { namespace })).items.length === 0,
      600_000,
    );
    const parts: Figure['parts'] = [
      { what: 'with nothing to do', value: idle, unit: 'bytes' },
      { what: `${peer} with nothing to do`, value: peerIdle, unit: 'bytes' },
      { what: 'requests to the API server for each build', value: requests / BUILDS, unit: 'count' },
      { what: 'after they are deleted', value: await settled(platform, 'operator'), unit: 'bytes' },
    ];
    return [
      {
        what: `memory of the operator, ${BUILDS} AppBuilds`,
        unit: 'bytes',
        value: full,
        reference: { what: peer, value: peerFull },
        aim: { most: 150 * MEBIBYTE },
        parts,
      },
    ];
  },
};

/** Half a minute of looking, since a collector of garbage works when it likes. */
async function settled(platform: Platform, part: string): Promise<number> {
  const pid = await platform.part(part);
  const seen: number[] = [];
  for (let look = 0; look < 15; look++) {
    await sleep(2000);
    seen.push(await residentBytes(pid));
  }
  return median(seen);
}
