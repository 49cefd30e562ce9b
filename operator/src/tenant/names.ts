import { managedLabels } from '@appfactory/kube/ownership';
import type { ObjectMeta } from '@appfactory/resources/meta';
import { LABEL_TENANT, type MemberRole, type Tenant } from '@appfactory/resources/tenant';

export const FINALIZER = 'appfactory.dev/tenant';
/** On a namespace: uid of the Tenant that it belongs to. A Tenant that comes again under the same name has another. */
export const ANNOTATION_TENANT_UID = 'appfactory.dev/tenant-uid';
/** On a namespace that outlived its Tenant because of data that was to be kept: the Tenant's name. */
export const ANNOTATION_KEPT_DATA_OF = 'appfactory.dev/kept-data-of';

/** The namespace of a tenant has the tenant's name: nobody has to look it up, and host names stay short. */
export const namespaceOf = ({ metadata }: Tenant) => metadata.name;

/** ClusterRole of a role, bound in the tenant's namespace only; operator/rbac.yaml says what it may. */
export const roleOf = (role: MemberRole) => `appfactory:tenant-${role}`;
export const bindingOf = (role: MemberRole) => `appfactory-${role}s`;
/** The gateway's right to act as this tenant's members: a Role and a RoleBinding. */
export const GATEWAY_ROLE = 'appfactory-gateway';
export const QUOTA = 'appfactory-budget';
export const LIMITS = 'appfactory-defaults';

export function childMeta(tenant: Tenant, name: string): ObjectMeta {
  return { name, namespace: namespaceOf(tenant), labels: managedLabels({ [LABEL_TENANT]: tenant.metadata.name }) };
}
