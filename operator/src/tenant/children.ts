import type {
  LimitRange,
  Namespace,
  NetworkPolicy,
  ResourceQuota,
  Role,
  RoleBinding,
  ServiceAccount,
} from '@appfactory/kube/core';
import { controllerReference, managedLabels } from '@appfactory/kube/ownership';
import { LABEL_TEMPLATE } from '@appfactory/resources/meta';
import { LABEL_RELEASE } from '@appfactory/resources/release';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import {
  ANNOTATION_DISPLAY_NAME,
  LABEL_ACCOUNT,
  LABEL_MEMBER_ROLE,
  LABEL_TENANT,
  MEMBER_ROLES,
  type MemberRole,
  type Tenant,
} from '@appfactory/resources/tenant';
import { LABEL_ROLE, ROLE_AGENT } from '../appbuild/names.ts';
import { APP_PORT } from '../release/containers.ts';
import {
  ANNOTATION_TENANT_UID,
  bindingOf,
  childMeta,
  GATEWAY_ROLE,
  LIMITS,
  namespaceOf,
  QUOTA,
  roleOf,
} from './names.ts';
import type { Child, Observed } from './observed.ts';

const RBAC = 'rbac.authorization.k8s.io';
const PLATFORM_NAMESPACE = 'appfactory-system';
/** On the namespace of an ingress controller that is not in the platform's: it may reach released apps. */
const LABEL_INGRESS = 'appfactory.dev/ingress';

/** The namespace as the operator states it. Every pod of the platform is admitted by `restricted`. */
export function namespace(tenant: Tenant): Namespace {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespaceOf(tenant),
      labels: managedLabels({
        [LABEL_TENANT]: tenant.metadata.name,
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
      }),
      annotations: { [ANNOTATION_TENANT_UID]: tenant.metadata.uid ?? '' },
    },
  };
}

/** Not owned by the Tenant: a member is made and removed by people. */
export function firstOwner(tenant: Tenant): ServiceAccount | undefined {
  const { firstOwner: owner } = tenant.spec;
  if (!owner) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: owner.name,
      namespace: namespaceOf(tenant),
      labels: { [LABEL_MEMBER_ROLE]: 'owner', ...(owner.account && { [LABEL_ACCOUNT]: owner.account }) },
      annotations: { [ANNOTATION_DISPLAY_NAME]: owner.displayName ?? owner.name },
    },
    // It is acted as, and mounted into no pod.
    automountServiceAccountToken: false,
  };
}

/** Everything that the namespace must have, and nothing that it need not. */
export function children(seen: Observed): Child[] {
  const { tenant } = seen;
  return [quota(tenant), limits(tenant), ...networkPolicies(seen), ...access(seen)].map((child) => ({
    ...child,
    metadata: { ...child.metadata, ownerReferences: [controllerReference(tenant)] },
  }));
}

function quota(tenant: Tenant): ResourceQuota {
  const { builds, pods, cpu, memory, storage } = tenant.spec.budget;
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: childMeta(tenant, QUOTA),
    spec: {
      hard: {
        'count/appbuilds.appfactory.dev': String(builds),
        // Those of E2B's cloud are no pods, and cost money all the same.
        'count/sandboxes.appfactory.dev': String(pods),
        pods: String(pods),
        'requests.cpu': cpu,
        'requests.memory': memory,
        'requests.storage': storage,
        // A way into the cluster, or a bill, that nobody decided about.
        'services.nodeports': '0',
        'services.loadbalancers': '0',
      },
    },
  };
}

/** A quota counts requests, so a container without any would be refused. */
function limits(tenant: Tenant): LimitRange {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: childMeta(tenant, LIMITS),
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: '50m', memory: '128Mi' },
          default: { memory: '1Gi' },
        },
      ],
    },
  };
}

const fromPlatform = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': PLATFORM_NAMESPACE } } };
const dns = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
  ports: [
    { protocol: 'UDP' as const, port: 53 },
    { protocol: 'TCP' as const, port: 53 },
  ],
};

/** Nothing in, nothing out, but for what these name. Sandboxes, where generated code runs, reach nothing at all. */
function networkPolicies({ tenant, natsPort }: Observed): NetworkPolicy[] {
  const policy = (name: string, spec: NetworkPolicy['spec']): NetworkPolicy => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: childMeta(tenant, name),
    spec,
  });
  return [
    policy('appfactory-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    // The router of the sandbox API is the only way to a sandbox.
    policy('appfactory-sandboxes', {
      podSelector: { matchExpressions: [{ key: LABEL_TEMPLATE, operator: 'Exists' }] },
      policyTypes: ['Ingress'],
      ingress: [{ from: [fromPlatform], ports: [{ protocol: 'TCP', port: DAEMON_PORT }] }],
    }),
    // NATS, the sandbox API and its router, through which the browser sees the preview.
    policy('appfactory-agents', {
      podSelector: { matchLabels: { [LABEL_ROLE]: ROLE_AGENT } },
      policyTypes: ['Egress'],
      egress: [{ to: [fromPlatform] }, dns],
    }),
    // A released app is reached through the ingress controller, and fetches its artifact from NATS.
    policy('appfactory-releases', {
      podSelector: { matchExpressions: [{ key: LABEL_RELEASE, operator: 'Exists' }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [fromPlatform, { namespaceSelector: { matchLabels: { [LABEL_INGRESS]: 'true' } } }],
          ports: [{ protocol: 'TCP', port: APP_PORT }],
        },
      ],
      // It is generated code: of the platform it reaches NATS, and neither the sandbox API nor the gateway.
      egress: [
        ...(natsPort ? [{ to: [fromPlatform], ports: [{ protocol: 'TCP' as const, port: natsPort }] }] : []),
        dns,
      ],
    }),
  ];
}

/** Who may do what here. A binding without a subject would do nothing, and is left out. */
function access({ tenant, members, agency, gatewayUser }: Observed): (Role | RoleBinding)[] {
  const own = namespaceOf(tenant);
  const accountsOf = (role: MemberRole) =>
    members.filter((member) => member.role === role).map(({ name }) => ({ name, namespace: own }));
  const bindings = MEMBER_ROLES.flatMap((role): RoleBinding[] => {
    const fromAgency =
      role === 'owner' && agency.state === 'found'
        ? agency.owners.map((name) => ({ name, namespace: agency.namespace }))
        : [];
    const subjects = [...accountsOf(role), ...fromAgency].map((account) => ({ kind: 'ServiceAccount', ...account }));
    return subjects.length === 0 ? [] : [binding(tenant, bindingOf(role), 'ClusterRole', roleOf(role), subjects)];
  });
  const names = members.filter(({ role }) => role).map(({ name }) => name);
  // An empty list of names would mean every ServiceAccount.
  if (names.length === 0) return bindings;
  const gateway = { kind: 'User', apiGroup: RBAC, name: gatewayUser };
  return [
    ...bindings,
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: childMeta(tenant, GATEWAY_ROLE),
      rules: [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'], resourceNames: names }],
    },
    binding(tenant, GATEWAY_ROLE, 'Role', GATEWAY_ROLE, [gateway]),
  ];
}

function binding(
  tenant: Tenant,
  name: string,
  kind: 'Role' | 'ClusterRole',
  role: string,
  subjects: RoleBinding['subjects'],
): RoleBinding {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: childMeta(tenant, name),
    subjects,
    roleRef: { apiGroup: RBAC, kind, name: role },
  };
}
