import { EventEmitter, once } from 'node:events';
import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type { Ingress, Pod, Service } from '@appfactory/kube/core';
import type { Log } from '@appfactory/kube/log';
import { INGRESSES, PODS, SERVICES } from '@appfactory/kube/resources';
import { type Endpoint, endpointsOf, explain } from './endpoints.ts';
import { type Backend, claimHosts, findBackend, type Hosts } from './hosts.ts';

export type Lookup = { kind: 'backend'; backend: Backend } | { kind: 'unknownHost' } | { kind: 'unknownPath' };

/** What the proxy needs to know about the cluster. */
export interface Routes {
  lookup(host: string, path: string): Lookup;
  endpoints(backend: Backend): Endpoint[];
  explain(backend: Backend): string;
  /** Resolves when anything that could change an answer has changed; rejects when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
}

const byNamespace = 'namespace';

/** Ingresses, Services and Pods of all namespaces, as the watch brings them. Emits `change` after each change, `declared` when it was an Ingress or a Service. */
export class Cluster extends EventEmitter<{ change: []; declared: [] }> implements Routes {
  readonly ingresses: Cache<Ingress>;
  readonly services: Cache<Service>;
  readonly #pods: Cache<Pod>;
  readonly #className: string;
  #hosts: Hosts | undefined;

  constructor(client: KubeClient, log: Log, className: string) {
    super();
    // Every request that is held listens for changes.
    this.setMaxListeners(0);
    this.#className = className;
    this.ingresses = new Cache({ client, type: INGRESSES, log });
    this.services = new Cache({ client, type: SERVICES, log });
    this.#pods = new Cache({
      client,
      type: PODS,
      log,
      indices: { [byNamespace]: (pod) => [pod.metadata.namespace] },
      transform: trim,
    });
    const change = () => void this.emit('change');
    this.#pods.addHandler({ added: change, updated: change, deleted: change });
    const declare = () => {
      this.#hosts = undefined;
      this.emit('declared');
      change();
    };
    this.services.addHandler({ added: declare, updated: declare, deleted: declare });
    this.ingresses.addHandler({ added: declare, updated: declare, deleted: declare });
  }

  /** Resolves when the first lists are in; goes on until the signal aborts. */
  async start(signal: AbortSignal): Promise<void> {
    const caches = [this.ingresses, this.services, this.#pods];
    for (const cache of caches) void cache.run(signal);
    await Promise.all(caches.map((cache) => cache.synced));
  }

  get hosts(): Hosts {
    this.#hosts ??= claimHosts(this.ingresses.list(), this.#className);
    return this.#hosts;
  }

  lookup(host: string, path: string): Lookup {
    const routes = this.hosts.routes.get(host);
    if (!routes) return { kind: 'unknownHost' };
    const backend = findBackend(routes, path);
    return backend ? { kind: 'backend', backend } : { kind: 'unknownPath' };
  }

  endpoints({ namespace, service, port }: Backend): Endpoint[] {
    const found = this.services.get({ namespace, name: service });
    return found ? endpointsOf(found, port, this.#pods.byIndex(byNamespace, namespace)) : [];
  }

  explain({ namespace, service }: Backend): string {
    return explain(this.services.get({ namespace, name: service }), this.#pods.byIndex(byNamespace, namespace));
  }

  async changed(signal: AbortSignal): Promise<void> {
    await once(this, 'change', { signal });
  }
}

/** Only what routing reads: a pod's environment and annotations are of no interest here. */
function trim({ apiVersion, kind, metadata, spec, status }: Pod): Pod {
  const ports = (containers: Pod['spec']['containers'] = []) =>
    containers.map(({ name, image, restartPolicy, ports: declared }) => ({
      name,
      image,
      restartPolicy,
      ports: declared,
    }));
  return {
    apiVersion,
    kind,
    metadata: { ...metadata, annotations: undefined },
    spec: { containers: ports(spec.containers), initContainers: ports(spec.initContainers) },
    status,
  };
}
