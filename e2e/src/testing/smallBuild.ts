import { JOBS, SANDBOXES } from '@appfactory/kube/resources';
import type { AppBuild, CheckCounts } from '@appfactory/resources/appBuild';
import { expect } from '@jest/globals';
import { applyBuild, type Ref, untilReady } from './builds.ts';
import { eventually } from './eventually.ts';
import { type Commit, historyOf, timeless } from './history.ts';
import { untilNothingIsLeft } from './leftovers.ts';
import type { Platform } from './platform.ts';
import { PodWatch } from './podWatch.ts';
import { isNodeProgram, processesOf, signal } from './processes.ts';
import { Reports } from './reports.ts';
import { recall, remember } from './sharedPlatform.ts';

/** The smallest app that has all kinds of features; everywhere of one name, since the name is in the code. */
export const SMALL_NAME = 'notes';
export const SECOND_FEATURE = 'entity-notes';
export const SMALL_APP = {
  title: 'Notes',
  entities: [
    {
      name: 'Note',
      fields: [
        { name: 'title', type: 'string', required: true },
        { name: 'done', type: 'boolean' },
      ],
    },
  ],
  // Gone at once, so that what is left can be counted.
  sandbox: { keepMinutes: 0 },
};

/** An AppBuild in a namespace of its own, with everything that a test wants to know of it from its first moment on. */
export interface WatchedBuild {
  ref: Ref;
  build: AppBuild;
  pods: PodWatch;
  reports: Reports;
  end(): void;
}

export async function startSmallBuild(platform: Platform, word: string, spec: object = {}): Promise<WatchedBuild> {
  const namespace = await platform.namespace(word);
  const ref = { namespace, name: SMALL_NAME };
  const pods = await PodWatch.start(platform, namespace);
  const reports = await Reports.follow(platform, ref);
  const build = await applyBuild(platform.client, ref, { ...SMALL_APP, release: { target: 'none' }, ...spec });
  const end = () => {
    pods.stop();
    reports.end();
  };
  return { ref, build, pods, reports, end };
}

/** Resolves in the moment in which the agent begins to write the second feature. */
export async function untilSecondFeature({ reports }: WatchedBuild): Promise<void> {
  await reports.until(
    'the second feature is being written',
    (event) => event.type === 'feature' && event.id === SECOND_FEATURE && event.state === 'Writing',
  );
}

export interface Reference extends Ref {
  uid: string;
  history: Commit[];
  checks: CheckCounts | undefined;
}

/** A build of the small app that nobody disturbs and that serves; made by the first test file of a run that needs it. */
export async function referenceBuild(platform: Platform): Promise<Reference> {
  const known = await recall<Reference>('reference');
  if (known) return known;
  const watched = await startSmallBuild(platform, 'reference', { release: { target: 'cluster' } });
  try {
    return await rememberReference(platform, await untilReady(platform.client, watched.ref));
  } finally {
    watched.end();
  }
}

/** Makes a build of the small app that is Ready, and that nobody has disturbed, the one that others are compared with. */
export async function rememberReference(platform: Platform, { metadata, status }: AppBuild): Promise<Reference> {
  const { name, namespace = '', uid = '' } = metadata;
  const reference = { name, namespace, uid, history: await historyOf(platform, uid), checks: status?.checks };
  await remember<Reference>('reference', reference);
  return reference;
}

/**
 * The build ends Ready with the reference's trees, messages and checks; at no time did two agents or two sandboxes run; one
 * Job and no sandbox remain; and when it is deleted, nothing does.
 */
export async function expectUndisturbed(
  platform: Platform,
  { ref, build, pods }: WatchedBuild,
  reference: Reference,
): Promise<void> {
  const { client } = platform;
  const uid = build.metadata.uid ?? '';
  const ready = await untilReady(client, ref);
  expect(timeless(await historyOf(platform, uid))).toEqual(timeless(reference.history));
  expect(ready.status?.checks).toEqual(reference.checks);
  expect(pods.most).toMatchObject({ agent: 1, sandbox: 1 });
  expect((await client.list(JOBS, { namespace: ref.namespace })).items.map(({ metadata }) => metadata.name)).toEqual([
    `${ref.name}-agent-1`,
  ]);
  await eventually('its sandbox is gone', async () => {
    const { items } = await client.list(SANDBOXES, { namespace: ref.namespace });
    return items.length === 0;
  });
  await platform.kubectl('delete', 'appbuild', ref.name, '-n', ref.namespace);
  await untilNothingIsLeft(platform, { namespace: ref.namespace, uid }, pods);
}

/** Process id of the agent itself, in the pod of it that was seen last. */
export function agentOf(watched: WatchedBuild): Promise<number> {
  return programOf(watched, 'agent', 'agent.mjs');
}

/** Process id of the sandbox's daemon. */
export function daemonOf(watched: WatchedBuild): Promise<number> {
  return programOf(watched, 'sandbox', 'daemon.mjs');
}

async function programOf({ pods }: WatchedBuild, purpose: string, program: string): Promise<number> {
  const uid = pods.of(purpose).at(-1)?.metadata.uid ?? '';
  const found = (await processesOf(uid)).filter((process) => isNodeProgram(process, program));
  expect(found).toHaveLength(1);
  return found[0]?.pid ?? 0;
}

/** kill -9 of the agent's own process. */
export async function killAgent(watched: WatchedBuild): Promise<void> {
  signal(await agentOf(watched), 'SIGKILL');
}

/** kill -9 of everything that runs in the sandbox's pod, the keeper of its namespaces included. */
export async function killSandbox({ pods }: WatchedBuild): Promise<void> {
  const uid = pods.of('sandbox').at(-1)?.metadata.uid ?? '';
  const processes = await processesOf(uid);
  expect(processes.length).toBeGreaterThan(0);
  for (const { pid } of processes) signal(pid, 'SIGKILL');
}
