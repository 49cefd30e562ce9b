import type { KubeClient } from '@appfactory/kube/client';
import { isNotFound } from '@appfactory/kube/errors';
import { TENANTS } from '@appfactory/kube/resources';
import { ANNOTATION_CONFIRM, LABEL_ACCOUNT, type Tenant, tenantSpecSchema } from '@appfactory/resources/tenant';
import type { Accounts } from '../accounts/accounts.ts';
import { accountIdsOf } from '../accounts/person.ts';
import { plain } from '../builds/plain.ts';
import { Failed, invalid } from '../graphql/failure.ts';
import type { Caches } from '../kube/caches.ts';
import { merged } from '../kube/mergePatch.ts';
import { type Asker, isInstallationOwner, may, mayEverywhere } from './access.ts';
import { checkCoversSubscription, checkWithin } from './limits.ts';
import { accountName } from './memberships.ts';
import { noTenant, notYet, type Tenants } from './tenants.ts';

/** A merge patch: null takes away, what is left out stays. */
export interface TenantChange {
  displayName?: string | null;
  budget?: object | null;
  spendingLimit?: string | null;
  retentionDays?: number | null;
  whiteLabel?: object | null;
}

/** What the deletion of a tenant takes away, and what stays; names. */
export interface Deletion {
  builds: string[];
  releases: string[];
  members: string[];
  /** Databases and uploads of apps that go with them, and those that stay for whoever has the cluster. */
  volumesGone: string[];
  volumesKept: string[];
  /** While it has some, it is not deleted. */
  clients: string[];
}

const MANAGER = 'gateway';
/** So many names are told. */
const MOST_NAMES = 5;

/**
 * Changing and deleting tenants. A Tenant is in no namespace, so its owners have no right on it that the API server could check when it
 * is written: it is asked first whether the person may, and the gateway writes.
 */
export class TenantChanges {
  readonly #own: KubeClient;
  readonly #caches: Pick<Caches, 'tenants' | 'members' | 'builds' | 'releases' | 'plans'>;
  readonly #accounts: Accounts;
  readonly #tenants: Tenants;

  constructor(
    own: KubeClient,
    caches: Pick<Caches, 'tenants' | 'members' | 'builds' | 'releases' | 'plans'>,
    accounts: Accounts,
    tenants: Tenants,
  ) {
    this.#own = own;
    this.#caches = caches;
    this.#accounts = accounts;
    this.#tenants = tenants;
  }

  /** Name, look and members. */
  async mayChange(asker: Asker, { metadata }: Tenant): Promise<boolean> {
    return isInstallationOwner(asker) || may(asker, metadata.name, { verb: 'update', resource: 'tenants' });
  }

  /** Its limits: the owners of its agency, or whoever makes agencies. */
  async mayLimit(asker: Asker, { metadata, spec }: Tenant): Promise<boolean> {
    if (isInstallationOwner(asker)) return true;
    if (await mayEverywhere(asker, metadata.name, { verb: 'update', resource: 'tenants' })) return true;
    return spec.agency !== undefined && may(asker, spec.agency, { verb: 'update', resource: 'clients' });
  }

  async mayDelete(asker: Asker, { metadata }: Tenant): Promise<boolean> {
    return isInstallationOwner(asker) || may(asker, metadata.name, { verb: 'delete', resource: 'tenants' });
  }

  /** @throws Failed or ApiError when it may not be changed, or is wrong; then nothing is */
  async change(asker: Asker, name: string, given: TenantChange): Promise<Tenant> {
    const tenant = await this.#find(asker, name);
    const change = plain(given) as TenantChange;
    if (Object.keys(change).length === 0) return tenant;
    const { budget, spendingLimit, ...rest } = change;
    const limits = Object.entries({ budget, spendingLimit }).flatMap(([name, value]) =>
      value === undefined ? [] : name,
    );
    if (Object.keys(rest).length > 0 && !(await this.mayChange(asker, tenant))) {
      throw new Failed('FORBIDDEN', `Only an owner of "${name}" changes it.`, Object.keys(rest)[0]);
    }
    if (limits.length > 0 && !(await this.mayLimit(asker, tenant))) {
      const who =
        tenant.spec.agency === undefined ? 'whoever runs this platform' : `"${tenant.spec.agency}", its agency`;
      throw new Failed('FORBIDDEN', `The limits of "${name}" are set by ${who}.`, limits[0]);
    }
    if (change.displayName === null) {
      throw new Failed('INVALID', 'A tenant has a name that people read, of 1 to 80 characters.', 'displayName');
    }
    const parsed = tenantSpecSchema.safeParse(merged(tenant.spec, change));
    if (!parsed.success) throw invalid(parsed.error, '');
    const agency = this.#tenants.agencyOf(tenant);
    if (budget !== undefined && agency) {
      checkWithin(parsed.data.budget, { name: agency.metadata.name, limits: agency.spec.budget });
    }
    const plan = this.#caches.plans.get(tenant.spec.plan);
    if (spendingLimit && plan) checkCoversSubscription(spendingLimit, plan);
    return this.#patch(tenant, { spec: change });
  }

