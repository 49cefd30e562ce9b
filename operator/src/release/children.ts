import type {
  Container,
  Deployment,
  EnvVar,
  Ingress,
  Job,
  PersistentVolumeClaim,
  PodSpec,
  Service,
} from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import type { Release, ReleaseArtifact } from '@appfactory/resources/release';
import { appSecretName, dataClaimName, LABEL_BUILD_UID, ownerSecretName } from '../appbuild/names.ts';
import {
  ANNOTATION_DIGEST,
  ANNOTATION_RESTORE,
  ANNOTATION_STARTED,
  artifactLabel,
  dataOwner,
  hexOf,
  LABEL_ARTIFACT,
  LABEL_RELEASE,
  readerSecretName,
  rehearsalName,
  releaseMeta,
} from './names.ts';

export interface ReleaseSettings {
  platformImage: string;
  natsUrl: string;
  ingressClass: string;
}

export const APP_PORT = 3000;
const NODE = '/opt/node/bin/node';
const RUNNER = '/opt/appfactory/release.mjs';
const NAME = 'app.kubernetes.io/name';

const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

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
export function rehearsalJob(release: Release, artifact: ReleaseArtifact, settings: ReleaseSettings): Job {
  const meta = releaseMeta(release, rehearsalName(release.metadata.name, artifact.digest));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...meta, ownerReferences: [controllerReference(release)] },
    spec: {
      backoffLimit: 1,
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 3600,
      template: {
        metadata: { labels: meta.labels, annotations: fetchOnNodeNetwork },
        spec: {
          ...podSpec(release),
          restartPolicy: 'Never',
          initContainers: [fetchContainer(artifact, settings)],
          containers: [runnerContainer('rehearse', release, artifact, settings)],
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
  { artifact, restore, startedAt }: { artifact: ReleaseArtifact; restore?: string; startedAt?: string },
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
            ...fetchOnNodeNetwork,
            [ANNOTATION_DIGEST]: artifact.digest,
            ...(restore && { [ANNOTATION_RESTORE]: restore }),
          },
        },
        spec: {
          ...podSpec(release),
          initContainers: [
            fetchContainer(artifact, settings),
            runnerContainer('prepare', release, artifact, settings, restore),
          ],
          containers: [appContainer(release, artifact, settings)],
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

const fetchOnNodeNetwork = { 'localnode.appfactory.dev/node-network': 'fetch' };

function podSpec(release: Release): Omit<PodSpec, 'containers'> {
  return {
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
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: dataClaimName(release.spec.appBuild) } },
      {
        name: 'nats',
        secret: { secretName: readerSecretName(release.metadata.name), items: [{ key: 'creds', path: 'creds' }] },
      },
    ],
  };
}

const text = (name: string, value: string): EnvVar => ({ name, value });
const dataMount = { name: 'data', mountPath: '/data' };

/** The only container with a credential of the platform: it may read this one bucket. */
function fetchContainer(artifact: ReleaseArtifact, settings: ReleaseSettings): Container {
  return {
    ...container('fetch', settings),
    command: [NODE, RUNNER, 'fetch'],
    env: [
      text('ARTIFACT_DIGEST', artifact.digest),
      text('ARTIFACT_BUCKET', artifact.bucket),
      text('DATA_DIR', '/data'),
      text('NATS_URL', settings.natsUrl),
      text('NATS_CREDS_FILE', '/secrets/nats/creds'),
    ],
    resources: { requests: { cpu: '25m', memory: '96Mi' }, limits: { memory: '512Mi' } },
    volumeMounts: [dataMount, { name: 'nats', mountPath: '/secrets/nats', readOnly: true }],
  };
}

function runnerContainer(
  command: 'rehearse' | 'prepare',
  release: Release,
  artifact: ReleaseArtifact,
  settings: ReleaseSettings,
  restore?: string,
): Container {
  return {
    ...container(command, settings),
    command: [NODE, RUNNER, command],
    env: [
      text('ARTIFACT_DIGEST', artifact.digest),
      text('DATA_DIR', '/data'),
      ...(restore ? [text('RESTORE_FROM_BEFORE', restore)] : []),
      ...appSecrets(release),
    ],
    resources: { requests: { cpu: '25m', memory: '192Mi' }, limits: { memory: '1Gi' } },
    volumeMounts: [dataMount],
  };
}

function appContainer(release: Release, artifact: ReleaseArtifact, settings: ReleaseSettings): Container {
  const folder = `/data/artifacts/${hexOf(artifact.digest)}`;
  // Not the app's own host: a new domain must not start the app again.
  const get = {
    httpGet: { path: '/api/health', port: APP_PORT, httpHeaders: [{ name: 'Host', value: 'localhost' }] },
    timeoutSeconds: 5,
  };
  return {
    ...container('app', settings),
    // The runner takes the lock of the data and becomes the server: no two servers have one database.
    command: [NODE, RUNNER, 'serve', `${folder}/server.js`],
    env: [
      text('PORT', String(APP_PORT)),
      text('HOSTNAME', '0.0.0.0'),
      text('NODE_ENV', 'production'),
      text('DATA_DIR', '/data'),
      text('UPLOADS_DIR', '/data/uploads'),
      text('OUTBOX_DIR', '/data/outbox'),
      text('AUTH_TRUST_HOST', 'true'),
      text('APP_SAMPLE_DATA', release.spec.sampleData ? '1' : '0'),
      ...appSecrets(release),
    ],
    ports: [{ name: 'http', containerPort: APP_PORT }],
    resources: { requests: { cpu: '25m', memory: '160Mi' }, limits: { memory: '1Gi' } },
    startupProbe: { ...get, periodSeconds: 1, failureThreshold: 120 },
    readinessProbe: { ...get, periodSeconds: 5, failureThreshold: 2 },
    livenessProbe: { ...get, periodSeconds: 20, failureThreshold: 4 },
    volumeMounts: [dataMount],
  };
}

/** The app's own: its session secret and its first owner. */
function appSecrets({ spec }: Release): EnvVar[] {
  const from = (name: string, secret: string, key: string): EnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key, optional: true } },
  });
  return [
    { name: 'AUTH_SECRET', valueFrom: { secretKeyRef: { name: appSecretName(spec.appBuild), key: 'AUTH_SECRET' } } },
    from('APP_OWNER_EMAIL', ownerSecretName(spec.appBuild), 'email'),
    from('APP_OWNER_PASSWORD', ownerSecretName(spec.appBuild), 'password'),
  ];
}

function container(
  name: string,
  settings: ReleaseSettings,
): Pick<Container, 'name' | 'image' | 'imagePullPolicy' | 'securityContext' | 'terminationMessagePolicy'> {
  return {
    name,
    image: settings.platformImage,
    imagePullPolicy: 'IfNotPresent',
    securityContext: restricted,
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
