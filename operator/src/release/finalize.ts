import {
  DEPLOYMENTS,
  INGRESSES,
  JOBS,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  RELEASES,
  SECRETS,
  SERVICES,
} from '@appfactory/kube/resources';
import { LABEL_RELEASE, type Release } from '@appfactory/resources/release';
import { appSecretName, dataClaimName, LABEL_BUILD_UID } from '../appbuild/names.ts';
import { deleteFound } from '../objects/write.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { dropClaims } from './apply.ts';
import { dropEnvironment } from './environment.ts';
import { dataOwner, FINALIZER, readerSecretName } from './names.ts';

export async function addFinalizer({ client, caches }: OperatorDeps, release: Release): Promise<Release> {
  const { finalizers = [], resourceVersion } = release.metadata;
  if (finalizers.includes(FINALIZER)) return release;
  const patch = { metadata: { finalizers: [...finalizers, FINALIZER] } };
  const updated = await client.mergePatch(RELEASES, release.metadata, patch, { resourceVersion });
  caches.releases.learn(updated);
  return updated;
}

/** Takes the app out of service and, when the data policy says so, deletes its data. Called again until all is gone. */
export async function finalize(deps: OperatorDeps, release: Release): Promise<boolean> {
  const { client, caches } = deps;
  const { name, namespace, uid, finalizers = [], resourceVersion } = release.metadata;
  if (!finalizers.includes(FINALIZER)) return true;
  await deleteFound(client, INGRESSES, { name, namespace });
  await deleteFound(client, SERVICES, { name, namespace });
  for (const job of caches.jobs.byIndex('owner', uid)) await deleteFound(client, JOBS, job.metadata);
  await deleteFound(client, DEPLOYMENTS, { name, namespace }, { propagationPolicy: 'Foreground' });
  if (await client.find(DEPLOYMENTS, { name, namespace })) return false;
  const pods = await client.list(PODS, { namespace, labelSelector: `${LABEL_RELEASE}=${name}` });
  if (pods.items.length > 0) return false;
  await deleteFound(client, SECRETS, { name: readerSecretName(name), namespace });
  await dropEnvironment(deps, release);
  if (release.spec.dataPolicy === 'Delete') await deleteData(deps, release);
  await dropClaims(deps, release);
  await client.mergePatch(
    RELEASES,
    release.metadata,
    { metadata: { finalizers: finalizers.filter((other) => other !== FINALIZER) } },
    { resourceVersion },
  );
  return true;
}

/** Only this release's own: a volume that an earlier AppBuild left stays. */
async function deleteData({ client, caches }: OperatorDeps, release: Release): Promise<void> {
  const { namespace } = release.metadata;
  const claim = { name: dataClaimName(release.spec.appBuild), namespace };
  const present = await client.find(PERSISTENT_VOLUME_CLAIMS, claim);
  if (present?.metadata.labels?.[LABEL_BUILD_UID] !== dataOwner(release)) return;
  caches.persistentVolumeClaims.learn(present);
  await deleteFound(client, PERSISTENT_VOLUME_CLAIMS, claim, { uid: present.metadata.uid });
  await deleteFound(client, SECRETS, { name: appSecretName(release.spec.appBuild), namespace });
}
