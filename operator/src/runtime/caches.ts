import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type {
  ConfigMap,
  Deployment,
  Ingress,
  Job,
  LimitRange,
  Namespace,
  NetworkPolicy,
  Node,
  PersistentVolumeClaim,
  Pod,
  ResourceQuota,
  Role,
  RoleBinding,
  Secret,
  Service,
  ServiceAccount,
} from '@appfactory/kube/core';
import type { Log } from '@appfactory/kube/log';
import {
  APP_BUILDS,
  APP_TEMPLATES,
  BILLING_PLANS,
  CONFIG_MAPS,
  DATA_EXPORTS,
  DEPLOYMENTS,
  INGRESSES,
  JOBS,
  LIMIT_RANGES,
  NAMESPACES,
  NETWORK_POLICIES,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  RELEASES,
  RESOURCE_QUOTAS,
  ROLE_BINDINGS,
  ROLES,
  SANDBOX_POOLS,
  SANDBOXES,
  SECRETS,
  SERVICE_ACCOUNTS,
  SERVICES,
  TENANTS,
} from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import type { DataExport } from '@appfactory/resources/dataExport';
import { LABEL_ENVIRONMENT, LABEL_ENVIRONMENT_CHANGE } from '@appfactory/resources/environment';
import { LABEL_KEYS, LABEL_KEYS_CHANGE } from '@appfactory/resources/keys';
import {
  LABEL_APPBUILD,
  LABEL_MANAGED_BY,
  LABEL_POOL,
  LABEL_SANDBOX,
  LABEL_TEMPLATE,
  MANAGED_BY,
} from '@appfactory/resources/meta';
import type { Release } from '@appfactory/resources/release';
import type { Sandbox } from '@appfactory/resources/sandbox';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';
import { LABEL_MEMBER_ROLE, LABEL_TENANT, type Tenant } from '@appfactory/resources/tenant';
import { isUnschedulable } from '../sandbox/podState.ts';

/** The caches that controllers share; those of Kubernetes' own kinds hold only what carries our managed-by label. */
export interface Caches {
  appBuilds: Cache<AppBuild>;
  appTemplates: Cache<AppTemplate>;
  releases: Cache<Release>;
  dataExports: Cache<DataExport>;
  sandboxes: Cache<Sandbox>;
  sandboxPools: Cache<SandboxPool>;
  /** Indices: owner; sandbox, pool and appBuild by `namespace/name`; warm (not claimed) by `namespace/template`; unschedulable by `yes`. */
  pods: Cache<Pod>;
  secrets: Cache<Secret>;
  /** Environment variables of released apps, whoever wrote them. */
  environments: Cache<Secret>;
  /** What somebody wants of them. */
  environmentChanges: Cache<Secret>;
  /** Tenants' keys of services, and what somebody wants of them. */
  keys: Cache<Secret>;
  keyChanges: Cache<Secret>;
  configMaps: Cache<ConfigMap>;
  jobs: Cache<Job>;
  deployments: Cache<Deployment>;
  services: Cache<Service>;
  ingresses: Cache<Ingress>;
  persistentVolumeClaims: Cache<PersistentVolumeClaim>;
  nodes: Cache<Node>;
  /** Index: agency, by its name. */
  tenants: Cache<Tenant>;
  billingPlans: Cache<BillingPlan>;
  /** What tenants are made of; only what carries their label. */
  namespaces: Cache<Namespace>;
  resourceQuotas: Cache<ResourceQuota>;
  limitRanges: Cache<LimitRange>;
  networkPolicies: Cache<NetworkPolicy>;
  roles: Cache<Role>;
  roleBindings: Cache<RoleBinding>;
  /** ServiceAccounts that are members of tenants. */
  members: Cache<ServiceAccount>;
}

