import { bucketName } from '@appfactory/events/subjects';
import type { ConfigMap, Role, RoleBinding, ServiceAccount } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import type { AppBuild, ArtifactStatus } from '@appfactory/resources/appBuild';
import { API_VERSION, GROUP } from '@appfactory/resources/meta';
import type { Release, ReleaseSpec } from '@appfactory/resources/release';
import type { Sandbox, SandboxSpec } from '@appfactory/resources/sandbox';
import { agentName, childMeta, defaultHost, planName } from './names.ts';
import type { StoredPlan } from './observed.ts';

const RBAC = 'rbac.authorization.k8s.io';
/** A sandbox outlives the agent's budget by this, so that a budget ends first and says so. */
const SANDBOX_SLACK_SECONDS = 30 * 60;
const MOST_SANDBOX_SECONDS = 604_800;

const owned = (build: AppBuild, name: string) => ({
  ...childMeta(build, name),
  ownerReferences: [controllerReference(build)],
});

/** What the agent reads, and the operator's own record of what is being built. */
export function planConfigMap(build: AppBuild, stored: StoredPlan): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: owned(build, planName(build.metadata.name)),
    data: {
      'plan.json': stored.plan.text,
      'spec.json': JSON.stringify(stored.spec),
      'kept.json': JSON.stringify(stored.kept),
      generation: String(stored.generation),
      'back.json': JSON.stringify({ asked: stored.asked, back: stored.back, rolledBack: stored.rolledBack }),
      ...(stored.sandboxID && { sandboxID: stored.sandboxID }),
    },
  };
}

export function sandboxOf(build: AppBuild, template: string): Omit<Sandbox, 'spec'> & { spec: Partial<SandboxSpec> } {
  const { sandbox, budget } = build.spec;
  const seconds = (budget.minutes + sandbox.keepMinutes) * 60 + SANDBOX_SLACK_SECONDS;
  return {
    apiVersion: API_VERSION,
    kind: 'Sandbox',
    metadata: owned(build, build.metadata.name),
    spec: {
      template,
      provider: sandbox.provider,
      timeoutSeconds: Math.min(seconds, MOST_SANDBOX_SECONDS),
      metadata: { appBuild: build.metadata.name },
    },
  };
}

/** What lets the agent use its own sandbox, and nothing else in Kubernetes. */
export function agentIdentity(build: AppBuild): {
  serviceAccount: ServiceAccount;
  role: Role;
  roleBinding: RoleBinding;
} {
  const name = agentName(build.metadata.name);
  const metadata = owned(build, name);
  return {
    serviceAccount: { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    role: {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: [
        {
          apiGroups: [GROUP],
          resources: ['sandboxes'],
          resourceNames: [build.metadata.name],
          verbs: ['get', 'update'],
        },
      ],
    },
    roleBinding: {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      subjects: [{ kind: 'ServiceAccount', name, namespace: build.metadata.namespace }],
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
    },
  };
}

export function releaseOf(build: AppBuild, artifact: ArtifactStatus): Omit<Release, 'spec'> & { spec: ReleaseSpec } {
  const { domain, dataPolicy, adoptData, sampleData } = build.spec.release;
  return {
    apiVersion: API_VERSION,
    kind: 'Release',
    metadata: owned(build, build.metadata.name),
    spec: {
      appBuild: build.metadata.name,
      target: 'cluster',
      artifact: {
        bucket: bucketName(build.metadata.uid ?? ''),
        digest: artifact.digest,
        size: artifact.size,
        commit: artifact.commit,
      },
      host: domain ?? defaultHost(build.metadata),
      dataPolicy,
      adoptData,
      sampleData,
    },
  };
}
