import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import type { Binaries } from '../binaries/binaries.ts';
import { recordParts } from '../leftovers.ts';
import type { ProcessSpec } from '../process.ts';
import { type PartEvent, type SupervisedPart, supervise } from '../supervise.ts';
import { apiserver } from './apiserver.ts';
import { controllerManager } from './controllerManager.ts';
import { etcd } from './etcd.ts';
import { type PlaneFiles, preparePlaneFiles } from './files.ts';
import { type Identity, kubeconfigPath } from './identities.ts';
import { type NatsAccess, nats } from './nats.ts';
import { scheduler } from './scheduler.ts';

export interface PlaneOptions {
  /** Keeps keys, etcd, streams, logs: the same folder finds everything again. */
  dir: string;
  binaries: Binaries;
  /** etcd and the API server always run; these are beside them. Default: all. */
  parts?: ('controller-manager' | 'scheduler' | 'nats')[];
  /** false only for tests: a power cut may lose data. */
  fsync?: boolean;
  onEvent?: (event: PartEvent) => void;
  /** Before a part starts. */
  onStart?: (part: string) => void;
  /** Aborted: the start is given up and what runs is stopped. */
  signal?: AbortSignal;
}

/** A running control plane: its addresses, its parts, and the way to stop it. */
export interface Plane {
  files: PlaneFiles;
  url: string;
  nats: NatsAccess | undefined;
  kubeconfigPath(identity: Identity): string;
  /** A client with the administrator's rights. */
  client: KubeClient;
  /** Every part that runs, in the order in which they started; programs that are added later are stopped first. */
  parts: SupervisedPart[];
  add(spec: ProcessSpec): Promise<SupervisedPart>;
  stop(): Promise<void>;
}

/**
 * Starts etcd, then the API server (NATS beside them), then controller manager and scheduler. When a part does not start,
 * those that did are stopped again and its PartFailed is thrown.
 */
export async function startPlane(options: PlaneOptions): Promise<Plane> {
  const { dir, binaries, fsync = true, signal } = options;
  const wanted = options.parts ?? ['controller-manager', 'scheduler', 'nats'];
  const files = await preparePlaneFiles(dir, binaries);
  const parts: SupervisedPart[] = [];
  const onEvent = (event: PartEvent) => {
    if (event.kind === 'restarted') void recordParts(dir, parts);
    options.onEvent?.(event);
  };
  const add = async (spec: ProcessSpec) => {
    options.onStart?.(spec.name);
    const part = await supervise(spec, onEvent, signal);
    parts.push(part);
    await recordParts(dir, parts);
    return part;
  };
  const stop = async () => {
    // In reverse, one after another: each may still need what was started before it.
    for (let part = parts.pop(); part; part = parts.pop()) await part.stop();
  };
  const startNats = async () => {
    const natsDir = join(dir, 'nats');
    await mkdir(natsDir, { recursive: true, mode: 0o700 });
    const { spec, access } = await nats({
      dir: natsDir,
      port: files.ports.nats,
      binary: binaries['nats-server'],
      logFile: files.log('nats-server'),
    });
    await add(spec);
    return access;
  };

  let natsAccess: NatsAccess | undefined;
  try {
    await settled([
      add(etcd(files, { fsync })).then(() => add(apiserver(files))),
      wanted.includes('nats')
        ? startNats().then((access) => {
            natsAccess = access;
          })
        : undefined,
    ]);
    await settled([
      wanted.includes('controller-manager') ? add(controllerManager(files)) : undefined,
      wanted.includes('scheduler') ? add(scheduler(files)) : undefined,
    ]);
  } catch (error) {
    await stop();
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
    add,
    async stop() {
      await client.close();
      await stop();
    },
  };
}

/** Until pods can be made in `default`: the controller manager makes its service account a few seconds after its start. */
export async function defaultServiceAccount(client: KubeClient, signal?: AbortSignal): Promise<void> {
  while (!(await client.find(SERVICE_ACCOUNTS, { namespace: 'default', name: 'default' }))) {
    await sleep(50, undefined, { signal });
  }
}

/** Waits for all, so that nothing is still starting when the undo begins; then throws the first failure. */
export async function settled(starts: (Promise<unknown> | undefined)[]): Promise<void> {
  const results = await Promise.allSettled(starts.filter((start) => start !== undefined));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
