import { ObjectReader } from '@appfactory/events/objectReader';
import { DATA_ARCHIVE_KEY, DATA_CONTENTS_KEY } from '@appfactory/events/subjects';
import type { Job, Pod } from '@appfactory/kube/core';
import { isControlledBy } from '@appfactory/kube/ownership';
import { type DataExport, dataExportStatusSchema, LABEL_DATA_EXPORT } from '@appfactory/resources/dataExport';
import { dataClaimName, LABEL_BUILD_UID } from '../appbuild/names.ts';
import { connectedEvents } from '../progress/connection.ts';
import { dataOwner } from '../release/names.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { PACK_WITHIN } from './job.ts';
import { jobName, storeSecretName } from './names.ts';
import type { Observed, ObservedJob, ReleaseState, Stored } from './observed.ts';

const LARGEST_CONTENTS = 10_000;

/** Reads everything that a decision about this export depends on. The bucket is looked into once, when the Job has passed. */
export async function gather(deps: OperatorDeps, wanted: DataExport, now: Date): Promise<Observed> {
  const { caches } = deps;
  const { namespace } = wanted.metadata;
  const found = caches.jobs.get({ name: jobName(wanted), namespace });
  const job =
    found && isControlledBy(found, wanted) && !found.metadata.deletionTimestamp
      ? jobOf(found, caches.pods.list(namespace))
      : undefined;
  const isOpen = !wanted.status?.archive && wanted.status?.phase !== 'Failed';
  return {
    export: wanted,
    now,
    release: releaseOf(deps, wanted),
    isOutdated: caches.dataExports
      .list(namespace)
      .some((other) => other.spec.release === wanted.spec.release && isLater(other, wanted)),
    job,
    hasCredentials: caches.secrets.get({ name: storeSecretName(wanted), namespace }) !== undefined,
    stored: job?.state === 'passed' && isOpen ? await storedOf(deps, wanted) : undefined,
  };
}

function releaseOf({ caches }: OperatorDeps, { metadata: { namespace }, spec }: DataExport): ReleaseState {
  const release = caches.releases.get({ name: spec.release, namespace });
  if (!release) return { state: 'absent' };
  if (release.metadata.deletionTimestamp) return { state: 'going' };
  const claim = caches.persistentVolumeClaims.get({ name: dataClaimName(release.spec.appBuild), namespace });
  // A volume that an earlier app of this name left is not this one's.
  const hasData =
    claim !== undefined &&
    !claim.metadata.deletionTimestamp &&
    claim.metadata.labels?.[LABEL_BUILD_UID] === dataOwner(release);
  return { state: 'there', uid: release.metadata.uid ?? '', hasData };
}

/** Creation is told in seconds; names decide between two of one second, for everybody alike. */
function isLater({ metadata: one }: DataExport, { metadata: other }: DataExport): boolean {
  if (one.uid === other.uid || one.deletionTimestamp) return false;
  const [a, b] = [Date.parse(one.creationTimestamp ?? ''), Date.parse(other.creationTimestamp ?? '')];
  return a === b ? one.name > other.name : a > b;
}

function jobOf({ metadata, status = {} }: Job, pods: Pod[]): ObservedJob {
  const ended = status.conditions?.find(
    ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
  );
  if (!ended) return { state: 'running' };
  if (ended.type === 'Complete') return { state: 'passed' };
  const said = pods
    .filter((pod) => pod.metadata.labels?.['job-name'] === metadata.name)
    .filter((pod) => pod.metadata.labels?.[LABEL_DATA_EXPORT] !== undefined)
    .flatMap((pod) => [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])])
    .map(({ state }) => state?.terminated)
    .find((terminated) => terminated?.exitCode && terminated.message);
  if (!said && ended.reason === 'DeadlineExceeded') {
    const minutes = Math.round(PACK_WITHIN / 60);
    return {
      state: 'failed',
      message: `The data could not be packed within ${minutes} minutes: there may be no room for its pod within the budget of the tenant`,
    };
  }
  const why = said?.message?.trim().slice(-400) ?? ended.message ?? 'its Job ended with an error';
  return { state: 'failed', message: `The data could not be packed: ${why}` };
}

async function storedOf(deps: OperatorDeps, { metadata: { uid = '' } }: DataExport): Promise<Stored | undefined> {
  const reader = new ObjectReader(await connectedEvents(deps), 'export');
  const archive = await reader.find(uid, DATA_ARCHIVE_KEY);
  if (!archive) return undefined;
  const said = await reader.find(uid, DATA_CONTENTS_KEY);
  const text = said && said.size <= LARGEST_CONTENTS ? (await reader.readAll(uid, said)).toString('utf8') : '{}';
  const { data } = dataExportStatusSchema.shape.contents.safeParse(JSON.parse(text));
  return { archive: { digest: `sha256:${archive.digest}`, size: archive.size }, contents: data };
}
