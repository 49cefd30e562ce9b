import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { Folders } from './folders.ts';
import { Provisioner } from './provisioner.ts';

/** The volume provisioner of this machine: PersistentVolumeClaims become folders in LOCALNODE_DIR/volumes. */
async function main(): Promise<void> {
  const { LOCALNODE_DIR } = process.env;
  if (!LOCALNODE_DIR) throw new Error('LOCALNODE_DIR is not set: name the folder that the node keeps its data in');
  const root = join(resolve(LOCALNODE_DIR), 'volumes');
  await mkdir(root, { recursive: true });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const client = new KubeClient(loadKubeConfig(), { userAgent: 'appfactory-provisioner' });
  const provisioner = new Provisioner({ client, log: createLog('provisioner'), folders: new Folders(root) });
  await provisioner.run(stop.signal, () => process.stdout.write(`${JSON.stringify({ ready: true })}\n`));
  await client.close();
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`volume provisioner: ${error.message}\n`);
    process.exit(1);
  },
);
