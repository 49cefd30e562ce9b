import type { Cache } from '@appfactory/kube/cache';
import { KubeClient } from '@appfactory/kube/client';
import { ApiError, isForbidden } from '@appfactory/kube/errors';
import type { KubeObject, ObjectRef } from '@appfactory/kube/object';
import { APP_BUILDS, APP_TEMPLATES, RELEASES } from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { Release } from '@appfactory/resources/release';
import { nameOf, type Person } from '../accounts/person.ts';
import { Failed } from '../graphql/failure.ts';
import type { Membership, Memberships } from '../tenants/memberships.ts';
import type { Caches } from './caches.ts';
import { LongLived, whileSeen } from './longLived.ts';

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
  /** For requests in this namespace. @throws Failed when they have nothing to do with it */
  in(namespace: string): KubeClient;
  /** Who Kubernetes takes them for there. @throws Failed likewise */
  userIn(namespace: string): string;
  builds: KindReader<AppBuild>;
  templates: KindReader<AppTemplate>;
  releases: KindReader<Release>;
  /** Namespaces of which Kubernetes has shown something; what PostgreSQL shows is of these. */
  shown: ReadonlySet<string>;
  /** Notes what a write has shown; gives it back. */
  show<T extends KubeObject>(object: T): T;
  /**
   * What goes on for a long time; it ends when they sign out, or when a member of a tenant has another role, or is none any
   * more.
   * @param stillSeen looks once more whether they may see what it is of; for the holder of a token, of whom nobody tells that
   */
  whileMember<T>(values: AsyncIterableIterator<T>, stillSeen: () => Promise<unknown>): AsyncIterableIterator<T>;
}

const MOST_CLIENTS = 200;

/** What the gateway itself is called in Kubernetes, and in the audit log. */
export const OWN_NAME = 'appfactory:gateway';

/** Where the gateway itself may write builds. */
const OWN_NAMESPACE = 'default';

export interface PeopleKubeOptions {
  /**
   * false only in the test which shows that Kubernetes refuses by itself: then whoever is a member of anything asks for
   * every namespace, as that member.
   */
  ownChecks?: boolean;
  /** Milliseconds after which it is looked again whether the holder of a token may see what they are told of. */
  lookAgain?: number;
}

/**
 * The one place where a Kubernetes client for a person is made.
 *
 * - The holder of a Kubernetes token acts with that token.
 * - A member of a tenant acts as their ServiceAccount: the API server lets the gateway impersonate the members of tenants, each
 *   by name, and nobody else.
 * - The owner of the installation acts so in tenants that they are a member of, else as the gateway itself, whose role is
 *   bounded (launcher/manifests/gateway.yaml): it reads builds, and writes them in the namespace `default`.
 */
export class PeopleKube {
  readonly #own: KubeClient;
  readonly #caches: Caches;
  readonly #memberships: Memberships;
  readonly #ownChecks: boolean;
  /** By token; the one used last is at the end. */
  readonly #clients = new Map<string, KubeClient>();
  readonly #lookAgain: number;
  /** What goes on for a long time for people with an account. */
  readonly longLived = new LongLived();

  constructor(
    own: KubeClient,
    caches: Caches,
    memberships: Memberships,
    { ownChecks = true, lookAgain = 60_000 }: PeopleKubeOptions = {},
  ) {
    this.#own = own;
    this.#caches = caches;
    this.#memberships = memberships;
    this.#ownChecks = ownChecks;
    this.#lookAgain = lookAgain;
    memberships.onChange((account = '') => this.longLived.end(account));
  }

  /** Ends what goes on for a person's session, which is over. */
  endSession({ id, sessionId }: Person & { kind: 'account' }): void {
    this.longLived.end(id, (session) => session === sessionId);
  }

  /** Ends what goes on for a person's other sessions, which are over. */
  endOtherSessions({ id, sessionId }: Person & { kind: 'account' }): void {
    this.longLived.end(id, (session) => session !== sessionId);
  }

