import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeClient } from '@appfactory/kube/client';
import { PERSISTENT_VOLUME_CLAIMS } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSISTENT_VOLUMES } from './storage.ts';

jest.setTimeout(60_000);

let plane: TestControlPlane;
let client: KubeClient;
let folder: string;
let provisioner: ChildProcess;

async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, KUBECONFIG: plane.kubeconfigPath('provisioner'), LOCALNODE_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  while (!String((await once(child.stdout, 'data'))[0]).includes('"ready":true'));
  child.stdout.resume();
  return child;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exited)[0];
}

beforeAll(async () => {
  plane = await startControlPlane({ parts: ['controller-manager'] });
  client = plane.plane.client;
  folder = await mkdtemp(join(tmpdir(), 'localnode-provisioner-'));
  provisioner = await start();
}, 60_000);

afterAll(async () => {
  if (provisioner) expect(await stop(provisioner)).toBe(0);
  await plane?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function claim(name: string, spec: Record<string, unknown> = {}): Promise<void> {
  await client.create(PERSISTENT_VOLUME_CLAIMS, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace: 'default', name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
}

const get = (name: string) => client.find(PERSISTENT_VOLUME_CLAIMS, { namespace: 'default', name });

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const bound = (name: string) =>
  eventually(async () => ((await get(name))?.status?.phase === 'Bound' ? get(name) : undefined));

async function volumeOf(name: string) {
  const volume = await client.get(PERSISTENT_VOLUMES, { name: (await bound(name))?.spec.volumeName ?? '' });
  return { volume, path: volume.spec.hostPath?.path ?? '' };
}

const gone = (path: string) => eventually(async () => ((await stat(path).catch(() => undefined)) ? undefined : true));

test('a claim gets a folder, and loses it with all that is in it', async () => {
  await claim('data');
  const { volume, path } = await volumeOf('data');
  expect(path).toBe(join(folder, 'volumes', volume.metadata.name));
  await mkdir(join(path, 'locked'));
  await writeFile(join(path, 'locked', 'app.db'), 'rows');
  await chmod(join(path, 'locked'), 0o500);
  await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace: 'default', name: 'data' });
  await gone(path);
  await eventually(async () => ((await client.find(PERSISTENT_VOLUMES, volume.metadata)) ? undefined : true));
});

test('a volume that is to be kept keeps its folder, also when it is deleted itself', async () => {
  await claim('kept');
  const { volume, path } = await volumeOf('kept');
  await client.mergePatch(PERSISTENT_VOLUMES, volume.metadata, { spec: { persistentVolumeReclaimPolicy: 'Retain' } });
  await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace: 'default', name: 'kept' });
  await eventually(async () =>
    (await client.get(PERSISTENT_VOLUMES, volume.metadata)).status?.phase === 'Released' ? true : undefined,
  );
  await client.delete(PERSISTENT_VOLUMES, volume.metadata);
  await eventually(async () => ((await client.find(PERSISTENT_VOLUMES, volume.metadata)) ? undefined : true));
  expect((await stat(path)).isDirectory()).toBe(true);
});

test('what happened while the provisioner was away is done when it is back', async () => {
  await claim('before');
  const { path } = await volumeOf('before');
  await stop(provisioner, 'SIGKILL');
  await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace: 'default', name: 'before' });
  await claim('meanwhile');
  expect((await stat(path)).isDirectory()).toBe(true);
  provisioner = await start();
  await gone(path);
  await bound('meanwhile');
});

test('a claim that cannot be served says why, and no folder of another is touched', async () => {
  await claim('block', { volumeMode: 'Block' });
  const events = await eventually(async () => {
    const { items } = await client.request<{ items: { note: string; regarding: { name: string } }[] }>(
      'GET',
      '/apis/events.k8s.io/v1/namespaces/default/events',
    );
    return items.find(({ regarding, note }) => regarding.name === 'block' && note.includes('block devices'));
  });
  expect(events.note).toContain('ask for volumeMode Filesystem');

  const precious = await mkdtemp(join(tmpdir(), 'localnode-precious-'));
  try {
    await writeFile(join(precious, 'file'), 'mine');
    const metadata = {
      name: 'foreign',
      annotations: { 'pv.kubernetes.io/provisioned-by': 'appfactory.dev/localnode' },
    };
    await client.create(PERSISTENT_VOLUMES, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { ...metadata, finalizers: ['localnode.appfactory.dev/folder'] },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: 'local',
        hostPath: { path: precious },
      },
    });
    await client.delete(PERSISTENT_VOLUMES, metadata);
    await eventually(async () => ((await client.find(PERSISTENT_VOLUMES, metadata)) ? undefined : true));
    expect(await readdir(precious)).toEqual(['file']);
  } finally {
    await rm(precious, { recursive: true, force: true });
  }
});
