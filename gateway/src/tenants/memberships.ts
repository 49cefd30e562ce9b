import type { ServiceAccount } from '@appfactory/kube/core';
import {
  LABEL_ACCOUNT,
  LABEL_MEMBER_ROLE,
  MEMBER_ROLES,
  type MemberRole,
  type Tenant,
} from '@appfactory/resources/tenant';
import { accountIdsOf, type Person } from '../accounts/person.ts';
import type { Caches } from '../kube/caches.ts';

/** The ServiceAccount that somebody acts as in a namespace. */
export interface Membership {
  /** Where they may act. */
  namespace: string;
  role: MemberRole;
  /** Where the ServiceAccount is: for an agency's owner in a client's namespace, the agency's. */
  account: { namespace: string; name: string };
}

/** Who is a member of which tenant, as the record has it. */
export class Memberships {
  readonly #caches: Pick<Caches, 'tenants' | 'members'>;

  constructor(caches: Pick<Caches, 'tenants' | 'members'>) {
    this.#caches = caches;
  }

  get isSynced(): boolean {
    return this.#caches.tenants.isSynced && this.#caches.members.isSynced;
  }

  /** Where the person may act, by namespace: in tenants of their own first, then in the clients of those that they own. */
  of(person: Person & { kind: 'account' }): Map<string, Membership> {
    const found = new Map<string, Membership>();
    const members = accountIdsOf(person).flatMap((id) => this.#caches.members.byIndex('account', id));
    const own = members.flatMap((member): Membership[] => {
      const { namespace = '', name } = member.metadata;
      const role = roleOf(member);
      // A ServiceAccount with these labels in another namespace makes nobody a member of anything.
      return role && this.tenantOf(namespace) ? [{ namespace, role, account: { namespace, name } }] : [];
    });
    for (const membership of own) if (!found.has(membership.namespace)) found.set(membership.namespace, membership);
    for (const { namespace, role, account } of own) {
      if (role !== 'owner') continue;
      for (const { metadata } of this.clientsOf(namespace)) {
        // Without a namespace of its own yet, or with a name that somebody else's namespace has.
        if (!this.tenantOf(metadata.name)) continue;
        if (!found.has(metadata.name)) found.set(metadata.name, { namespace: metadata.name, role, account });
      }
    }
    return found;
  }

  /** The tenant that somebody’s account was made for; for whoever is no member there any more, another of theirs. */
  homeOf(person: Person & { kind: 'account' }): Tenant | undefined {
    const all = [...this.of(person).values()];
    // By its name: whoever labels a ServiceAccount of theirs with somebody's account does not change what that one's pages look like.
    const home = all.find(({ account }) => accountName(account.namespace, account.name) === person.name) ?? all[0];
    return home && this.tenantOf(home.account.namespace);
  }

  /** The tenant whose namespace this is, once it has it. */
  tenantOf(namespace: string): Tenant | undefined {
    const tenant = this.#caches.tenants.get(namespace);
    return tenant?.status?.namespace === namespace ? tenant : undefined;
  }

  clientsOf(agency: string): Tenant[] {
    return this.#caches.tenants.byIndex('agency', agency);
  }

  /** Tells when a member has another role, or is none any more; so do those who own the agency of a client. */
  onChange(listener: (account: string | undefined) => void): void {
    const tell = ({ metadata }: ServiceAccount) => listener(metadata.labels?.[LABEL_ACCOUNT]);
    this.#caches.members.addHandler({
      updated: (now, old) => {
        if (
          roleOf(now) !== roleOf(old) ||
          now.metadata.labels?.[LABEL_ACCOUNT] !== old.metadata.labels?.[LABEL_ACCOUNT]
        )
          tell(old);
      },
      deleted: tell,
    });
    const tellOwners = ({ spec }: Tenant) => {
      if (spec.agency === undefined) return;
      for (const member of this.#caches.members.list(spec.agency)) if (roleOf(member) === 'owner') tell(member);
    };
    this.#caches.tenants.addHandler({
      updated: (now, old) => {
        if (now.spec.agency !== old.spec.agency) tellOwners(old);
      },
      deleted: tellOwners,
    });
  }
}

export function roleOf({ metadata }: ServiceAccount): MemberRole | undefined {
  return MEMBER_ROLES.find((role) => role === metadata.labels?.[LABEL_MEMBER_ROLE]);
}

/** Accounts of members are told apart by their tenant: a name that is free tells nothing of other tenants. */
export function accountName(tenant: string, member: string): string {
  return `${member}@${tenant}`;
}
