import { existsSync } from 'node:fs';
import { APP_BUILDS, PERSISTENT_VOLUME_CLAIMS, RELEASES } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { untilObject, untilReady, untilReason } from './testing/builds.ts';
import { eventually } from './testing/eventually.ts';
import { untilNothingIsLeft } from './testing/leftovers.ts';
import type { Platform } from './testing/platform.ts';
import { PodWatch } from './testing/podWatch.ts';
import { applyRelease } from './testing/releases.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { referenceBuild, startSmallBuild, type WatchedBuild } from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

const inPhase =
  (...phases: string[]) =>
  ({ ref }: WatchedBuild) =>
    untilObject(platform.client, APP_BUILDS, ref, {
      what: `it is ${phases.join(' or ')}`,
      holds: (build) => phases.includes(build?.status?.phase ?? ''),
    });

test.each<[string, object, (build: WatchedBuild) => Promise<unknown>]>([
  ['at once', {}, async () => {}],
  ['while its sandbox starts', {}, inPhase('Provisioning', 'Building')],
  ['while its agent starts', {}, ({ reports }) => reports.until('the agent starts', ({ type }) => type === 'started')],
  [
    'while a feature is written',
    {},
    ({ reports }) => reports.until('writing', (event) => event.type === 'feature' && event.state === 'Writing'),
  ],
  ['when it has failed', { template: 'absent' }, inPhase('Failed')],
  ['while it is paused', { paused: true }, inPhase('Paused')],
])(
  'an AppBuild that is deleted %s leaves nothing',
  async (_when, spec, until) => {
    const watched = await startSmallBuild(platform, 'deletion', spec);
    const { ref, build, pods } = watched;
    try {
      await until(watched);
      await platform.kubectl('delete', 'appbuild', ref.name, '-n', ref.namespace, '--timeout=300s');
      await untilNothingIsLeft(platform, { namespace: ref.namespace, uid: build.metadata.uid ?? '' }, pods);
    } finally {
      watched.end();
    }
  },
  900_000,
);

test('a released app leaves its data, which nobody gets without being told, and which goes when the policy says so', async () => {
  const { client } = platform;
  const { namespace, name, uid } = await referenceBuild(platform);
  await untilReady(client, { namespace, name });
  const pods = await PodWatch.start(platform, namespace);
  const claim = { namespace, name: `${name}-data` };
  try {
    const before = await client.get(PERSISTENT_VOLUME_CLAIMS, claim);
    await platform.kubectl('delete', 'appbuild', name, '-n', namespace, '--timeout=300s');
    await untilNothingIsLeft(platform, { namespace, uid }, pods, [
      `persistentvolumeclaim/${name}-data`,
      `secret/${name}-app`,
      `secret/${name}-owner`,
    ]);

    const host = `${name}.${namespace}.localhost`;
    await applyRelease(client, { namespace, name }, { host });
    const refused = await untilReason(client, RELEASES, { namespace, name }, 'DataReady', 'VolumeExists');
    expect(refused.message).toContain('holds data of an earlier AppBuild of this name');
    expect(refused.message).toContain('Set spec.release.adoptData to true');
    expect(refused.message).toContain(`kubectl delete pvc ${claim.name} -n ${namespace}`);

    await applyRelease(client, { namespace, name }, { host, adoptData: true, dataPolicy: 'Delete' });
    await untilReason(client, RELEASES, { namespace, name }, 'DataReady', 'Ready');
    expect((await client.get(PERSISTENT_VOLUME_CLAIMS, claim)).metadata.uid).toBe(before.metadata.uid);

    const folder = await volumeFolder(before.metadata.uid ?? '');
    expect(existsSync(folder)).toBe(true);
    await platform.kubectl('delete', 'release', name, '-n', namespace, '--timeout=300s');
    await untilNothingIsLeft(platform, { namespace, uid }, pods, [`secret/${name}-owner`]);
    await eventually('the folder of the volume is gone', () => !existsSync(folder));
  } finally {
    pods.stop();
  }
}, 1_800_000);

interface Volumes {
  items: { spec: { claimRef?: { uid?: string }; hostPath?: { path: string }; local?: { path: string } } }[];
}

async function volumeFolder(claimUid: string): Promise<string> {
  const { items } = JSON.parse(await platform.kubectl('get', 'pv', '-o', 'json')) as Volumes;
  const volume = items.find(({ spec }) => spec.claimRef?.uid === claimUid);
  return volume?.spec.hostPath?.path ?? volume?.spec.local?.path ?? '';
}
