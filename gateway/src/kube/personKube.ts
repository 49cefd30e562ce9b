import type { Cache } from '@appfactory/kube/cache';
import { KubeClient } from '@appfactory/kube/client';
import type { KubeObject, ObjectRef } from '@appfactory/kube/object';
import { APP_BUILDS, APP_TEMPLATES, RELEASES } from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { Release } from '@appfactory/resources/release';
import type { Person } from '../accounts/person.ts';
import { Failed } from '../graphql/failure.ts';
import type { Caches } from './caches.ts';

/** Reads one kind with a person's rights. */
export interface KindReader<T> {
  /** All that the person may see, of one namespace or of all. @throws ApiError when they may not list. */
  list(namespace?: string): Promise<T[]>;
  /** Undefined when there is none. @throws ApiError when they may not read it. */
  find(ref: ObjectRef): Promise<T | undefined>;
}

/** Kubernetes as one person may use it: what they may not, the API server refuses. */
export interface PersonKube {
  /** Who Kubernetes takes them for; in the audit log. */
  actingAs: string;
  /** For writes. */
  client: KubeClient;
  builds: KindReader<AppBuild>;
  templates: KindReader<AppTemplate>;
  releases: KindReader<Release>;
}

const MOST_CLIENTS = 200;

/** What the gateway itself is called in Kubernetes, and in the audit log. */
export const OWN_NAME = 'appfactory:gateway';

/**
 * The one place where a Kubernetes client for a person is made.
 *
 * The holder of a Kubernetes token acts with that token. Somebody with an account here owns the installation and acts as the
 * gateway itself, whose role is bounded (launcher/manifests/gateway.yaml). When there are tenants, an account becomes a
 * member of some, and this makes a client that impersonates the member's ServiceAccount: here and nowhere else.
 */
export class PeopleKube {
  readonly #own: KubeClient;
  readonly #cached: Omit<PersonKube, 'client' | 'actingAs'>;
  /** By token; the one used last is at the end. */
  readonly #clients = new Map<string, KubeClient>();

  constructor(own: KubeClient, caches: Caches) {
    this.#own = own;
    this.#cached = {
      builds: fromCache(caches.builds),
      templates: fromCache(caches.templates),
      releases: fromCache(caches.releases),
    };
  }

  for(person: Person): PersonKube {
    if (person.kind === 'account') return { actingAs: OWN_NAME, client: this.#own, ...this.#cached };
    const client = this.#clientOf(person.token);
    return {
      actingAs: person.username,
      client,
      builds: fromServer(client, APP_BUILDS),
      templates: fromServer(client, APP_TEMPLATES),
      releases: fromServer(client, RELEASES),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }

  #clientOf(token: string): KubeClient {
    const { server, ca, serverName, insecureSkipTlsVerify, namespace } = this.#own.config;
    const client =
      this.#clients.get(token) ??
      new KubeClient(
        { server, ca, serverName, insecureSkipTlsVerify, namespace, token: () => token },
        { userAgent: 'gateway' },
      );
    this.#clients.delete(token);
    this.#clients.set(token, client);
    const [oldest] = this.#clients.keys();
    if (this.#clients.size > MOST_CLIENTS && oldest !== undefined) {
      // Its requests under way end; their connections are closed when idle.
      this.#clients.delete(oldest);
    }
    return client;
  }
}

function fromCache<T extends KubeObject>(cache: Cache<T>): KindReader<T> {
  const filled = () => {
    // An empty list would be a lie.
    if (!cache.isSynced) throw new Failed('UNAVAILABLE', 'Kubernetes has not answered yet: try again in a moment.');
    return cache;
  };
  return {
    list: async (namespace) => filled().list(namespace),
    find: async (ref) => filled().get(ref),
  };
}

function fromServer<T extends KubeObject>(client: KubeClient, type: ResourceType<T>): KindReader<T> {
  return {
    list: async (namespace) => (await client.list(type, { namespace })).items,
    find: (ref) => client.find(type, ref),
  };
}