  /**
   * What deleting it would do, for whoever may; undefined for others. Volumes are known by the releases that have them; what earlier
   * apps left stays, too.
   */
  async deletion(asker: Asker, tenant: Tenant): Promise<Deletion | undefined> {
    if (!(await this.mayDelete(asker, tenant))) return undefined;
    const { name } = tenant.metadata;
    const { builds, releases: all, members } = this.#caches;
    // A list that is not whole would be a lie.
    if (![builds, all, members].every(({ isSynced }) => isSynced)) throw notYet();
    const releases = all.list(name);
    const volumes = (policy: string) =>
      releases.filter(({ spec }) => spec.dataPolicy === policy).map(({ spec }) => spec.appBuild);
    return {
      builds: namesOf(builds.list(name)),
      releases: namesOf(releases),
      members: namesOf(members.list(name)),
      volumesGone: volumes('Delete').toSorted(),
      volumesKept: volumes('Retain').toSorted(),
      clients: this.#clientsOf(name),
    };
  }

  /**
   * Deletes the tenant with what `deletion` tells; the operator does it in its order. Its members’ accounts go at once.
   * @param confirm the name once more, as somebody has typed it
   * @throws Failed or ApiError when it is not deleted
   */
  async delete(asker: Asker, name: string, confirm: string): Promise<void> {
    const tenant = await this.#find(asker, name);
    if (!(await this.mayDelete(asker, tenant))) {
      throw new Failed('FORBIDDEN', `Only an owner of "${name}" deletes it.`, 'name');
    }
    if (confirm !== name) {
      throw new Failed('INVALID', `Type its name, "${name}", to delete it with everything in it.`, 'confirm');
    }
    const clients = this.#clientsOf(name);
    if (clients.length > 0) {
      const more = clients.length > MOST_NAMES ? ` and ${clients.length - MOST_NAMES} more` : '';
      const shown = clients.slice(0, MOST_NAMES).join(', ');
      throw new Failed('INVALID', `"${name}" is the agency of ${shown}${more}: delete its clients first.`, 'name');
    }
    const { person } = asker;
    const members = this.#caches.members.list(name);
    // Confirmed first: what is deleted and not confirmed waits, and can be kept no more. A confirmation alone changes nothing.
    await this.#patch(tenant, { metadata: { annotations: { [ANNOTATION_CONFIRM]: name } } });
    const { uid } = tenant.metadata;
    if (!(await this.#own.delete(TENANTS, { name }, { uid }))) throw noTenant(name, 'name');
    for (const { metadata } of members) {
      const account = metadata.labels?.[LABEL_ACCOUNT];
      // Whoever deletes it sees to the end what becomes of it.
      const isAsker = person.kind === 'account' && account !== undefined && accountIdsOf(person).includes(account);
      if (account && !isAsker) await this.#accounts.remove(account, accountName(name, metadata.name));
    }
  }

  async #find(asker: Asker, name: string): Promise<Tenant> {
    const tenant = await this.#tenants.find(asker, name);
    if (!tenant) throw noTenant(name, 'name');
    return tenant;
  }

  #clientsOf(name: string): string[] {
    return namesOf(this.#caches.tenants.byIndex('agency', name));
  }

  /** On this very tenant: another that has its name by now is left alone. */
  async #patch({ metadata: { name, uid } }: Tenant, patch: Record<string, unknown>): Promise<Tenant> {
    try {
      const written = await this.#own.mergePatch(TENANTS, { name }, patch, { fieldManager: MANAGER, uid });
      this.#caches.tenants.learn(structuredClone(written));
      return written;
    } catch (error) {
      if (isNotFound(error)) throw noTenant(name, 'name');
      throw error;
    }
  }
}

function namesOf(items: { metadata: { name: string } }[]): string[] {
  return items.map(({ metadata }) => metadata.name).toSorted();
}
