import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import { Controller } from '@appfactory/kube/controller';
import { isAlreadyExists, isForbidden } from '@appfactory/kube/errors';
import { Recorder } from '@appfactory/kube/events';
import type { Log } from '@appfactory/kube/log';
import { type Key, keyOf } from '@appfactory/kube/object';
import { PERSISTENT_VOLUME_CLAIMS } from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { Registry } from 'prom-client';
import { claimVolume } from './claimVolume.ts';
import type { Folders } from './folders.ts';
import {
  type Claim,
  FOLDER_FINALIZER,
  LOCAL_CLASS,
  PERSISTENT_VOLUMES,
  type PersistentVolume,
  PROVISIONED_BY,
  PROVISIONER,
  STORAGE_CLASSES,
  type StorageClass,
} from './storage.ts';

const CLAIMS = PERSISTENT_VOLUME_CLAIMS as ResourceType<Claim>;

export interface ProvisionerOptions {
  client: KubeClient;
  log: Log;
  folders: Folders;
}

/** Makes a folder and a volume for each claim of our class, and takes both away when the claim is gone. */
export class Provisioner {
  readonly #client: KubeClient;
  readonly #log: Log;
  readonly #folders: Folders;
  readonly #events: Recorder;
  readonly #claims: Cache<Claim>;
  readonly #volumes: Cache<PersistentVolume>;
  readonly #classes: Cache<StorageClass>;

  constructor({ client, log, folders }: ProvisionerOptions) {
    this.#client = client;
    this.#log = log;
    this.#folders = folders;
    this.#events = new Recorder({ client, log, controller: PROVISIONER, instance: 'provisioner' });
    this.#claims = new Cache({ client, type: CLAIMS, log });
    this.#volumes = new Cache({ client, type: PERSISTENT_VOLUMES, log });
    this.#classes = new Cache({ client, type: STORAGE_CLASSES, log });
  }

  /** `ready` is called when the first lists are in; resolves when the signal aborts and nothing is in hand. */
  async run(signal: AbortSignal, ready: () => void): Promise<void> {
    const caches = [this.#claims, this.#volumes, this.#classes];
    const watches = caches.map((cache) => cache.run(signal));
    await Promise.race([Promise.all(caches.map((cache) => cache.synced)), aborted(signal)]);
    if (signal.aborted) return;
    await this.#ensureClass();
    const registry = new Registry();
    const log = this.#log;
    const claimsOf = ({ metadata }: StorageClass) =>
      this.#claims
        .list()
        .filter((claim) => claim.spec.storageClassName === metadata.name)
        .map((claim) => keyOf(claim.metadata));
    const claims = new Controller({ name: 'claim', log, registry, reconcile: (key) => this.#claim(key) })
      .for(this.#claims)
      .watches(this.#classes, claimsOf);
    const volumes = new Controller({ name: 'volume', log, registry, reconcile: (key) => this.#volume(key) }).for(
      this.#volumes,
    );
    ready();
    await Promise.all([claims.run(signal), volumes.run(signal), ...watches]);
    await this.#events.flush();
  }

  async #ensureClass(): Promise<void> {
    if (this.#classes.list().some(({ provisioner }) => provisioner === PROVISIONER)) return;
    try {
      await this.#client.create(STORAGE_CLASSES, LOCAL_CLASS);
    } catch (error) {
      if (isAlreadyExists(error)) return;
      if (!isForbidden(error)) throw error;
      this.#log.warn(
        { err: error },
        `no StorageClass has the provisioner "${PROVISIONER}", and this identity may not create one: apply it`,
      );
    }
  }

  async #claim(key: Key): Promise<undefined> {
    const claim = this.#claims.get(key);
    if (!claim) return;
    const decision = claimVolume(claim, this.#classes.get(claim.spec.storageClassName ?? ''), (name) =>
      this.#folders.path(name),
    );
    if (decision.kind === 'nothing') return;
    if (decision.kind === 'refuse') {
      this.#events.record(claim, {
        type: 'Warning',
        reason: 'ProvisioningFailed',
        action: 'Provision',
        note: decision.why,
      });
      return;
    }
    const { volume } = decision;
    const { name } = volume.metadata;
    if (this.#volumes.get(name)) return;
    try {
      // The folder first: a pod may start the moment that the volume is there.
      await this.#folders.make(name);
      this.#volumes.learn(await this.#client.create(PERSISTENT_VOLUMES, volume));
    } catch (error) {
      if (isAlreadyExists(error)) return;
      const note = `volume "${name}" could not be made: ${(error as Error).message}`;
      this.#events.record(claim, { type: 'Warning', reason: 'ProvisioningFailed', action: 'Provision', note });
      throw error;
    }
    const note = `made volume "${name}", a folder of this machine; its size of ${volume.spec.capacity.storage} is not enforced`;
    this.#events.record(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', action: 'Provision', note });
    this.#log.info({ claim: key, volume: name }, 'volume made');
  }

  async #volume(key: Key): Promise<undefined> {
    const volume = this.#volumes.get(key);
    if (!volume || volume.metadata.annotations?.[PROVISIONED_BY] !== PROVISIONER) return;
    const { metadata, spec, status } = volume;
    const discard = spec.persistentVolumeReclaimPolicy === 'Delete';
    const released = status?.phase === 'Released' || (status?.phase === 'Failed' && discard);
    if (released && discard && !metadata.deletionTimestamp) {
      await this.#client.delete(PERSISTENT_VOLUMES, metadata, { uid: metadata.uid });
      return;
    }
    const others = metadata.finalizers?.filter((finalizer) => finalizer !== FOLDER_FINALIZER) ?? [];
    // A volume that is in use keeps Kubernetes' own finalizer until it is not.
    if (!metadata.deletionTimestamp || others.length > 0 || metadata.finalizers?.length === 0) return;
    // Whoever may create volumes could name any path in one: only the folder that this name has here is ever removed.
    if (discard && spec.hostPath?.path === this.#folders.path(metadata.name)) await this.#folders.remove(metadata.name);
    await this.#client.mergePatch(
      PERSISTENT_VOLUMES,
      metadata,
      { metadata: { finalizers: others } },
      { uid: metadata.uid },
    );
    this.#log.info({ volume: metadata.name, folder: discard ? 'removed' : 'kept' }, 'volume gone');
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
