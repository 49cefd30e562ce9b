import { isDeepStrictEqual } from 'node:util';
import type { Cache } from '@appfactory/kube/cache';
import type { Unsaved } from '@appfactory/kube/client';
import { isNotFound } from '@appfactory/kube/errors';
import type { KubeObject } from '@appfactory/kube/object';
import {
  APP_BUILDS,
  LIMIT_RANGES,
  NAMESPACES,
  NETWORK_POLICIES,
  RELEASES,
  RESOURCE_QUOTAS,
  ROLE_BINDINGS,
  ROLES,
  SANDBOX_POOLS,
  SANDBOXES,
  SERVICE_ACCOUNTS,
  TENANTS,
} from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import {
  CONDITION_SPENDING,
  LABEL_MEMBER_ROLE,
  LABEL_TENANT,
  type Tenant,
  type TenantStatus,
} from '@appfactory/resources/tenant';
import { createOnce } from '../objects/write.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { firstOwner, namespace } from './children.ts';
import { ANNOTATION_KEPT_DATA_OF, ANNOTATION_TENANT_UID, FINALIZER, namespaceOf } from './names.ts';
import type { Action, Child, DeletionAction } from './observed.ts';

const fieldManager = 'appfactory-tenant';

/** Carries out one action. Each can be done again without harm. */
export async function perform(deps: OperatorDeps, tenant: Tenant, action: Action): Promise<void> {
  const { client, caches } = deps;
  switch (action.do) {
    case 'createNamespace':
      // Create, not apply: somebody else may have made it in this moment, and theirs is not ours.
      caches.namespaces.learn(await client.create(NAMESPACES, namespace(tenant), fieldManager));
      return;
    case 'labelNamespace':
      caches.namespaces.learn(await client.apply(NAMESPACES, namespace(tenant), { fieldManager }));
      return;
    case 'createFirstOwner': {
      const owner = firstOwner(tenant);
      if (owner) await createOnce({ client, type: SERVICE_ACCOUNTS, cache: caches.members, fieldManager }, owner);
      return;
    }
    case 'put':
      return put(deps, action.child);
    case 'drop':
      await client.delete(typeOf(action.child), action.child.metadata, { uid: action.child.metadata.uid });
      return;
    default:
      return action satisfies never;
  }
}

async function put(deps: OperatorDeps, child: Child): Promise<void> {
  const write = async <T extends KubeObject>(type: ResourceType<T>, cache: Cache<T>, wanted: Unsaved<T>) => {
    cache.learn(await deps.client.apply(type, wanted, { fieldManager }));
  };
  const { caches } = deps;
  if ('rules' in child) return write(ROLES, caches.roles, child);
  if ('roleRef' in child) return write(ROLE_BINDINGS, caches.roleBindings, child);
  if ('hard' in child.spec) return write(RESOURCE_QUOTAS, caches.resourceQuotas, { ...child, spec: child.spec });
  if ('limits' in child.spec) return write(LIMIT_RANGES, caches.limitRanges, { ...child, spec: child.spec });
  return write(NETWORK_POLICIES, caches.networkPolicies, { ...child, spec: child.spec });
}

function typeOf(child: Child): ResourceType {
  if ('rules' in child) return ROLES as ResourceType;
  if ('roleRef' in child) return ROLE_BINDINGS as ResourceType;
  if ('hard' in child.spec) return RESOURCE_QUOTAS as ResourceType;
  if ('limits' in child.spec) return LIMIT_RANGES as ResourceType;
  return NETWORK_POLICIES as ResourceType;
}

/** Carries out one step of a deletion. */
export async function performDeletion(deps: OperatorDeps, tenant: Tenant, action: DeletionAction): Promise<void> {
  const { client } = deps;
  const name = namespaceOf(tenant);
  switch (action.do) {
    case 'deleteBuilds':
      return deleteAll(deps, APP_BUILDS as ResourceType, name);
    case 'deleteReleases':
      return deleteAll(deps, RELEASES as ResourceType, name);
    case 'deleteSandboxes':
      await deleteAll(deps, SANDBOX_POOLS as ResourceType, name);
      return deleteAll(deps, SANDBOXES as ResourceType, name);
    case 'deleteMembers':
      return deleteAll(deps, SERVICE_ACCOUNTS as ResourceType, name, LABEL_MEMBER_ROLE);
    case 'deleteNamespace': {
      const found = await client.find(NAMESPACES, { name });
      if (found) await client.delete(NAMESPACES as ResourceType, { name }, { uid: found.metadata.uid });
      return;
    }
    case 'releaseNamespace':
      await client.mergePatch(
        NAMESPACES,
        { name },
        {
          metadata: {
            labels: { [LABEL_TENANT]: null },
            annotations: { [ANNOTATION_TENANT_UID]: null, [ANNOTATION_KEPT_DATA_OF]: tenant.metadata.name },
          },
        },
      );
      return;
    case 'removeFinalizer':
      return removeFinalizer(deps, tenant);
    default:
      return action satisfies never;
  }
}

async function deleteAll(
  { client }: OperatorDeps,
  type: ResourceType,
  namespace: string,
  labelSelector?: string,
): Promise<void> {
  const { items } = await client.list(type, { namespace, labelSelector });
  for (const { metadata } of items) {
    if (!metadata.deletionTimestamp) await client.delete(type, metadata, { uid: metadata.uid });
  }
}

export async function addFinalizer({ client, caches }: OperatorDeps, tenant: Tenant): Promise<Tenant> {
  const { finalizers = [], resourceVersion } = tenant.metadata;
  if (finalizers.includes(FINALIZER)) return tenant;
  const patch = { metadata: { finalizers: [...finalizers, FINALIZER] } };
  const updated = await client.mergePatch(TENANTS, tenant.metadata, patch, { resourceVersion });
  caches.tenants.learn(updated);
  return updated;
}

async function removeFinalizer({ client }: OperatorDeps, tenant: Tenant): Promise<void> {
  const { finalizers = [], resourceVersion } = tenant.metadata;
  const patch = { metadata: { finalizers: finalizers.filter((other) => other !== FINALIZER) } };
  await client.mergePatch(TENANTS, tenant.metadata, patch, { resourceVersion });
}

/** What of a status is written here: usage is told by billing/monthController.ts, the beginning of the history by retention/controller.ts. */
function ownPart(status: TenantStatus = {}): TenantStatus {
  const { usage: _, historySince: __, conditions, ...rest } = status;
  return { ...rest, ...(conditions && { conditions: conditions.filter(({ type }) => type !== CONDITION_SPENDING) }) };
}

/** Writes the status when it differs, on top of the version that was decided on. */
export async function writeStatus(deps: OperatorDeps, tenant: Tenant, status: TenantStatus): Promise<void> {
  const wanted = JSON.parse(JSON.stringify(status)) as TenantStatus;
  if (isDeepStrictEqual(ownPart(tenant.status), wanted)) return;
  const { name, uid, resourceVersion } = tenant.metadata;
  const object = { apiVersion: tenant.apiVersion, kind: tenant.kind, metadata: { name, uid, resourceVersion } };
  try {
    deps.caches.tenants.learn(await deps.client.applyStatus(TENANTS, { ...object, status: wanted }, { fieldManager }));
  } catch (error) {
    // It is gone: nobody reads its status.
    if (!isNotFound(error)) throw error;
  }
}