/** Makes the caches; runCaches fills them. */
export function createCaches(client: KubeClient, log: Log): Caches {
  const base = { client, log };
  const managed = { ...base, labelSelector: `${LABEL_MANAGED_BY}=${MANAGED_BY}` };
  const tenantOwned = { ...base, labelSelector: LABEL_TENANT };
  return {
    appBuilds: new Cache({ ...base, type: APP_BUILDS }),
    appTemplates: new Cache({ ...base, type: APP_TEMPLATES }),
    releases: new Cache({ ...base, type: RELEASES }),
    dataExports: new Cache({ ...base, type: DATA_EXPORTS }),
    sandboxes: new Cache({ ...base, type: SANDBOXES }),
    sandboxPools: new Cache({ ...base, type: SANDBOX_POOLS }),
    pods: new Cache({
      ...managed,
      type: PODS,
      indices: {
        sandbox: (pod) => [labelKey(pod, LABEL_SANDBOX)],
        pool: (pod) => [labelKey(pod, LABEL_POOL)],
        warm: (pod) => [isUnclaimed(pod) ? labelKey(pod, LABEL_TEMPLATE) : undefined],
        unschedulable: (pod) => [isUnschedulable(pod) ? 'yes' : undefined],
        appBuild: (pod) => [labelKey(pod, LABEL_APPBUILD)],
      },
    }),
    secrets: new Cache({ ...managed, type: SECRETS }),
    environments: new Cache({ ...base, type: SECRETS, labelSelector: LABEL_ENVIRONMENT }),
    environmentChanges: new Cache({ ...base, type: SECRETS, labelSelector: LABEL_ENVIRONMENT_CHANGE }),
    keys: new Cache({ ...base, type: SECRETS, labelSelector: LABEL_KEYS }),
    keyChanges: new Cache({ ...base, type: SECRETS, labelSelector: LABEL_KEYS_CHANGE }),
    configMaps: new Cache({ ...managed, type: CONFIG_MAPS }),
    jobs: new Cache({ ...managed, type: JOBS }),
    deployments: new Cache({ ...managed, type: DEPLOYMENTS }),
    services: new Cache({ ...managed, type: SERVICES }),
    ingresses: new Cache({ ...managed, type: INGRESSES }),
    persistentVolumeClaims: new Cache({ ...managed, type: PERSISTENT_VOLUME_CLAIMS }),
    nodes: new Cache({ ...base, type: NODES }),
    tenants: new Cache({ ...base, type: TENANTS, indices: { agency: ({ spec }) => [spec.agency] } }),
    billingPlans: new Cache({ ...base, type: BILLING_PLANS }),
    namespaces: new Cache({ ...tenantOwned, type: NAMESPACES }),
    resourceQuotas: new Cache({ ...tenantOwned, type: RESOURCE_QUOTAS }),
    limitRanges: new Cache({ ...tenantOwned, type: LIMIT_RANGES }),
    networkPolicies: new Cache({ ...tenantOwned, type: NETWORK_POLICIES }),
    roles: new Cache({ ...tenantOwned, type: ROLES }),
    roleBindings: new Cache({ ...tenantOwned, type: ROLE_BINDINGS }),
    members: new Cache({ ...base, type: SERVICE_ACCOUNTS, labelSelector: LABEL_MEMBER_ROLE }),
  };
}

/** Starts filling every cache, until the signal aborts; resolves when all have ended. */
export async function runCaches(caches: Caches, signal: AbortSignal): Promise<void> {
  await Promise.all(
    Object.values(caches).map((cache: { run(signal: AbortSignal): Promise<void> }) => cache.run(signal)),
  );
}

/** Resolves when every cache holds its first list. */
export async function cachesSynced(caches: Caches): Promise<void> {
  await Promise.all(Object.values(caches).map((cache: { synced: Promise<void> }) => cache.synced));
}

function labelKey({ metadata }: Pod, label: string): string | undefined {
  const name = metadata.labels?.[label];
  return name === undefined ? undefined : `${metadata.namespace}/${name}`;
}

function isUnclaimed({ metadata: { labels } }: Pod): boolean {
  return labels?.[LABEL_POOL] !== undefined && labels[LABEL_SANDBOX] === undefined;
}
