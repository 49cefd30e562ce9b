import { APP_BUILDS, PERSISTENT_VOLUME_CLAIMS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, conditionOf, untilObject, untilReady, untilReason } from './testing/builds.ts';
import { untilNothingIsLeft } from './testing/leftovers.ts';
import { ownerOf, Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { SMALL_APP, startSmallBuild, type WatchedBuild } from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

const DELETED = { target: 'cluster', dataPolicy: 'Delete' };

test.each<[string, (build: WatchedBuild) => Promise<unknown>]>([
  [
    'while its production build runs',
    ({ reports }) =>
      reports.until('the build runs', (event) => event.type === 'verification' && event.step === 'build'),
  ],
  [
    'while its checks run',
    ({ reports }) => reports.until('the checks', (event) => event.type === 'verification' && event.step === 'checks'),
  ],
  [
    'while it is released',
    ({ ref }) =>
      untilObject(platform.client, APP_BUILDS, ref, {
        what: 'it is being released',
        holds: (build) => build?.status?.phase === 'Releasing',
      }),
  ],
  ['when it serves', ({ ref }) => untilReady(platform.client, ref)],
])(
  'an AppBuild that is deleted %s leaves nothing, its data neither where the policy says so',
  async (_when, until) => {
    const watched = await startSmallBuild(platform, 'late', { release: DELETED });
    const { ref, build, pods } = watched;
    try {
      await until(watched);
      await platform.kubectl('delete', 'appbuild', ref.name, '-n', ref.namespace, '--timeout=300s');
      await untilNothingIsLeft(platform, { namespace: ref.namespace, uid: build.metadata.uid ?? '' }, pods);
    } finally {
      watched.end();
    }
  },
  1_800_000,
);

test('a new AppBuild of the name goes on with the kept data when it is told to, and not before', async () => {
  const { client } = platform;
  const first = await startSmallBuild(platform, 'adopt', { release: { target: 'cluster' } });
  const { ref } = first;
  const origin = (platform.addresses.apps ?? '').replace('NAME', ref.name).replace('NAMESPACE', ref.namespace);
  const person = await Person.open();
  try {
    await untilReady(client, ref);
    const owner = await ownerOf(client, ref);
    await person.signIn(origin, owner);
    await person.at(
      origin,
      { do: 'open', path: '/notes/new' },
      { do: 'fill', label: 'Title', value: 'Kept' },
      { do: 'click', role: 'button', name: 'Create note' },
      { do: 'see', text: 'Last changed', in: 'main' },
    );
    await platform.kubectl('delete', 'appbuild', ref.name, '-n', ref.namespace, '--timeout=300s');

    const second = await applyBuild(client, ref, SMALL_APP);
    const refused = await untilReason(client, APP_BUILDS, ref, 'Released', 'VolumeExists', 1_800_000);
    expect(refused.message).toContain('Set spec.release.adoptData to true');
    expect(conditionOf(await client.get(APP_BUILDS, ref), 'Stalled')?.status).toBe('True');

    await applyBuild(client, ref, { ...SMALL_APP, release: { ...DELETED, adoptData: true } });
    await untilReady(client, ref, 2);
    expect(await ownerOf(client, ref)).toEqual(owner);
    // Sessions are in the kept data, too: whoever was signed in still is.
    await person.at(origin, { do: 'open', path: '/notes' }, { do: 'see', text: 'Kept', in: 'table' });

    await platform.kubectl('delete', 'appbuild', ref.name, '-n', ref.namespace, '--timeout=300s');
    await untilNothingIsLeft(platform, { namespace: ref.namespace, uid: second.metadata.uid ?? '' }, first.pods);
    expect((await client.list(PERSISTENT_VOLUME_CLAIMS, { namespace: ref.namespace })).items).toEqual([]);
  } finally {
    await person.close();
    first.end();
  }
}, 1_800_000);
