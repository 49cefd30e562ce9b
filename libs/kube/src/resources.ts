import type { AppBuild } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import type { DataExport } from '@appfactory/resources/dataExport';
import { GROUP, VERSION } from '@appfactory/resources/meta';
import type { Release } from '@appfactory/resources/release';
import type { Sandbox } from '@appfactory/resources/sandbox';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';
import type { Tenant } from '@appfactory/resources/tenant';
import type {
  ConfigMap,
  Deployment,
  Ingress,
  Job,
  KubeEvent,
  Lease,
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
} from './core.ts';
import type { KubeObject } from './object.ts';
import type { ResourceType } from './resourceType.ts';

function namespaced<T extends KubeObject>(
  group: string,
  version: string,
  kind: string,
  plural: string,
): ResourceType<T> {
  return { group, version, kind, plural, namespaced: true };
}

export const PODS = namespaced<Pod>('', 'v1', 'Pod', 'pods');
export const SECRETS = namespaced<Secret>('', 'v1', 'Secret', 'secrets');
export const CONFIG_MAPS = namespaced<ConfigMap>('', 'v1', 'ConfigMap', 'configmaps');
export const SERVICES = namespaced<Service>('', 'v1', 'Service', 'services');
export const SERVICE_ACCOUNTS = namespaced<ServiceAccount>('', 'v1', 'ServiceAccount', 'serviceaccounts');
export const PERSISTENT_VOLUME_CLAIMS = namespaced<PersistentVolumeClaim>(
  '',
  'v1',
  'PersistentVolumeClaim',
  'persistentvolumeclaims',
);
export const NAMESPACES: ResourceType<Namespace> = {
  ...namespaced('', 'v1', 'Namespace', 'namespaces'),
  namespaced: false,
};
export const NODES: ResourceType<Node> = { ...namespaced('', 'v1', 'Node', 'nodes'), namespaced: false };
export const JOBS = namespaced<Job>('batch', 'v1', 'Job', 'jobs');
export const DEPLOYMENTS = namespaced<Deployment>('apps', 'v1', 'Deployment', 'deployments');
export const INGRESSES = namespaced<Ingress>('networking.k8s.io', 'v1', 'Ingress', 'ingresses');
export const ROLES = namespaced<Role>('rbac.authorization.k8s.io', 'v1', 'Role', 'roles');
export const ROLE_BINDINGS = namespaced<RoleBinding>('rbac.authorization.k8s.io', 'v1', 'RoleBinding', 'rolebindings');
export const RESOURCE_QUOTAS = namespaced<ResourceQuota>('', 'v1', 'ResourceQuota', 'resourcequotas');
export const LIMIT_RANGES = namespaced<LimitRange>('', 'v1', 'LimitRange', 'limitranges');
export const NETWORK_POLICIES = namespaced<NetworkPolicy>(
  'networking.k8s.io',
  'v1',
  'NetworkPolicy',
  'networkpolicies',
);
export const LEASES = namespaced<Lease>('coordination.k8s.io', 'v1', 'Lease', 'leases');
export const EVENTS = namespaced<KubeEvent>('events.k8s.io', 'v1', 'Event', 'events');

export const APP_BUILDS = namespaced<AppBuild>(GROUP, VERSION, 'AppBuild', 'appbuilds');
export const RELEASES = namespaced<Release>(GROUP, VERSION, 'Release', 'releases');
export const DATA_EXPORTS = namespaced<DataExport>(GROUP, VERSION, 'DataExport', 'dataexports');
export const SANDBOXES = namespaced<Sandbox>(GROUP, VERSION, 'Sandbox', 'sandboxes');
export const SANDBOX_POOLS = namespaced<SandboxPool>(GROUP, VERSION, 'SandboxPool', 'sandboxpools');
export const APP_TEMPLATES: ResourceType<AppTemplate> = {
  ...namespaced(GROUP, VERSION, 'AppTemplate', 'apptemplates'),
  namespaced: false,
};
export const TENANTS: ResourceType<Tenant> = {
  ...namespaced(GROUP, VERSION, 'Tenant', 'tenants'),
  namespaced: false,
};
export const BILLING_PLANS: ResourceType<BillingPlan> = {
  ...namespaced(GROUP, VERSION, 'BillingPlan', 'billingplans'),
  namespaced: false,
};
