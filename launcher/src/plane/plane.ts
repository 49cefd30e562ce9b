import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import type { Binaries } from '../binaries/binaries.ts';
import { Parts, type PartsOptions, settled } from '../parts.ts';
import { apiserver } from './apiserver.ts';
import { controllerManager } from './controllerManager.ts';
import { etcd } from './etcd.ts';
import { type PlaneFiles, preparePlaneFiles } from './files.ts';
import { type Identity, kubeconfigPath } from './identities.ts';
import { type NatsAccess, nats } from './nats.ts';
import { scheduler } from './scheduler.ts';

export interface PlaneOptions extends PartsOptions {
  binaries: Binaries;
  /** etcd and the API server always run; these are beside them. Default: all. */
  parts?: ('controller-manager' | 'scheduler' | 'nats')[];
  /** false only for tests: a power cut may lose data. */
  fsync?: boolean;
}

/** A running control plane: its addresses, its parts, and the way to stop it. */
export interface Plane {
  files: PlaneFiles;
  url: string;
  nats: NatsAccess | undefined;
  kubeconfigPath(identity: Identity): string;
  /** A client with the administrator's rights. */
  client: KubeClient;
  /** What runs; programs that are added later are stopped first. */
  parts: Parts;
  stop(): Promise<void>;
}

/**
 * Starts etcd, then the API server (NATS beside them), then controller manager and scheduler. When a part does not start,
 * those that did are stopped again and its PartFailed is thrown.
 */
export async function startPlane(options: PlaneOptions): Promise<Plane> {
  const { dir, binaries, fsync = true } = options;
  const wanted = options.parts ?? ['controller-manager', 'scheduler', 'nats'];
  const files = await preparePlaneFiles(dir, binaries);
  const parts = new Parts(options);
  const startNats = async () => {
    const natsDir = join(dir, 'nats');
    await mkdir(natsDir, { recursive: true, mode: 0o700 });
    const { spec, access } = await nats({
      dir: natsDir,
      port: files.ports.nats,
      binary: binaries['nats-server'],
      logFile: files.log('nats-server'),
    });
    await parts.add(spec);
    return access;
  };

  let natsAccess: NatsAccess | undefined;
  try {
    await settled([
      parts.add(etcd(files, { fsync })).then(() => parts.add(apiserver(files))),
      wanted.includes('nats')
        ? startNats().then((access) => {
            natsAccess = access;
          })
        : undefined,
    ]);
    await settled([
      wanted.includes('controller-manager') ? parts.add(controllerManager(files)) : undefined,
      wanted.includes('scheduler') ? parts.add(scheduler(files)) : undefined,
    ]);
  } catch (error) {
    await parts.stop();
    throw error;
  }
  const client = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: kubeconfigPath(dir, 'admin') } }));
  return {
    files,
    url: files.url,
    nats: natsAccess,
    kubeconfigPath: (identity) => kubeconfigPath(dir, identity),
    client,
    parts,
    async stop() {
      await client.close();
      await parts.stop();
    },
  };
}

/** Until pods can be made in `default`: the controller manager makes its service account a few seconds after its start. */
export async function defaultServiceAccount(client: KubeClient, signal?: AbortSignal): Promise<void> {
  while (!(await client.find(SERVICE_ACCOUNTS, { namespace: 'default', name: 'default' }))) {
    await sleep(50, undefined, { signal });
  }
}
