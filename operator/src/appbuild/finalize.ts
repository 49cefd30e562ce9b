import { Bucket } from '@appfactory/events/bucket';
import { isControlledBy } from '@appfactory/kube/ownership';
import {
  APP_BUILDS,
  CONFIG_MAPS,
  JOBS,
  RELEASES,
  ROLE_BINDINGS,
  ROLES,
  SANDBOXES,
  SECRETS,
  SERVICE_ACCOUNTS,
} from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { endSandbox } from '../billing/endSandbox.ts';
import { deleteFound } from '../objects/write.ts';
import { connectedEvents } from '../progress/connection.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import {
  agentName,
  appSecretName,
  credentialsName,
  dataClaimName,
  FINALIZER,
  LABEL_BUILD_UID,
  ownerReaderName,
  ownerSecretName,
  planName,
} from './names.ts';

/** From the first write on, so that nothing of a build can be left behind. */
export async function addFinalizer({ client, caches }: OperatorDeps, build: AppBuild): Promise<AppBuild> {
  const { finalizers = [], resourceVersion } = build.metadata;
  if (finalizers.includes(FINALIZER)) return build;
  const patch = { metadata: { finalizers: [...finalizers, FINALIZER] } };
  const updated = await client.mergePatch(APP_BUILDS, build.metadata, patch, { resourceVersion });
  caches.appBuilds.learn(updated);
  return updated;
}

/**
 * Ends everything that a deleted build has caused, from what writes to what is written to: agent, sandbox, release, bucket.
 * Called again until all is gone; true when the finalizer is off. The database volume is the release's to keep or delete,
 * and the Secrets that open the database stay with it.
 */
export async function finalize(deps: OperatorDeps, build: AppBuild): Promise<boolean> {
  const { finalizers = [] } = build.metadata;
  if (!finalizers.includes(FINALIZER)) return true;
  if (!(await endRunning(deps, build))) return false;
  await Bucket.destroy(await connectedEvents(deps), build.metadata.uid ?? '');
  await deleteRecords(deps, build);
  await deps.client.mergePatch(
    APP_BUILDS,
    build.metadata,
    { metadata: { finalizers: finalizers.filter((name) => name !== FINALIZER) } },
    { resourceVersion: build.metadata.resourceVersion },
  );
  return true;
}

/** Each of these is gone before the next is deleted; deletions wake the controller again. */
async function endRunning(deps: OperatorDeps, build: AppBuild): Promise<boolean> {
  const { client, caches } = deps;
  const { name, namespace, uid } = build.metadata;
  const jobs = caches.jobs.byIndex('owner', uid);
  for (const job of jobs.filter(({ metadata }) => !metadata.deletionTimestamp)) {
    await deleteFound(client, JOBS, job.metadata, { propagationPolicy: 'Foreground' });
  }
  const sandbox = caches.sandboxes.get({ name, namespace });
  const release = caches.releases.get({ name, namespace });
  if (sandbox && isControlledBy(sandbox, build) && !sandbox.metadata.deletionTimestamp) {
    await endSandbox(deps, sandbox);
  }
  if (release && isControlledBy(release, build) && !release.metadata.deletionTimestamp) {
    await deleteFound(client, RELEASES, release.metadata, { uid: release.metadata.uid });
  }
  // The cache may be behind: the server has the last word on whether these are gone.
  for (const job of jobs) if (await client.find(JOBS, job.metadata)) return false;
  const left = [await client.find(SANDBOXES, { name, namespace }), await client.find(RELEASES, { name, namespace })];
  return !left.some((object) => object && isControlledBy(object, build));
}

/** Not left to garbage collection: an AppBuild of the same name must find a clean place. */
async function deleteRecords({ client, caches }: OperatorDeps, build: AppBuild): Promise<void> {
  const { name, namespace } = build.metadata;
  await deleteFound(client, CONFIG_MAPS, { name: planName(name), namespace });
  await deleteFound(client, SECRETS, { name: credentialsName(name), namespace });
  const identities: [ResourceType, string][] = [
    [ROLE_BINDINGS as ResourceType, agentName(name)],
    [ROLES as ResourceType, agentName(name)],
    [SERVICE_ACCOUNTS as ResourceType, agentName(name)],
    [ROLE_BINDINGS as ResourceType, ownerReaderName(name)],
    [ROLES as ResourceType, ownerReaderName(name)],
  ];
  for (const [type, identity] of identities) {
    const found = await client.find(type, { name: identity, namespace });
    // Somebody else's of this name stays: a ServiceAccount may be a member.
    if (found && isControlledBy(found, build))
      await deleteFound(client, type, found.metadata, { uid: found.metadata.uid });
  }
  const data = caches.persistentVolumeClaims.get({ name: dataClaimName(name), namespace });
  if (data && !data.metadata.deletionTimestamp) return;
  for (const secret of [ownerSecretName(name), appSecretName(name)]) {
    const present = caches.secrets.get({ name: secret, namespace });
    // Of whichever AppBuild of this name: the data that they opened are gone.
    if (present?.metadata.labels?.[LABEL_BUILD_UID] !== undefined)
      await deleteFound(client, SECRETS, { name: secret, namespace });
  }
}
