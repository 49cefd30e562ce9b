import { randomUUID } from 'node:crypto';
import type { KubeClient } from '@appfactory/kube/client';
import { RELEASES } from '@appfactory/kube/resources';
import type { Release, ReleaseSpec } from '@appfactory/resources/release';
import type { Ref } from './builds.ts';

/** A Release that nobody built anything for: it claims its host and asks for its volume, and has nothing to serve. */
export function applyRelease(
  client: KubeClient,
  ref: Ref,
  spec: Partial<ReleaseSpec> & Pick<ReleaseSpec, 'host'>,
): Promise<Release> {
  return client.apply(
    RELEASES,
    {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'Release',
      metadata: ref,
      spec: {
        appBuild: ref.name,
        artifact: {
          bucket: `build_${randomUUID()}`,
          digest: `sha256:${'0'.repeat(64)}`,
          size: 1,
          commit: '0'.repeat(40),
        },
        ...spec,
      },
    },
    { fieldManager: 'e2e' },
  );
}
