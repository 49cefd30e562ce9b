import { isDeepStrictEqual } from 'node:util';
import { Controller, type Result, specChanged } from '@appfactory/kube/controller';
import type { ResourceQuota } from '@appfactory/kube/core';
import type { KubeObject } from '@appfactory/kube/object';
import { LABEL_TENANT, type Tenant } from '@appfactory/resources/tenant';
import type { OperatorDeps } from '../runtime/deps.ts';
import { addFinalizer, perform, performDeletion, writeStatus } from './apply.ts';
import { decide } from './decide.ts';
import { decideDeletion } from './decideDeletion.ts';
import { gather, gatherDeletion } from './gather.ts';
import { FINALIZER } from './names.ts';

/** Builds, volumes and the namespace itself go by steps of others, which wake nobody here. */
const DELETE_AGAIN_MS = 1000;
const NAMESPACE_AGAIN_MS = 5000;
/** While nobody confirms, what is listed may change. */
const LIST_AGAIN_MS = 30_000;

/** Tenant -> namespace with limits, network policies and the rights of its members. */
export function createTenantController(deps: OperatorDeps): Controller {
  const { caches, log, registry } = deps;
  const tenantOf = ({ metadata }: KubeObject) => [metadata.labels?.[LABEL_TENANT] ?? ''].filter(Boolean);
  const clientsOf = (agency: string) => caches.tenants.byIndex('agency', agency).map(({ metadata }) => metadata.name);
  return (
    new Controller({
      name: 'tenant',
      log,
      registry,
      workers: 2,
      reconcile: (key) => {
        const tenant = caches.tenants.get(key);
        if (!tenant) return Promise.resolve(undefined);
        return tenant.metadata.deletionTimestamp ? remove(deps, tenant) : keep(deps, tenant);
      },
    })
      .for(caches.tenants, specChanged)
      // A client depends on whether its agency is there.
      .watches(caches.tenants, ({ metadata }) => clientsOf(metadata.name), {
        updated: (now, old) =>
          (specChanged.updated?.(now, old) ?? true) || now.status?.namespace !== old.status?.namespace,
      })
      .watches(caches.namespaces, tenantOf)
      // Its status counts every pod that comes and goes.
      .watches(caches.resourceQuotas, tenantOf, {
        updated: (now, old) =>
          !isDeepStrictEqual(now.spec, old.spec) || !isDeepStrictEqual(countedBy(now), countedBy(old)),
      })
      .watches(caches.limitRanges, tenantOf)
      .watches(caches.networkPolicies, tenantOf)
      .watches(caches.roles, tenantOf)
      .watches(caches.roleBindings, tenantOf)
      .watches(caches.keys, ({ metadata: { namespace = '' } }) => [namespace])
      .watches(caches.keyChanges, ({ metadata: { namespace = '' } }) => [namespace])
      // An agency's owners are owners of its clients, too.
      .watches(caches.members, ({ metadata: { namespace = '' } }) => [namespace, ...clientsOf(namespace)])
  );
}

const countedBy = ({ status }: ResourceQuota) => Object.keys(status?.used ?? {});

async function keep(deps: OperatorDeps, known: Tenant): Promise<Result | undefined> {
  const tenant = await addFinalizer(deps, known);
  const seen = await gather(deps, tenant);
  const { actions, status } = decide(seen, new Date());
  try {
    for (const action of actions) await perform(deps, tenant, action);
  } finally {
    await writeStatus(deps, tenant, status);
  }
  // What was written is looked at again; so is what is not ours, whose changes nobody tells us.
  if (actions.length > 0) return { requeueAfter: 0 };
  const isOurs = seen.namespace.state === 'ours' && seen.firstOwner !== 'taken';
  return isOurs ? undefined : { requeueAfter: NAMESPACE_AGAIN_MS };
}

async function remove(deps: OperatorDeps, tenant: Tenant): Promise<Result | undefined> {
  if (!tenant.metadata.finalizers?.includes(FINALIZER)) return undefined;
  const { actions, status } = decideDeletion(await gatherDeletion(deps, tenant), new Date());
  const isLast = actions.some((action) => action.do === 'removeFinalizer');
  const isWaiting = status.conditions?.some(({ reason }) => reason === 'DeletionNotConfirmed');
  try {
    if (isWaiting) await keepRights(deps, tenant);
  } finally {
    if (!isLast) await writeStatus(deps, tenant, status);
  }
  for (const action of actions) await performDeletion(deps, tenant, action);
  if (isLast) return undefined;
  return { requeueAfter: isWaiting ? LIST_AGAIN_MS : DELETE_AGAIN_MS };
}

/** Nobody may have confirmed for months: until then limits hold, and whoever is no member any more has no rights. */
async function keepRights(deps: OperatorDeps, tenant: Tenant): Promise<void> {
  const { actions } = decide(await gather(deps, tenant), new Date());
  for (const action of actions) {
    if (action.do === 'put' || action.do === 'drop' || action.do === 'labelNamespace') {
      await perform(deps, tenant, action);
    }
  }
}
