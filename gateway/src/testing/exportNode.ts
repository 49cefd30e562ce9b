import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeClient } from '@appfactory/kube/client';
import type { Pod } from '@appfactory/kube/core';
import { SECRETS } from '@appfactory/kube/resources';
import { run } from '@appfactory/operator/release/runner/testing/run';
import { type FakeNode, startFakeNode } from '@appfactory/operator/testing/fakeNode';
import { LABEL_DATA_EXPORT } from '@appfactory/resources/dataExport';

export interface ExportNode extends FakeNode {
  /** What the pods of releases have at /data. */
  data: string;
  /** Awaited before a pod that packs begins. */
  before: (pod: Pod) => Promise<void>;
  /** What containers that failed said. */
  said: string[];
}

/** A node whose pods that pack data are real processes with what their containers are given; the others do nothing. */
export async function startExportNode(client: KubeClient): Promise<ExportNode> {
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-export-node-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const said: string[] = [];
  const own = { data, said, before: () => Promise.resolve() } as Pick<ExportNode, 'data' | 'said' | 'before'>;

  async function pack(pod: Pod): Promise<number> {
    await own.before(pod);
    const mounts = await mkdtemp(join(folder, 'pod-'));
    const paths: Record<string, string> = { '/data': data, '/work': join(mounts, 'work') };
    await mkdir(join(mounts, 'work'));
    for (const { secret } of pod.spec.volumes ?? []) {
      if (!secret) continue;
      const found = await client.get(SECRETS, { name: secret.secretName, namespace: pod.metadata.namespace });
      paths['/secrets/nats/creds'] = join(mounts, 'creds');
      await writeFile(join(mounts, 'creds'), Buffer.from(found.data?.creds ?? '', 'base64'), { mode: 0o600 });
    }
    for (const { command = [], env = [] } of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
      const given = env.map(({ name, value = '' }) => [name, paths[value] ?? value]);
      const { status, stderr } = await run(command.slice(2), Object.fromEntries(given) as Record<string, string>);
      if (status !== 0) {
        said.push(stderr);
        return 1;
      }
    }
    return 0;
  }

  const node = await startFakeNode({
    client,
    network: 91,
    run: (pod, signal) =>
      pod.metadata.labels?.[LABEL_DATA_EXPORT]
        ? pack(pod)
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve(0), { once: true })),
  });
  return Object.assign(own, node, {
    async stop() {
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
