import { randomBytes } from 'node:crypto';
import type { Role, RoleBinding, Secret } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { childMeta, LABEL_BUILD_UID, ownerReaderName, ownerSecretName } from './names.ts';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * The built app's first owner. It belongs to the data and not to the AppBuild: a database that is kept would be closed to
 * everybody if this went, so it has no owner reference and goes when the data goes. Made once, never written again.
 */
export function ownerSecret(build: AppBuild): Secret {
  const { name, uid = '' } = build.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: childMeta(build, ownerSecretName(name), { [LABEL_BUILD_UID]: uid }),
    type: 'Opaque',
    stringData: { email: `owner@${name}.example`, password: randomBytes(15).toString('base64url') },
  };
}

/**
 * Lets the gateway read this one Secret: people who may change the app have to sign in to it once, and read no Secret themselves. Whether
 * somebody may is asked of the API server as them, each time (`appowners` in operator/rbac.yaml).
 */
export function ownerReader(build: AppBuild, gatewayUser: string): { role: Role; roleBinding: RoleBinding } {
  const { name } = build.metadata;
  const metadata = { ...childMeta(build, ownerReaderName(name)), ownerReferences: [controllerReference(build)] };
  return {
    role: {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [ownerSecretName(name)], verbs: ['get'] }],
    },
    roleBinding: {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      subjects: [{ kind: 'User', apiGroup: RBAC, name: gatewayUser }],
      roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
    },
  };
}
