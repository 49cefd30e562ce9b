import type { KubeClient } from '@appfactory/kube/client';
import { RELEASES } from '@appfactory/kube/resources';
import { API_VERSION } from '@appfactory/resources/meta';

/** Makes a release as the operator would; nothing of it is started where that speaks to no NATS. */
export async function makeRelease(
  admin: KubeClient,
  { namespace, name = 'crm' }: { namespace: string; name?: string },
  spec: { dataPolicy?: 'Retain' | 'Delete' } = {},
): Promise<void> {
  await admin.create(RELEASES, {
    apiVersion: API_VERSION,
    kind: 'Release',
    metadata: { name, namespace },
    spec: {
      appBuild: name,
      artifact: { bucket: `build_${'0'.repeat(36)}`, digest: `sha256:${'1'.repeat(64)}`, size: 1, commit: 'c' },
      host: `${name}.${namespace}.localhost`,
      ...spec,
    },
  });
}