  for(person: Person): PersonKube {
    if (person.kind === 'kubernetes') return this.#holder(person);
    return person.isInstallationOwner ? this.#owner(person) : this.#member(person);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }

  #holder({ token, username }: Person & { kind: 'kubernetes' }): PersonKube {
    const client = this.#clientOf(token);
    const shown = new Set<string>();
    const reader = <T extends KubeObject>(type: ResourceType<T>) => noting(shown, fromServer(client, type));
    return {
      actingAs: username,
      in: () => client,
      userIn: () => username,
      builds: reader(APP_BUILDS),
      templates: fromServer(client, APP_TEMPLATES),
      releases: reader(RELEASES),
      shown,
      show: showing(shown),
      whileMember: (values, stillSeen) => whileSeen(values, stillSeen, this.#lookAgain),
    };
  }

  #owner(person: Person & { kind: 'account' }): PersonKube {
    const shown = new Set<string>();
    const { builds, templates, releases } = this.#caches;
    return {
      actingAs: OWN_NAME,
      userIn: (namespace) => {
        const membership = this.#memberships.of(person).get(namespace);
        return membership ? userOf(membership.account) : OWN_NAME;
      },
      in: (namespace) => {
        const membership = this.#memberships.of(person).get(namespace);
        if (membership) return this.#as(person, membership);
        // The API server says so, too; here with words that help.
        if (this.#ownChecks && namespace !== OWN_NAMESPACE) {
          throw new Failed(
            'FORBIDDEN',
            `The owner of the installation writes in "${OWN_NAMESPACE}", and in tenants that they are a member of. There is no namespace "${namespace}" among them.`,
            'namespace',
          );
        }
        return this.#own;
      },
      builds: noting(shown, fromCache(builds)),
      templates: fromCache(templates),
      releases: noting(shown, fromCache(releases)),
      shown,
      show: showing(shown),
      whileMember: (values) => this.longLived.endWith(person, values),
    };
  }

  #member(person: Person & { kind: 'account' }): PersonKube {
    const shown = new Set<string>();
    const mine = this.#memberships.of(person);
    const membershipIn = (namespace: string): Membership | undefined => {
      if (!this.#memberships.isSynced) throw notYet();
      const [any] = mine.values();
      return mine.get(namespace) ?? (this.#ownChecks ? undefined : any);
    };
    const needed = (namespace: string): Membership => {
      const membership = membershipIn(namespace);
      if (!membership) throw noNamespace(namespace);
      return membership;
    };
    const reader = <T extends KubeObject>(type: ResourceType<T>): KindReader<T> => {
      const find = (namespace: string) => {
        const membership = membershipIn(namespace);
        return membership && fromServer(this.#as(person, membership), type);
      };
      return noting(shown, {
        list: async (namespace) => {
          const namespaces = namespace === undefined ? [...mine.keys()] : [namespace];
          const listOf = async (one: string) => (await find(one)?.list(one)) ?? [];
          return allowed(await Promise.all(namespaces.map((one) => orRefusal(listOf(one)))));
        },
        find: async (ref) => find(ref.namespace ?? '')?.find(ref),
      });
    };
    return {
      userIn: (namespace) => userOf(needed(namespace).account),
      actingAs: [...new Set([...mine.values()].map(({ account }) => userOf(account)))].join(', '),
      in: (namespace) => this.#as(person, needed(namespace)),
      builds: reader(APP_BUILDS),
      templates: fromCache(this.#caches.templates),
      releases: reader(RELEASES),
      shown,
      show: showing(shown),
      whileMember: (values) => this.longLived.endWith(person, values),
    };
  }

  #as(person: Person, { account }: Membership): KubeClient {
    return this.#own.actingAs({ ...account, person: nameOf(person) });
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

/** What Kubernetes refuses is given back as its answer. @throws what else goes wrong */
async function orRefusal<T>(answer: Promise<T>): Promise<T | ApiError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && isForbidden(error)) return error;
    throw error;
  }
}

/**
 * What was answered where the person may look: rights in one namespace may be on their way, or gone a moment ago, and that
 * must not hide the others. @throws the refusal where there is nothing but refusals
 */
function allowed<T>(answers: (T[] | ApiError)[]): T[] {
  const lists = answers.flatMap((answer) => (answer instanceof ApiError ? [] : [answer]));
  const refusal = answers.find((answer) => answer instanceof ApiError);
  if (refusal && lists.length === 0) throw refusal;
  return lists.flat();
}

export function userOf({ namespace, name }: { namespace: string; name: string }): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The same words for a namespace that is not there and for one that is somebody else's. */
export function noNamespace(namespace: string): Failed {
  return new Failed('NOT_FOUND', `There is no namespace "${namespace}".`, 'namespace');
}

function notYet(): Failed {
  // An empty list would be a lie.
  return new Failed('UNAVAILABLE', 'Kubernetes has not answered yet: try again in a moment.');
}

function showing(shown: Set<string>) {
  return <T extends KubeObject>(object: T): T => {
    shown.add(object.metadata.namespace ?? '');
    return object;
  };
}

/** Notes the namespaces of what is shown. */
function noting<T extends KubeObject>(shown: Set<string>, reader: KindReader<T>): KindReader<T> {
  const show = showing(shown);
  return {
    async list(namespace) {
      const found = await reader.list(namespace);
      return found.map(show);
    },
    async find(ref) {
      const found = await reader.find(ref);
      return found && show(found);
    },
  };
}

function fromCache<T extends KubeObject>(cache: Cache<T>): KindReader<T> {
  const filled = () => {
    if (!cache.isSynced) throw notYet();
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
