import type { Deployment, Ingress, Job, PersistentVolumeClaim, PodSpec, Service } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import { LABEL_RELEASE, type Release, type ReleaseArtifact } from '@appfactory/resources/release';
import { dataClaimName, LABEL_BUILD_UID } from '../appbuild/names.ts';
import {
  APP_PORT,
  appContainer,
  type Environment,
  fetchContainer,
  type ReleaseSettings,
  runnerContainer,
} from './containers.ts';
import {
  ANNOTATION_DIGEST,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_RESTORE,
  ANNOTATION_STARTED,
  artifactLabel,
  dataOwner,
  LABEL_ARTIFACT,
  readerSecretName,
  rehearsalName,
  releaseMeta,
} from './names.ts';

const NAME = 'app.kubernetes.io/name';

/** The app's database and files. It has no owner: whether it goes with the release is its data policy's business. */
export function dataClaim(release: Release): PersistentVolumeClaim {
  const name = dataClaimName(release.spec.appBuild);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: releaseMeta(release, name, { [LABEL_BUILD_UID]: dataOwner(release) }),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
}

/** Starts the new version on a copy of the data, beside the version that serves. */
export function rehearsalJob(
  release: Release,
  { artifact, environment }: { artifact: ReleaseArtifact; environment?: Environment },
  settings: ReleaseSettings,
): Job {
  const version = { artifact, environment: environment?.revision };
  const meta = releaseMeta(release, rehearsalName(release.metadata.name, version));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...meta, ownerReferences: [controllerReference(release)] },
    spec: {
      backoffLimit: 1,
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 3600,
      template: {
        metadata: { labels: meta.labels, annotations: fetchOnNodeNetwork() },
        spec: {
          ...podSpec(release),
          restartPolicy: 'Never',
          initContainers: [fetchContainer(artifact, settings)],
          containers: [runnerContainer('rehearse', release, { artifact, environment }, settings)],
        },
      },
    },
  };
}

/**
 * The app. Recreate: two versions never have the database open at the same time. `restore` names a version that failed:
 * the data from before it is put back, once, before this one starts.
 */
export function deployment(
  release: Release,
  {
    artifact,
    environment,
    restore,
    startedAt,
  }: { artifact: ReleaseArtifact; environment?: Environment; restore?: string; startedAt?: string },
  settings: ReleaseSettings,
): Deployment {
  const { name } = release.metadata;
  const meta = releaseMeta(release, name, { [NAME]: name });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...meta,
      annotations: startedAt ? { [ANNOTATION_STARTED]: startedAt } : {},
      ownerReferences: [controllerReference(release)],
    },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 0,
      progressDeadlineSeconds: 300,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selectorOf(release) },
      template: {
        metadata: {
          labels: { ...meta.labels, [LABEL_ARTIFACT]: artifactLabel(artifact.digest) },
          annotations: {
            ...fetchOnNodeNetwork(),
            [ANNOTATION_DIGEST]: artifact.digest,
            ...(restore && { [ANNOTATION_RESTORE]: restore }),
            ...(environment && { [ANNOTATION_ENVIRONMENT]: environment.revision }),
          },
        },
        spec: {
          ...podSpec(release),
          initContainers: [
            fetchContainer(artifact, settings),
            runnerContainer('prepare', release, { artifact, environment, restore }, settings),
          ],
          containers: [appContainer(release, { artifact, environment }, settings)],
        },
      },
    },
  };
}

function selectorOf({ metadata }: Release): Record<string, string> {
  return { [NAME]: metadata.name, [LABEL_RELEASE]: metadata.name };
}

export function service(release: Release): Service {
  const { name } = release.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...releaseMeta(release, name), ownerReferences: [controllerReference(release)] },
    spec: {
      selector: selectorOf(release),
      ports: [{ name: 'http', port: APP_PORT, targetPort: APP_PORT, protocol: 'TCP' }],
    },
  };
}

export function ingress(release: Release, settings: ReleaseSettings): Ingress {
  const { name } = release.metadata;
  const backend = { service: { name, port: { number: APP_PORT } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...releaseMeta(release, name), ownerReferences: [controllerReference(release)] },
    spec: {
      ingressClassName: settings.ingressClass,
      rules: [{ host: release.spec.host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
}

/** On this machine's own node, a pod reaches nothing outside but by the containers that are named. */
export const fetchOnNodeNetwork = (container = 'fetch') => ({ 'localnode.appfactory.dev/node-network': container });

export const restrictedPod = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 20,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  },
} satisfies Omit<PodSpec, 'containers'>;

function podSpec(release: Release): Omit<PodSpec, 'containers'> {
  return {
    ...restrictedPod,
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: dataClaimName(release.spec.appBuild) } },
      {
        name: 'nats',
        secret: { secretName: readerSecretName(release.metadata.name), items: [{ key: 'creds', path: 'creds' }] },
      },
    ],
  };
}
