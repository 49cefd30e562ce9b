import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from '@appfactory/kube/client';
import type { Lease } from '@appfactory/kube/core';
import { isAlreadyExists, isNotFound } from '@appfactory/kube/errors';
import type { Log } from '@appfactory/kube/log';
import type { KubeObject } from '@appfactory/kube/object';
import { LEASES, NODES } from '@appfactory/kube/resources';
import { resourcePath } from '@appfactory/kube/resourceType';
import type { Condition } from './kubernetes.ts';
import { type NodeDescription, nodeObject, nodeStatus } from './nodeObject.ts';

const LEASE_NAMESPACE = 'kube-node-lease';
const HEARTBEAT_MS = 10_000;
const STATUS_MS = 300_000;

/** Registers this machine as a Node and keeps it Ready: a lease every ten seconds, the whole status every five minutes. */
export class NodeRegistration {
  readonly #client: KubeClient;
  readonly #node: NodeDescription;
  readonly #log: Log;

  constructor(client: KubeClient, node: NodeDescription, log: Log) {
    this.#client = client;
    this.#node = node;
    this.#log = log;
  }

  /** Until the Node is there with its status. Throws when the API server refuses this identity. */
  async register(): Promise<void> {
    const object = nodeObject(this.#node);
    try {
      await this.#client.create(NODES, object as unknown as KubeObject as never);
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      await this.#client.mergePatch(NODES, { name: this.#node.name }, { metadata: { labels: object.metadata.labels } });
    }
    await this.reportStatus();
    await this.renew().catch((error: unknown) => this.#log.debug({ err: error }, 'lease not renewed; trying again'));
  }

  /** Heartbeats until the signal aborts. */
  async keepAlive(signal: AbortSignal): Promise<void> {
    let reported = Date.now();
    let failed = false;
    while (!signal.aborted) {
      await sleep(failed ? 1000 : HEARTBEAT_MS, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      try {
        await this.renew();
        if (failed || Date.now() - reported > STATUS_MS) {
          await this.reportStatus();
          reported = Date.now();
        }
        failed = false;
      } catch (error) {
        failed = true;
        this.#log.debug({ err: error }, 'heartbeat failed; trying again');
        if (isNotFound(error)) await this.register().catch(() => {});
      }
    }
  }

  async reportStatus(): Promise<void> {
    const { name } = this.#node;
    const known = await this.#client.get(NODES, { name });
    const status = nodeStatus(this.#node, new Date(), known.status?.conditions as Condition[] | undefined);
    const body = { status: { ...status, addresses: [...status.addresses, ...removedAddresses(known)] } };
    await this.#client.request('PATCH', resourcePath(NODES, undefined, name, 'status'), {
      body,
      contentType: 'application/strategic-merge-patch+json',
    });
  }

  async renew(): Promise<void> {
    const { name } = this.#node;
    const renewTime = new Date().toISOString().replace('Z', '000Z');
    try {
      await this.#client.mergePatch(LEASES, { namespace: LEASE_NAMESPACE, name }, { spec: { renewTime } });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const lease: Lease = {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { namespace: LEASE_NAMESPACE, name },
        spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
      };
      await this.#client.create(LEASES, lease);
    }
  }
}

/** Addresses are merged by type: one of an earlier life goes only when told so. */
function removedAddresses(node: KubeObject): object[] {
  const addresses = (node as { status?: { addresses?: { type: string }[] } }).status?.addresses ?? [];
  return addresses.filter(({ type }) => type !== 'InternalIP').map(({ type }) => ({ $patch: 'delete', type }));
}
