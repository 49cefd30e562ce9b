import type { KubeClient } from '@appfactory/kube/client';
import type { ServiceAccount } from '@appfactory/kube/core';
import { isNotFound } from '@appfactory/kube/errors';
import { SERVICE_ACCOUNTS, TENANTS } from '@appfactory/kube/resources';
import { API_VERSION } from '@appfactory/resources/meta';
import {
  ANNOTATION_DISPLAY_NAME,
  LABEL_ACCOUNT,
  LABEL_MEMBER_ROLE,
  type MemberRole,
  TENANT_NAME,
  type Tenant,
  type TenantSpec,
  tenantSpecSchema,
} from '@appfactory/resources/tenant';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import { nameOf } from '../accounts/person.ts';
import { plain } from '../builds/plain.ts';
import { Failed, invalid } from '../graphql/failure.ts';
import type { Caches } from '../kube/caches.ts';
import { type Asker, isInstallationOwner, may } from './access.ts';
import { cappedBy } from './limits.ts';
import { accountName, roleOf } from './memberships.ts';

export interface NewTenant {
  name: string;
  displayName: string;
  agency?: string;
  plan?: string;
  whiteLabel?: object;
}

export interface NewMember {
  tenant: string;
  name: string;
  displayName?: string;
  /** By which an OpenID Connect issuer lets them in. */
  email?: string;
  role: MemberRole;
}

export interface MemberRef {
  tenant: string;
  name: string;
}

const MANAGER = 'gateway';
/** Of one agency: each is a namespace, with a budget of its own. */
const MOST_CLIENTS = 100;
/** ServiceAccounts of builds' agents are called so. */
const AGENT_NAME = /-agent$/;

/**
 * Tenants and their members. What a person may see and do is the API server's word in each tenant's namespace: members are
 * ServiceAccounts there, which it lets owners write; for a Tenant itself, which is in no namespace, it is asked as a review.
 */
export class Tenants {
  readonly #own: KubeClient;
  readonly #caches: Pick<Caches, 'tenants' | 'members' | 'builds' | 'plans'>;
  readonly #accounts: Accounts;

  constructor(own: KubeClient, caches: Pick<Caches, 'tenants' | 'members' | 'builds' | 'plans'>, accounts: Accounts) {
    this.#own = own;
    this.#caches = caches;
    this.#accounts = accounts;
  }

  /** Those that the person may see, by name. */
  async list(asker: Asker): Promise<Tenant[]> {
    this.#checkSynced();
    const all = this.#candidates(asker).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const visible = await Promise.all(all.map((tenant) => this.#mayGet(asker, tenant)));
    return all.filter((_, index) => visible[index]);
  }

  /** Undefined when there is none that the person may see. */
  async find(asker: Asker, name: string): Promise<Tenant | undefined> {
    this.#checkSynced();
    const tenant = this.#caches.tenants.get(name);
    return tenant && (await this.#mayGet(asker, tenant)) ? tenant : undefined;
  }

  /** Those for which it is worth asking: a ServiceAccount belongs to its namespace, and to the clients of it. */
  #candidates({ person }: Asker): Tenant[] {
    const all = this.#caches.tenants.list();
    const account = person.kind === 'kubernetes' ? /^system:serviceaccount:([^:]+):/.exec(person.username) : undefined;
    if (!account) return all;
    return all.filter(({ metadata, spec }) => metadata.name === account[1] || spec.agency === account[1]);
  }

  agencyOf({ spec }: Tenant): Tenant | undefined {
    return spec.agency === undefined ? undefined : this.#caches.tenants.get(spec.agency);
  }

