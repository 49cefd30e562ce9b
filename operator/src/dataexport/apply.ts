import { isDeepStrictEqual } from 'node:util';
import { Bucket } from '@appfactory/events/bucket';
import { mintExportCredentials } from '@appfactory/events/credentials';
import type { Secret } from '@appfactory/kube/core';
import { controllerReference, isControlledBy } from '@appfactory/kube/ownership';
import { DATA_EXPORTS, JOBS, SECRETS } from '@appfactory/kube/resources';
import type { DataExport, DataExportStatus } from '@appfactory/resources/dataExport';
import { ANNOTATION_EXPIRES } from '../appbuild/names.ts';
import { createOnce, deleteFound } from '../objects/write.ts';
import { connectedEvents, minterOf } from '../progress/connection.ts';
import { settingsOf } from '../release/apply.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { exportJob, PACK_WITHIN } from './job.ts';
import { exportMeta, FINALIZER, jobName, storeSecretName } from './names.ts';
import type { Action } from './observed.ts';

const fieldManager = 'appfactory-dataexport';
const HOUR = 3_600_000;
/** Beyond the time that an archive is kept, in which it may be made. */
const FORGET_LATER = 2 * HOUR;
/** Beyond the time that the Job has. */
const CREDENTIALS_LATER_MS = 600_000;

/** Carries out one action. Each can be done again without harm. */
export async function perform(deps: OperatorDeps, wanted: DataExport, action: Action): Promise<void> {
  const { client } = deps;
  const { metadata } = wanted;
  switch (action.do) {
    case 'pack':
      return startPacking(deps, wanted);
    case 'dropJob':
      await deleteFound(client, JOBS, { name: jobName(wanted), namespace: metadata.namespace });
      return deleteFound(client, SECRETS, { name: storeSecretName(wanted), namespace: metadata.namespace });
    case 'remove':
      return deleteFound(client, DATA_EXPORTS, metadata, { uid: metadata.uid });
  }
}

async function startPacking(deps: OperatorDeps, wanted: DataExport): Promise<void> {
  const { client, caches } = deps;
  const { namespace = '', uid = '' } = wanted.metadata;
  const release = caches.releases.get({ name: wanted.spec.release, namespace });
  if (!release) return;
  // Should nobody come to delete it, the server forgets what is in it by itself.
  const forgetAfter = wanted.spec.keepHours * HOUR + FORGET_LATER;
  await Bucket.create(await connectedEvents(deps), uid, { kind: 'export', forgetAfter });
  await ensureCredentials(deps, wanted);
  await createOnce(
    { client, type: JOBS, cache: caches.jobs, fieldManager },
    exportJob(wanted, release, settingsOf(deps)),
  );
}

/** Those of an attempt before are as good while they last as long as a Job does. */
async function ensureCredentials(deps: OperatorDeps, wanted: DataExport): Promise<void> {
  const { client, caches } = deps;
  const { name, namespace = '', uid = '' } = wanted.metadata;
  const present = caches.secrets.get({ name: storeSecretName(wanted), namespace });
  const until = Date.parse(present?.metadata.annotations?.[ANNOTATION_EXPIRES] ?? '');
  if (present && isControlledBy(present, wanted) && until > Date.now() + PACK_WITHIN * 1000) return;
  const expires = new Date(Date.now() + PACK_WITHIN * 1000 + CREDENTIALS_LATER_MS);
  const creds = await mintExportCredentials(minterOf(deps), { namespace, name, uid }, expires);
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...exportMeta(wanted, storeSecretName(wanted)),
      annotations: { [ANNOTATION_EXPIRES]: expires.toISOString() },
      ownerReferences: [controllerReference(wanted)],
    },
    data: { creds: Buffer.from(creds).toString('base64') },
  };
  caches.secrets.learn(await client.apply(SECRETS, secret, { fieldManager }));
}

export async function addFinalizer({ client, caches }: OperatorDeps, wanted: DataExport): Promise<DataExport> {
  const { finalizers = [], resourceVersion } = wanted.metadata;
  if (finalizers.includes(FINALIZER)) return wanted;
  const patch = { metadata: { finalizers: [...finalizers, FINALIZER] } };
  const updated = await client.mergePatch(DATA_EXPORTS, wanted.metadata, patch, { resourceVersion });
  caches.dataExports.learn(updated);
  return updated;
}

/** Ends what packs, and deletes the archive. False: not all of it is gone yet. */
export async function finalize(deps: OperatorDeps, wanted: DataExport): Promise<boolean> {
  const { client } = deps;
  const { namespace, uid = '', finalizers = [], resourceVersion } = wanted.metadata;
  if (!finalizers.includes(FINALIZER)) return true;
  const job = { name: jobName(wanted), namespace };
  await deleteFound(client, JOBS, job, { propagationPolicy: 'Foreground' });
  // It would find no bucket, or fill one that nobody deletes any more.
  if (await client.find(JOBS, job)) return false;
  await Bucket.destroy(await connectedEvents(deps), uid, 'export');
  const patch = { metadata: { finalizers: finalizers.filter((other) => other !== FINALIZER) } };
  await client.mergePatch(DATA_EXPORTS, wanted.metadata, patch, { resourceVersion });
  return true;
}

/** Writes the status when it differs, on top of the version that was decided on. */
export async function writeStatus(
  deps: OperatorDeps,
  wanted: DataExport,
  status: DataExportStatus,
): Promise<DataExport> {
  const next = JSON.parse(JSON.stringify(status)) as DataExportStatus;
  if (isDeepStrictEqual(wanted.status, next)) return wanted;
  const { name, namespace, uid, resourceVersion } = wanted.metadata;
  const object = {
    apiVersion: wanted.apiVersion,
    kind: wanted.kind,
    metadata: { name, namespace, uid, resourceVersion },
    status: next,
  };
  return deps.client.applyStatus(DATA_EXPORTS, object, { fieldManager });
}
