import { randomBytes } from 'node:crypto';
import type { Secret } from '@appfactory/kube/core';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { childMeta, LABEL_BUILD_UID, ownerSecretName } from './names.ts';

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