  /** How many builds it has; undefined for whoever may not see them. */
  async countBuilds(asker: Asker, { metadata: { name } }: Tenant): Promise<number | undefined> {
    const maySee = isInstallationOwner(asker) || (await may(asker, name, { verb: 'list', resource: 'appbuilds' }));
    if (!maySee) return undefined;
    if (!this.#caches.builds.isSynced) throw notYet();
    return this.#caches.builds.list(name).length;
  }

  /** @throws Failed or ApiError when it may not be made, or is wrong */
  async create(asker: Asker, { name, ...stated }: NewTenant): Promise<Tenant> {
    const { person, kube } = asker;
    if (!TENANT_NAME.test(name)) {
      throw new Failed(
        'INVALID',
        'A tenant’s name has 1 to 40 lower-case letters, digits and hyphens, and begins with a letter.',
        'name',
      );
    }
    const spec: Record<string, unknown> = { ...(plain(stated) as object) };
    const parsed = tenantSpecSchema.safeParse(spec);
    if (!parsed.success) throw invalid(parsed.error, '');
    if (stated.plan !== undefined) this.#checkPlan(stated.plan);
    const object = { apiVersion: API_VERSION, kind: 'Tenant', metadata: { name }, spec: spec as Partial<TenantSpec> };
    if (stated.agency !== undefined) {
      const mayCreate = await may(asker, stated.agency, { verb: 'create', resource: 'clients' });
      if (!mayCreate) throw new Failed('FORBIDDEN', `You own no agency "${stated.agency}".`, 'agency');
      const agency = this.#checkTakesClients(stated.agency);
      const budget = cappedBy(agency.spec.budget, parsed.data.budget);
      return this.#create(this.#own, { ...object, spec: { ...object.spec, budget } });
    }
    // Their own right, if Kubernetes gives them one.
    if (person.kind === 'kubernetes') return this.#create(kube.in(name), object);
    if (!isInstallationOwner(asker)) {
      throw new Failed('FORBIDDEN', 'A client needs an agency that you own.', 'agency');
    }
    const firstOwner = { name: 'owner', displayName: nameOf(person), account: person.id };
    return this.#create(this.#own, { ...object, spec: { ...object.spec, firstOwner } });
  }

  /** @throws Failed */
  #checkPlan(name: string): void {
    const { plans } = this.#caches;
    if (!plans.isSynced) throw notYet();
    if (plans.get(name)) return;
    const known = plans.list().map(({ metadata }) => metadata.name);
    throw new Failed('INVALID', `There is no plan "${name}". There is ${known.join(', ') || 'none yet'}.`, 'plan');
  }

