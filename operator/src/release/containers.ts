import type { Container, EnvVar } from '@appfactory/kube/core';
import type { Release, ReleaseArtifact } from '@appfactory/resources/release';
import { appSecretName, ownerSecretName } from '../appbuild/names.ts';
import { hexOf, revisionName } from './names.ts';

export interface ReleaseSettings {
  platformImage: string;
  natsUrl: string;
  ingressClass: string;
}

/** One revision of the environment variables that people gave an app, as its pods get it. */
export interface Environment {
  revision: string;
  names: string[];
}

export const APP_PORT = 3000;
export const NODE = '/opt/node/bin/node';
export const RUNNER = '/opt/appfactory/release.mjs';

const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

const text = (name: string, value: string): EnvVar => ({ name, value });
const dataMount = { name: 'data', mountPath: '/data' };

/** The only container with a credential of the platform: it may read this one bucket. */
export function fetchContainer(artifact: ReleaseArtifact, settings: ReleaseSettings): Container {
  return {
    ...platformContainer('fetch', settings),
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

export function runnerContainer(
  command: 'rehearse' | 'prepare',
  release: Release,
  { artifact, environment, restore }: { artifact: ReleaseArtifact; environment?: Environment; restore?: string },
  settings: ReleaseSettings,
): Container {
  return {
    ...platformContainer(command, settings),
    command: [NODE, RUNNER, command],
    env: [
      text('ARTIFACT_DIGEST', artifact.digest),
      text('DATA_DIR', '/data'),
      ...(restore ? [text('RESTORE_FROM_BEFORE', restore)] : []),
      // What of its own environment the runner hands on.
      ...(environment ? [text('RELEASE_ENVIRONMENT', environment.names.join(','))] : []),
      ...appSecrets(release),
    ],
    ...given(release, environment),
    resources: { requests: { cpu: '25m', memory: '192Mi' }, limits: { memory: '1Gi' } },
    volumeMounts: [dataMount],
  };
}

export function appContainer(
  release: Release,
  { artifact, environment }: { artifact: ReleaseArtifact; environment?: Environment },
  settings: ReleaseSettings,
): Container {
  const folder = `/data/artifacts/${hexOf(artifact.digest)}`;
  // Not the app's own host: a new domain must not start the app again.
  const get = {
    httpGet: { path: '/api/health', port: APP_PORT, httpHeaders: [{ name: 'Host', value: 'localhost' }] },
    timeoutSeconds: 5,
  };
  return {
    ...platformContainer('app', settings),
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
    ...given(release, environment),
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

/** What people gave the app; the platform's own variables stand. */
function given({ metadata }: Release, environment: Environment | undefined): Pick<Container, 'envFrom'> {
  if (!environment) return {};
  return { envFrom: [{ secretRef: { name: revisionName(metadata.name, environment.revision) } }] };
}

export function platformContainer(
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
