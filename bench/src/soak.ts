import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { type BuildCluster, startBuildCluster } from '@appfactory/operator/testing/buildCluster';
import { type OperatorProcess, startOperatorProcess } from '@appfactory/operator/testing/operatorProcess';
import type { Figure } from './figure.ts';
import { residentBytes } from './processMemory.ts';
import { apiRequests } from './programMetrics.ts';
import { median, slope } from './timing.ts';

/** Builds that exist all the time; when one more is there, the oldest is deleted. */
const STANDING = 100;
/** Builds that are being built at the same time. */
const AT_ONCE = 4;
const LOOK_EVERY = 15_000;
const NETWORK = 88;
const MEBIBYTE = 2 ** 20;

interface Look {
  hours: number;
  operator: number;
  peer: number;
}

const FIELD = { name: 'title', type: 'string', required: true };
const FIRST = { name: 'Task', fields: [FIELD] };
const SECOND = { name: 'Note', fields: [FIELD] };

/**
 * For some hours AppBuilds come, become Ready, are changed, become Ready again and go, on a real control plane and NATS
 * server with the real operator; only nodes and agents are played. Tells how the operator's memory behaves.
 */
export async function soak(hours: number, say: (text: string) => void): Promise<Figure[]> {
  const world = await startBuildCluster(NETWORK);
  const operator = await startOperatorProcess({
    kubeconfig: await readFile(world.cluster.kubeconfigPath('operator'), 'utf8'),
    env: { ...world.operatorEnv, LEASE_SECONDS: '15' },
  });
  const peer = await processOf(world, 'kube-controller-manager');
  const end = performance.now() + hours * 3_600_000;
  const done = { builds: 0 };
  const looks: Look[] = [];
  try {
    const churning = churn(world, done, () => performance.now() >= end);
    const looking = (async () => {
      const started = performance.now();
      while (performance.now() < end) {
        await sleep(Math.min(LOOK_EVERY, Math.max(end - performance.now(), 1)));
        looks.push({
          hours: (performance.now() - started) / 3_600_000,
          operator: await residentBytes(operator.pid),
          peer: await residentBytes(peer),
        });
        say(lineOf(looks, done.builds));
      }
    })();
    await Promise.all([churning, looking]);
    return figuresOf(looks, done.builds, await apiRequests(operator.address));
  } finally {
    await endOf(operator);
    await world.stop();
  }
}

async function churn(world: BuildCluster, done: { builds: number }, isOver: () => boolean): Promise<void> {
  const namespace = await world.namespace();
  const standing: string[] = [];
  let count = 0;
  const ready = (name: string, generation: number) =>
    world.until(
      namespace,
      name,
      `generation ${generation} is Ready`,
      ({ status }) => status?.phase === 'Ready' && status.observedGeneration === generation,
      300_000,
    );
  const work = async () => {
    while (!isOver()) {
      const name = `app-${++count}`;
      const release = { dataPolicy: 'Delete' };
      await world.apply(namespace, name, { entities: [FIRST], release });
      await ready(name, 1);
      await world.apply(namespace, name, { entities: [FIRST, SECOND], release });
      await ready(name, 2);
      done.builds++;
      standing.push(name);
      const oldest = standing.length > STANDING ? standing.shift() : undefined;
      if (oldest) await world.client.delete(APP_BUILDS, { namespace, name: oldest });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** What the memory was in the beginning is filling of caches; from a third of the time on it should be flat. */
function settledPart(looks: Look[]): Look[] {
  const last = looks.at(-1)?.hours ?? 0;
  return looks.filter(({ hours }) => hours >= last / 3);
}

function lineOf(looks: Look[], builds: number): string {
  const { hours, operator } = looks.at(-1) ?? { hours: 0, operator: 0 };
  return `${(hours * 60).toFixed(1).padStart(6)} min  ${builds} builds  operator ${mebibytes(operator)}  ${bars(looks)}`;
}

/** The operator's memory over the whole time, as one line of at most sixty signs, from 0 to the most. */
function bars(looks: Look[]): string {
  const most = Math.max(...looks.map(({ operator }) => operator));
  const step = Math.max(Math.ceil(looks.length / 60), 1);
  return looks
    .filter((_, index) => index % step === 0)
    .map(({ operator }) => '▁▂▃▄▅▆▇█'[Math.min(Math.floor((operator / most) * 8), 7)])
    .join('');
}

function figuresOf(looks: Look[], builds: number, requests: number): Figure[] {
  const settled = settledPart(looks);
  const growth = (of: 'operator' | 'peer') => slope(settled.map((look) => ({ x: look.hours, y: look[of] })));
  const middle = (of: 'operator' | 'peer') => median(settled.map((look) => look[of]));
  const operator = looks.map((look) => look.operator);
  return [
    {
      what: `memory of the operator while ${builds} builds come and go, two thirds of the time`,
      unit: 'bytes',
      value: middle('operator'),
      reference: { what: 'kube-controller-manager', value: middle('peer') },
      aim: { most: 150 * MEBIBYTE },
      parts: [
        { what: 'first', value: operator[0] ?? 0, unit: 'bytes' },
        { what: 'most', value: Math.max(...operator), unit: 'bytes' },
        { what: 'last', value: operator.at(-1) ?? 0, unit: 'bytes' },
        { what: 'growth in an hour', value: growth('operator'), unit: 'bytes' },
        { what: 'growth of kube-controller-manager in an hour', value: growth('peer'), unit: 'bytes' },
        {
          what: 'requests to the API server for each build of two generations',
          value: requests / builds,
          unit: 'count',
        },
      ],
    },
  ];
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}

async function processOf({ cluster }: BuildCluster, name: string): Promise<number> {
  const parts = JSON.parse(await readFile(join(cluster.plane.files.dir, 'parts.json'), 'utf8')) as {
    name: string;
    pid: number;
  }[];
  const part = parts.find((one) => one.name === name);
  if (!part) throw new Error(`no part "${name}" runs`);
  return part.pid;
}

async function endOf(operator: OperatorProcess): Promise<void> {
  const code = await operator.stop();
  if (code !== 0)
    throw new Error(`the operator ended with ${code} instead of 0:\n${operator.log.slice(-20).join('\n')}`);
}
