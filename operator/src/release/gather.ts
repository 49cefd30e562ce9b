import type { Deployment, Job, Pod } from '@appfactory/kube/core';
import { isControlledBy } from '@appfactory/kube/ownership';
import { LABEL_RELEASE, type Release } from '@appfactory/resources/release';
import { dataClaimName, LABEL_BUILD_UID } from '../appbuild/names.ts';
import type { Caches } from '../runtime/caches.ts';
import type { GivenEnvironment } from './environment.ts';
import {
  ANNOTATION_ADOPTED,
  ANNOTATION_DIGEST,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_RESTORE,
  ANNOTATION_STARTED,
  artifactLabel,
  claimName,
  dataOwner,
  LABEL_ARTIFACT,
  namespaceOfHost,
  rehearsalName,
} from './names.ts';
import type { HostState, Observed, ObservedDeployment, ObservedRehearsal, VolumeState } from './observed.ts';

export interface GatherOptions {
  caches: Caches;
  /** Namespace of the claims. */
  platformNamespace: string;
  /** For example http://localhost:8080; its scheme and port are those of every app. */
  ingressUrl?: string;
}

/** Reads everything that a decision about this release depends on, from the caches only. */
export function gather(release: Release, now: Date, environment: GivenEnvironment, options: GatherOptions): Observed {
  const { caches } = options;
  const { hide, observed } = environment;
  const { name, namespace } = release.metadata;
  const deployment = caches.deployments.get({ name, namespace });
  const job = caches.jobs.get({
    name: rehearsalName(name, { artifact: release.spec.artifact, environment: observed.revision }),
    namespace,
  });
  const pods = caches.pods.list(namespace).filter(({ metadata }) => metadata.labels?.[LABEL_RELEASE] === name);
  return {
    release,
    now,
    host: hostOf(release, options),
    volume: volumeOf(release, caches),
    environment: observed,
    deployment: deployment && isControlledBy(deployment, release) ? deploymentOf(deployment, pods, hide) : undefined,
    rehearsal:
      job && isControlledBy(job, release) && !job.metadata.deletionTimestamp ? rehearsalOf(job, pods, hide) : undefined,
    url: urlOf(release.spec.host, options.ingressUrl),
  };
}

export function urlOf(host: string, ingressUrl = 'http://localhost'): string {
  const { protocol, port } = new URL(ingressUrl);
  return `${protocol}//${host}${port && `:${port}`}`;
}

function hostOf(release: Release, { caches, platformNamespace }: GatherOptions): HostState {
  const { host } = release.spec;
  const { namespace, uid } = release.metadata;
  const tenant = namespaceOfHost(host);
  if (tenant && tenant !== namespace) {
    return {
      state: 'forbidden',
      why: `${tenant}.localhost and the hosts below it belong to the namespace ${tenant}`,
    };
  }
  const claim = caches.configMaps.get({ name: claimName(host), namespace: platformNamespace });
  if (!claim) return { state: 'free' };
  const { data = {} } = claim;
  if (data.uid === uid) return { state: 'ours' };
  const holder = caches.releases.get({ name: data.name ?? '', namespace: data.namespace });
  if (holder?.metadata.uid !== data.uid || holder?.spec.host !== host) return { state: 'stale' };
  return { state: 'taken' };
}

function volumeOf(release: Release, caches: Caches): VolumeState {
  const claim = caches.persistentVolumeClaims.get({
    name: dataClaimName(release.spec.appBuild),
    namespace: release.metadata.namespace,
  });
  if (!claim) return { state: 'absent' };
  if (claim.metadata.deletionTimestamp) return { state: 'deleting' };
  const uid = claim.metadata.labels?.[LABEL_BUILD_UID] ?? '';
  if (uid !== dataOwner(release)) return { state: 'foreign', uid };
  return { state: 'ours', adopted: claim.metadata.annotations?.[ANNOTATION_ADOPTED] !== undefined };
}

/** A container that has ended this often in a row will not come up by waiting. */
const MOST_RESTARTS = 3;

function deploymentOf(
  { metadata, spec, status = {} }: Deployment,
  allPods: Pod[],
  hide: (text: string) => string,
): ObservedDeployment {
  const annotations = spec.template.metadata?.annotations ?? {};
  const digest = annotations[ANNOTATION_DIGEST] ?? '';
  const environment = annotations[ANNOTATION_ENVIRONMENT];
  const pods = allPods.filter(
    (pod) =>
      pod.metadata.labels?.[LABEL_ARTIFACT] === artifactLabel(digest) &&
      pod.metadata.annotations?.[ANNOTATION_ENVIRONMENT] === environment &&
      !pod.metadata.deletionTimestamp,
  );
  const isCurrent = status.observedGeneration === metadata.generation;
  const tooLate = status.conditions?.find(
    ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
  );
  return {
    digest,
    environment,
    restore: annotations[ANNOTATION_RESTORE],
    startedAt: metadata.annotations?.[ANNOTATION_STARTED],
    ready: isCurrent && (status.updatedReplicas ?? 0) > 0 && pods.some(isPodReady),
    failure:
      pods.map((pod) => failureOf(pod, hide)).find((failure) => failure !== undefined) ??
      (isCurrent ? tooLate?.message : undefined),
    waiting: pods.map(waitingOf).find((reason) => reason !== undefined),
  };
}

function isPodReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function containersOf({ status = {} }: Pod) {
  return [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
}

function failureOf(pod: Pod, hide: (text: string) => string): string | undefined {
  for (const { name, restartCount, state, lastState } of containersOf(pod)) {
    const ended = state?.terminated ?? lastState?.terminated;
    if (restartCount >= MOST_RESTARTS && ended) {
      const said = ended.message?.trim() ? `: ${hide(ended.message).trim().slice(-400)}` : '';
      return `its container ${name} ended ${restartCount} times with exit status ${ended.exitCode}${said}`;
    }
  }
  return undefined;
}

function waitingOf(pod: Pod): string | undefined {
  const unscheduled = pod.status?.conditions?.find(({ reason }) => reason === 'Unschedulable');
  if (unscheduled) return `no node has room: ${unscheduled.message ?? ''}`;
  for (const { name, state } of containersOf(pod)) {
    const { reason, message } = state?.waiting ?? {};
    if (reason && reason !== 'PodInitializing' && reason !== 'ContainerCreating') {
      return `container ${name} waits: ${reason}${message ? `: ${message}` : ''}`;
    }
  }
  return undefined;
}

function rehearsalOf({ metadata, status = {} }: Job, pods: Pod[], hide: (text: string) => string): ObservedRehearsal {
  const ended = status.conditions?.find(
    ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
  );
  if (!ended) return { state: 'running' };
  if (ended.type === 'Complete') return { state: 'passed' };
  const said = pods
    .filter((pod) => pod.metadata.labels?.['job-name'] === metadata.name)
    .flatMap(containersOf)
    .map(({ state }) => state?.terminated)
    .find((terminated) => terminated?.exitCode && terminated.message);
  const why = (said?.message && hide(said.message).trim().slice(-400)) ?? ended.message ?? 'it ended with an error';
  return { state: 'failed', message: `On a copy of the data this version does not start: ${why}` };
}
