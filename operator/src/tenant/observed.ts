import type { LimitRange, NetworkPolicy, ResourceQuota, Role, RoleBinding } from '@appfactory/kube/core';
import type { KeyStatus } from '@appfactory/resources/keys';
import type { MemberRole, Tenant } from '@appfactory/resources/tenant';

export type NamespaceState =
  | { state: 'absent' }
  /** `labelled`: it says everything that it must. */
  | { state: 'ours'; labelled: boolean }
  /** Somebody else made it. */
  | { state: 'foreign' }
  | { state: 'terminating' };

export type AgencyState =
  | { state: 'none' }
  | { state: 'missing'; name: string }
  /** It is a client itself. */
  | { state: 'client'; name: string }
  | { state: 'found'; namespace: string; owners: string[] };

/** missing: nobody is a member, and it may be made. taken: a ServiceAccount of its name is there, and is no member. */
export type FirstOwnerState = 'none' | 'missing' | 'taken';

export interface Member {
  name: string;
  /** undefined: the label says something that is no role. */
  role: MemberRole | undefined;
}

/** What the operator keeps in a tenant's namespace. */
export type Child = ResourceQuota | LimitRange | NetworkPolicy | Role | RoleBinding;

/** What a tenant's namespace has in it, by name. */
export interface Contents {
  builds: string[];
  /** Released apps. */
  releases: string[];
  /** Sandboxes and pools that no build made. */
  sandboxes: string[];
  members: string[];
  /** Volumes; kept ones stay, and with them the namespace. */
  volumes: { name: string; kept: boolean }[];
}

export interface Observed {
  tenant: Tenant;
  namespace: NamespaceState;
  agency: AgencyState;
  members: Member[];
  firstOwner: FirstOwnerState;
  /** Children that are there, of this tenant's label. */
  present: Child[];
  keys: KeyStatus[];
  /** Who the gateway is. */
  gatewayUser: string;
  /** Where NATS listens; undefined without NATS. */
  natsPort: number | undefined;
}

export interface ObservedDeletion {
  tenant: Tenant;
  namespace: NamespaceState;
  contents: Contents;
}

export type Action =
  | { do: 'createNamespace' }
  | { do: 'labelNamespace' }
  | { do: 'createFirstOwner' }
  | { do: 'put'; child: Child }
  | { do: 'drop'; child: Child };

export type DeletionAction =
  | { do: 'deleteBuilds' }
  | { do: 'deleteReleases' }
  | { do: 'deleteSandboxes' }
  | { do: 'deleteMembers' }
  | { do: 'deleteNamespace' }
  /** The namespace stays for its volumes, and belongs to no tenant any more. */
  | { do: 'releaseNamespace' }
  | { do: 'removeFinalizer' };
