import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '@appfactory/kube/object';
import { controllerOf } from '@appfactory/kube/ownership';
import { PODS, SANDBOX_POOLS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { LABEL_POOL, LABEL_SANDBOX } from '@appfactory/resources/meta';
import type { OperatorDeps } from '../runtime/deps.ts';
import type { Cloud } from './cloud.ts';
import { CLOUD_ID } from './names.ts';

const SWEEP_EVERY = 60_000;
/** Garbage collection and the controllers get this long before the sweeper thinks that nobody cares; milliseconds. */
const GRACE = 120_000;
/** Longer, since the cloud's list lags and its clock is not ours. */
const CLOUD_GRACE = 300_000;

/**
 * Takes away what nobody owns: pods and Secrets of sandboxes whose owner is gone, which garbage collection should have
 * taken, and sandboxes of E2B's cloud that no Sandbox stands for, which cost money.
 */
export class Sweeper {
  readonly #deps: OperatorDeps;
  readonly #cloud: Cloud | undefined;

  constructor(deps: OperatorDeps, cloud: Cloud | undefined) {
    this.#deps = deps;
    this.#cloud = cloud;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.sweep(new Date()).catch((error: unknown) => this.#deps.log.warn({ err: error }, 'sweeping failed'));
      await sleep(SWEEP_EVERY, undefined, { signal }).catch(() => {});
    }
  }

  async sweep(now: Date): Promise<void> {
    const { caches } = this.#deps;
    await this.#sweepObjects(PODS, caches.pods.list(), now);
    await this.#sweepObjects(SECRETS, caches.secrets.list(), now);
    await this.#sweepCloud(now);
  }

  async #sweepObjects(type: ResourceType, objects: KubeObject[], now: Date): Promise<void> {
    const { client, log } = this.#deps;
    for (const object of objects) {
      const { labels = {}, creationTimestamp = '', deletionTimestamp, uid } = object.metadata;
      const ours = labels[LABEL_SANDBOX] !== undefined || labels[LABEL_POOL] !== undefined;
      const old = now.getTime() - Date.parse(creationTimestamp) > GRACE;
      if (!ours || !old || deletionTimestamp || (await this.#ownerLives(object))) continue;
      log.info(
        { kind: type.kind, namespace: object.metadata.namespace, object: object.metadata.name },
        'nobody owns it: deleting',
      );
      await client.delete(type, object.metadata, { uid });
    }
  }

  async #ownerLives(object: KubeObject): Promise<boolean> {
    const { client, caches } = this.#deps;
    const owner = controllerOf(object);
    if (!owner) return false;
    // Other controllers' objects may carry our labels: theirs to take away.
    if (owner.kind !== 'Sandbox' && owner.kind !== 'SandboxPool') return true;
    const ref = { namespace: object.metadata.namespace, name: owner.name };
    const cached = owner.kind === 'Sandbox' ? caches.sandboxes.get(ref) : caches.sandboxPools.get(ref);
    if (cached?.metadata.uid === owner.uid) return true;
    const found = await (owner.kind === 'Sandbox' ? client.find(SANDBOXES, ref) : client.find(SANDBOX_POOLS, ref));
    return found?.metadata.uid === owner.uid;
  }

  async #sweepCloud(now: Date): Promise<void> {
    if (!this.#cloud) return;
    const { caches, log } = this.#deps;
    const running = await this.#cloud.listAll();
    const known = new Map(caches.sandboxes.list().map((sandbox) => [sandbox.metadata.uid, sandbox]));
    for (const { id, uid, startedAt } of running) {
      const sandbox = known.get(uid);
      const recorded = sandbox?.metadata.annotations?.[CLOUD_ID];
      const wanted = sandbox !== undefined && (recorded === undefined || recorded === id);
      if (wanted || now.getTime() - startedAt.getTime() < CLOUD_GRACE) continue;
      log.info({ sandboxID: id }, 'no Sandbox stands for this sandbox of E2B’s cloud: ending it');
      await this.#cloud.kill(id);
    }
  }
}
