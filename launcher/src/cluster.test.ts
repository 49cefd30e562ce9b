import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOnCluster } from './cluster.ts';
import { startControlPlane, type TestControlPlane } from './testing/controlPlane.ts';

let cluster: TestControlPlane;
let dir: string;
const before = process.env.KUBECONFIG;
const images = { images: [], manifests: [], platformImage: 'appfactory.dev/platform:dev' };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-cluster-'));
  // Somebody's own cluster: it has none of our kinds.
  cluster = await startControlPlane({ parts: ['controller-manager'], manifests: false });
  process.env.KUBECONFIG = cluster.kubeconfigPath('admin');
}, 60_000);

afterAll(async () => {
  if (before === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = before;
  await cluster.stop();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

test('on a cluster of the user only NATS, the sandbox API and the operator are started, and our kinds are there', async () => {
  const platform = await startOnCluster({ dir, context: 'appfactory', images, port: 8080 });
  try {
    expect(platform.parts.running.map((part) => part.name)).toEqual(['nats-server', 'sandbox-api', 'operator']);
    expect((await platform.client.list(APP_BUILDS)).items).toEqual([]);
    expect(platform.addresses.cluster).toContain(cluster.url);
  } finally {
    await platform.stop();
  }
}, 120_000);

test('a context that does not exist is named, with those that do', async () => {
  await expect(startOnCluster({ dir, context: 'prod', images, port: 8080 })).rejects.toThrow(
    /no context "prod": it has "appfactory"/,
  );
});