  /** @throws Failed */
  #checkTakesClients(name: string): Tenant {
    this.#checkSynced();
    const agency = this.#caches.tenants.get(name);
    const refuse = (why: string) => new Failed('INVALID', why, 'agency');
    if (!agency?.status?.namespace) throw refuse(`There is no agency "${name}" that is ready to have clients.`);
    if (agency.spec.agency !== undefined) {
      throw refuse(`"${name}" is a client of "${agency.spec.agency}", and a client has no clients: name its agency.`);
    }
    const clients = this.#caches.tenants.byIndex('agency', name);
    if (clients.length >= MOST_CLIENTS) {
      throw refuse(`"${name}" has ${clients.length} clients, and ${MOST_CLIENTS} is the most.`);
    }
    return agency;
  }

  /** By name. @throws ApiError when the person is no owner */
  async members({ kube }: Asker, tenant: string): Promise<ServiceAccount[]> {
    const { items } = await kube.in(tenant).list(SERVICE_ACCOUNTS, {
      namespace: tenant,
      labelSelector: LABEL_MEMBER_ROLE,
    });
    return items.filter(roleOf);
  }

  /** Makes a member with an account of their own, NAME@TENANT. */
  async invite(
    asker: Asker,
    { tenant, name, displayName, email, role }: NewMember,
  ): Promise<{ member: ServiceAccount; secret: string; expiresAt: Date }> {
    if (!TENANT_NAME.test(name)) {
      throw new Failed(
        'INVALID',
        'A member’s name has 1 to 40 lower-case letters, digits and hyphens, and begins with a letter.',
        'name',
      );
    }
    if (displayName !== undefined && (displayName.trim() === '' || displayName.length > 80)) {
      throw new Failed('INVALID', 'This has 1 to 80 characters.', 'displayName');
    }
    if (email !== undefined && !z.email().max(254).safeParse(email).success) {
      throw new Failed('INVALID', 'This is not an e-mail address.', 'email');
    }
    if (AGENT_NAME.test(name)) {
      throw new Failed('INVALID', 'Names that end in "-agent" belong to the agents of builds.', 'name');
    }
    const client = asker.kube.in(tenant);
    // Before anything is looked up: what accounts there are is for its owners alone.
    if (!(await may(asker, tenant, { verb: 'create', resource: 'serviceaccounts', group: '' }))) {
      throw new Failed('FORBIDDEN', `You own no tenant "${tenant}".`, 'tenant');
    }
    const account = accountName(tenant, name);
    await this.#dropLeftBehind(client, tenant, account);
    const { id, ...link } = await this.#accounts.invite(account, email);
    try {
      const member = await client.create(
        SERVICE_ACCOUNTS,
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: {
            namespace: tenant,
            name,
            labels: { [LABEL_MEMBER_ROLE]: role, [LABEL_ACCOUNT]: id },
            annotations: { [ANNOTATION_DISPLAY_NAME]: displayName ?? name },
          },
          automountServiceAccountToken: false,
        },
        MANAGER,
      );
      return { member, ...link };
    } catch (error) {
      await this.#accounts.remove(id, account);
      if (isNotFound(error)) throw noTenant(tenant);
      throw error;
    }
  }

  /** Of a member who was deleted past us, or of an invitation that broke off: nobody is a member with it. */
  async #dropLeftBehind(client: KubeClient, tenant: string, account: string): Promise<void> {
    const id = await this.#accounts.settledId(account);
    if (id === undefined || !this.#caches.members.isSynced) return;
    if (this.#caches.members.byIndex('account', id).length > 0) return;
    // The cache may be behind.
    const labelSelector = `${LABEL_ACCOUNT}=${id}`;
    const { items } = await client.list(SERVICE_ACCOUNTS, { namespace: tenant, labelSelector });
    if (items.length === 0) await this.#accounts.remove(id, account);
  }

  async changeRole(asker: Asker, ref: MemberRef, role: MemberRole): Promise<ServiceAccount> {
    const member = await this.#member(asker, ref, role);
    return asker.kube
      .in(ref.tenant)
      .mergePatch(
        SERVICE_ACCOUNTS,
        member.metadata,
        { metadata: { labels: { [LABEL_MEMBER_ROLE]: role } } },
        { fieldManager: MANAGER, uid: member.metadata.uid },
      );
  }

  /** Takes a member away, with the account that was made for them. */
  async remove(asker: Asker, ref: MemberRef): Promise<void> {
    const { metadata } = await this.#member(asker, ref, undefined);
    await asker.kube.in(ref.tenant).delete(SERVICE_ACCOUNTS, metadata, { uid: metadata.uid });
    const account = metadata.labels?.[LABEL_ACCOUNT];
    if (account) await this.#accounts.remove(account, accountName(ref.tenant, ref.name));
  }

  /** The member, when the tenant keeps an owner. @throws Failed */
  async #member(asker: Asker, { tenant, name }: MemberRef, next: MemberRole | undefined): Promise<ServiceAccount> {
    const members = await this.members(asker, tenant);
    const member = members.find(({ metadata }) => metadata.name === name);
    if (!member) throw new Failed('NOT_FOUND', `There is no member "${name}".`, 'name');
    const owners = members.filter((one) => roleOf(one) === 'owner');
    if (next !== 'owner' && owners.length === 1 && owners[0] === member) {
      throw new Failed('INVALID', `"${name}" is the last owner: make somebody else an owner first.`, 'name');
    }
    return member;
  }

  async #create(client: KubeClient, object: Parameters<typeof client.create<Tenant>>[1]): Promise<Tenant> {
    const tenant = await client.create(TENANTS, object, MANAGER);
    this.#caches.tenants.learn(structuredClone(tenant));
    return tenant;
  }

  async #mayGet(asker: Asker, { metadata }: Tenant): Promise<boolean> {
    return isInstallationOwner(asker) || may(asker, metadata.name, { verb: 'get', resource: 'tenants' });
  }

  #checkSynced(): void {
    if (!this.#caches.tenants.isSynced) throw notYet();
  }
}

export function notYet(): Failed {
  return new Failed('UNAVAILABLE', 'Kubernetes has not answered yet: try again in a moment.');
}

/** @param field the input that names it */
export function noTenant(tenant: string, field = 'tenant'): Failed {
  return new Failed('NOT_FOUND', `There is no tenant "${tenant}".`, field);
}
