import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bucketName } from '@appfactory/events/subjects';
import { eventually } from './eventually.ts';
import type { Platform } from './platform.ts';
import type { PodWatch } from './podWatch.ts';
import { describeProcesses, processesOf } from './processes.ts';

/** What Kubernetes itself puts into every namespace. */
const EVERYWHERE = ['configmap/kube-root-ca.crt', 'serviceaccount/default'];
const NOT_THINGS = ['events', 'events.events.k8s.io'];

/** Everything that exists in a namespace, of whatever kind, as kind/name. */
export async function objectsIn(platform: Platform, namespace: string): Promise<string[]> {
  const listed = await platform.kubectl('api-resources', '--verbs=list', '--namespaced', '-o', 'name');
  const kinds = listed.split('\n').filter((kind) => kind && !NOT_THINGS.includes(kind));
  const found = await platform.kubectl('get', kinds.join(','), '-n', namespace, '-o', 'name', '--ignore-not-found');
  return found
    .split('\n')
    .filter((name) => name && !EVERYWHERE.includes(name))
    .sort();
}

/**
 * Waits until a deleted build has left nothing: no object in its namespace (but `kept`), no process and no folder of any pod
 * that ever was there, and no bucket.
 */
export async function untilNothingIsLeft(
  platform: Platform,
  build: { namespace: string; uid: string },
  pods: PodWatch,
  kept: string[] = [],
): Promise<void> {
  let left = '';
  const look = async () => {
    const objects = (await objectsIn(platform, build.namespace)).filter((name) => !kept.includes(name));
    const uids = [...pods.seen.keys()];
    const podFolder = join(platform.nodeFolder, 'pods');
    const folders = (await readdir(podFolder)).filter((name) => uids.some((uid) => name.includes(uid)));
    const processes = (await Promise.all(uids.map((uid) => processesOf(uid)))).flat();
    const bucket = await bucketExists(platform, build.uid);
    left = [
      ...objects,
      ...folders.map((name) => `the folder ${name}`),
      ...(processes.length > 0 ? [`processes:\n${describeProcesses(processes)}`] : []),
      ...(bucket ? [`the bucket ${bucketName(build.uid)}`] : []),
    ].join('\n');
    return left === '';
  };
  try {
    await eventually('nothing is left', look);
  } catch (error) {
    throw new Error(`a deleted build left behind:\n${left}`, { cause: error });
  }
}

export async function bucketExists(platform: Platform, uid: string): Promise<boolean> {
  const manager = await (await platform.nats()).manager();
  try {
    await manager.streams.info(`OBJ_${bucketName(uid)}`);
    return true;
  } catch (error) {
    if (error instanceof Error && /not found/i.test(error.message)) return false;
    throw error;
  }
}
