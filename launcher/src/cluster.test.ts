import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { startOnCluster } from './cluster.ts';
import { freePort } from './plane/ports.ts';
import { startControlPlane, type TestControlPlane } from './testing/controlPlane.ts';

let cluster: TestControlPlane;
let dir: string;
const before = process.env.KUBECONFIG;
const images = { images: [], manifests: [], platformImage: 'appfactory.dev/platform:dev' };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-cluster-'));
  // Somebody's own cluster: it has none of our kinds.
  cluster = await startControlPlane({ parts: ['controller-manager'], manifests: false });
  process.env.KUBECONFIG = [await elsewhere(), join(dir, 'absent'), await mine()].join(delimiter);
}, 60_000);

/** The user's file for that cluster, as tools write them: with paths beside it, and a context of a name of its own. */
async function mine(): Promise<string> {
  const config = parse(await readFile(cluster.kubeconfigPath('admin'), 'utf8')) as {
    clusters: { cluster: Record<string, string> }[];
    users: { user: Record<string, string> }[];
    contexts: { name: string }[];
  };
  const file = join(dir, 'mine', 'config');
  await mkdir(join(dir, 'mine'), { recursive: true });
  for (const fields of [config.clusters[0]?.cluster, config.users[0]?.user]) {
    for (const [name, data] of Object.entries(fields ?? {})) {
      if (!fields || !name.endsWith('-data')) continue;
      const beside = name.replace(/-data$/, '');
      await writeFile(join(dir, 'mine', beside), Buffer.from(data, 'base64'), { mode: 0o600 });
      fields[beside] = beside;
      delete fields[name];
    }
  }
  for (const context of config.contexts) context.name = 'mine';
  await writeFile(file, stringify({ ...config, 'current-context': 'mine' }));
  return file;
}

/** Another file of the user's: its context is the current one, and nobody answers there. */
async function elsewhere(): Promise<string> {
  const file = join(dir, 'elsewhere');
  const config = {
    clusters: [{ name: 'away', cluster: { server: `https://127.0.0.1:${await freePort()}` } }],
    users: [{ name: 'away', user: { token: 'none' } }],
    contexts: [{ name: 'away', context: { cluster: 'away', user: 'away' } }],
    'current-context': 'away',
  };
  await writeFile(file, stringify(config));
  return file;
}

afterAll(async () => {
  if (before === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = before;
  await cluster.stop();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

test('on a cluster of the user only NATS, the sandbox API and the operator are started, and our kinds are there', async () => {
  const platform = await startOnCluster({ dir, context: 'mine', images, port: 8080 });
  try {
    expect(platform.parts.running.map((part) => part.name)).toEqual(['nats-server', 'sandbox-api', 'operator']);
    expect((await platform.client.list(APP_BUILDS)).items).toEqual([]);
    expect(platform.addresses.cluster).toContain(cluster.url);
  } finally {
    await platform.stop();
  }
}, 120_000);

test('a context that does not exist is named, with those that do and the files that were looked at', async () => {
  const attempt = startOnCluster({ dir, context: 'prod', images, port: 8080 });
  await expect(attempt).rejects.toThrow(/no context "prod" in .*elsewhere.*mine.*config.*"away", "mine"/s);
  await expect(attempt).rejects.toThrow(/kubectl config get-contexts/);
});

test('a cluster that does not answer is named, and nothing is left running', async () => {
  const attempt = startOnCluster({ dir, context: 'away', images, port: 8080 });
  await expect(attempt).rejects.toThrow(/the cluster of context "away" at https:\/\/127\.0\.0\.1:\d+ does not answer/);
}, 120_000);
