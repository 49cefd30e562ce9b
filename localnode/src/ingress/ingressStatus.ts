import type { KubeClient } from '@appfactory/kube/client';
import type { Ingress } from '@appfactory/kube/core';
import { isNotFound } from '@appfactory/kube/errors';
import type { Log } from '@appfactory/kube/log';
import { INGRESSES } from '@appfactory/kube/resources';
import { type Hosts, isOurs } from './hosts.ts';

/** Reason that an Ingress's status carries when a host of it belongs to another namespace. */
const hostTaken = 'appfactory.dev/HostTaken';

interface Address {
  ip: string;
  ports: { port: number; protocol: 'TCP'; error?: string }[];
}

/** Says in each Ingress's status where it answers, so that `kubectl get ingress` and Argo CD can tell. */
export class IngressStatus {
  readonly #client: KubeClient;
  readonly #log: Log;
  readonly #className: string;
  readonly #port: number;
  readonly #sending = new Set<string>();

  constructor(client: KubeClient, log: Log, className: string, port: number) {
    this.#client = client;
    this.#log = log;
    this.#className = className;
    this.#port = port;
  }

  update(ingresses: readonly Ingress[], hosts: Hosts): void {
    for (const ingress of ingresses) {
      if (!isOurs(ingress, this.#className)) continue;
      const { namespace, name, uid } = ingress.metadata;
      const refused = hosts.refused.has(`${namespace}/${name}`);
      const wanted = [addressOf(this.#port, refused)];
      if (JSON.stringify(read(ingress)) === JSON.stringify(wanted)) continue;
      void this.#send(ingress, `${uid}:${refused}`, wanted);
    }
  }

  async #send({ metadata }: Ingress, key: string, wanted: Address[]): Promise<void> {
    // Until the watch brings our own write back, the same difference shows at every change.
    if (this.#sending.has(key)) return;
    this.#sending.add(key);
    try {
      const status = { loadBalancer: { ingress: wanted } };
      await this.#client.mergePatch(INGRESSES, metadata, { status }, { subresource: 'status', uid: metadata.uid });
    } catch (error) {
      const { namespace, name } = metadata;
      if (!isNotFound(error))
        this.#log.warn({ namespace, name, err: error }, 'status of the Ingress could not be written');
    } finally {
      this.#sending.delete(key);
    }
  }
}

function addressOf(port: number, refused: boolean): Address {
  return { ip: '127.0.0.1', ports: [{ port, protocol: 'TCP', ...(refused ? { error: hostTaken } : {}) }] };
}

/** In our order of fields, to be compared. */
function read(ingress: Ingress): Address[] {
  const addresses = (ingress.status?.loadBalancer?.ingress ?? []) as Partial<Address>[];
  return addresses.map(({ ip = '', ports = [] }) => ({
    ip,
    ports: ports.map(({ port, protocol, error }) => ({ port, protocol, ...(error ? { error } : {}) })),
  }));
}
