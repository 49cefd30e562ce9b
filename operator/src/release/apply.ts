import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { mintReaderCredentials } from '@appfactory/events/credentials';
import type { Secret } from '@appfactory/kube/core';
import { controllerReference, managedLabels } from '@appfactory/kube/ownership';
import {
  CONFIG_MAPS,
  DEPLOYMENTS,
  INGRESSES,
  JOBS,
  PERSISTENT_VOLUME_CLAIMS,
  RELEASES,
  SECRETS,
  SERVICES,
} from '@appfactory/kube/resources';
import type { Release, ReleaseArtifact, ReleaseStatus } from '@appfactory/resources/release';
import { appSecretName, dataClaimName, LABEL_BUILD_UID } from '../appbuild/names.ts';
import { createOnce, ensure } from '../objects/write.ts';
import { minterOf } from '../progress/connection.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { dataClaim, deployment, ingress, rehearsalJob, service } from './children.ts';
import type { ReleaseSettings } from './containers.ts';
import { dropRevisions, environmentOf } from './environment.ts';
import {
  ANNOTATION_ADOPTED,
  ANNOTATION_DIGEST,
  claimName,
  dataOwner,
  LABEL_HOST_CLAIM,
  readerSecretName,
  releaseMeta,
} from './names.ts';
import type { Action, Observed, Version } from './observed.ts';

const fieldManager = 'appfactory-release';

/** An Ingress that is not ours serves the host already. */
export class HostTaken extends Error {
  override readonly name = 'HostConflict';
}

/** Carries out one action. Each can be done again without harm. */
export async function perform(deps: OperatorDeps, seen: Observed, action: Action): Promise<void> {
  const { client, caches, config } = deps;
  const { release, volume } = seen;
  const { namespace } = release.metadata;
  switch (action.do) {
    case 'claimHost':
      return claimHost(deps, release);
    case 'dropStaleClaim': {
      const claim = caches.configMaps.get({ name: claimName(release.spec.host), namespace: config.leaseNamespace });
      if (claim) await client.delete(CONFIG_MAPS, claim.metadata, { uid: claim.metadata.uid });
      return;
    }
    case 'dropOtherClaims':
      return dropClaims(deps, release, release.spec.host);
    case 'ensureVolume':
      return createOnce(
        { client, type: PERSISTENT_VOLUME_CLAIMS, cache: caches.persistentVolumeClaims, fieldManager },
        dataClaim(release),
      );
    case 'adoptVolume': {
      const claim = { name: dataClaimName(release.spec.appBuild), namespace };
      const from = volume.state === 'foreign' ? volume.uid : '';
      caches.persistentVolumeClaims.learn(
        await client.mergePatch(PERSISTENT_VOLUME_CLAIMS, claim, {
          metadata: {
            labels: { [LABEL_BUILD_UID]: dataOwner(release) },
            annotations: { [ANNOTATION_ADOPTED]: from },
          },
        }),
      );
      return;
    }
    case 'rehearse':
      await ensureSecrets(deps, release, action.version.artifact);
      return createOnce(
        { client, type: JOBS, cache: caches.jobs, fieldManager },
        rehearsalJob(release, startOf(deps, release, action.version), settingsOf(deps)),
      );
    case 'dropRehearsals':
      for (const job of caches.jobs.byIndex('owner', release.metadata.uid)) {
        if (!job.metadata.deletionTimestamp) await client.delete(JOBS, job.metadata);
      }
      return;
    case 'deploy': {
      const { version, restore, startedAt } = action;
      const start = startOf(deps, release, version);
      const wanted = deployment(release, { ...start, restore, startedAt }, settingsOf(deps));
      await ensureSecrets(deps, release, version.artifact);
      return ensure({ client, type: DEPLOYMENTS, cache: caches.deployments, fieldManager }, wanted);
    }
    case 'dropEnvironments':
      return dropRevisions(deps, release, action.revisions);
    case 'expose':
      await ensure({ client, type: SERVICES, cache: caches.services, fieldManager }, service(release));
      return ensure(
        { client, type: INGRESSES, cache: caches.ingresses, fieldManager },
        ingress(release, settingsOf(deps)),
      );
  }
}

function startOf(deps: OperatorDeps, release: Release, { artifact, environment }: Version) {
  return { artifact, environment: environmentOf(deps, release, environment) };
}

export function settingsOf({ config }: OperatorDeps): ReleaseSettings {
  if (!config.natsUrl) throw new Error('NATS_URL is not set: a release fetches its artifact from there');
  return { natsUrl: config.natsUrl, platformImage: config.platformImage, ingressClass: config.ingressClass };
}

/** The create of the claim decides between two that want one host at the same time. */
async function claimHost({ client, caches, config }: OperatorDeps, release: Release): Promise<void> {
  const { host } = release.spec;
  const { name, namespace = '', uid = '' } = release.metadata;
  const { items } = await client.list(INGRESSES);
  const other = items.find(
    ({ metadata, spec }) =>
      (metadata.namespace !== namespace || metadata.name !== name) && spec.rules?.some((rule) => rule.host === host),
  );
  if (other) {
    throw new HostTaken(`The host ${host} is taken: an Ingress serves it already. Set another spec.release.domain`);
  }
  await createOnce(
    { client, type: CONFIG_MAPS, cache: caches.configMaps, fieldManager },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: claimName(host),
        namespace: config.leaseNamespace,
        labels: managedLabels({ [LABEL_HOST_CLAIM]: 'true' }),
      },
      data: { host, namespace, name, uid },
    },
  );
}

/** Gives up every host of this release but the one to keep. */
export async function dropClaims(
  { client, caches, config }: OperatorDeps,
  release: Release,
  keep?: string,
): Promise<void> {
  const claims = caches.configMaps
    .list(config.leaseNamespace)
    .filter(({ metadata, data }) => metadata.labels?.[LABEL_HOST_CLAIM] && data?.uid === release.metadata.uid);
  for (const { metadata, data } of claims) {
    if (data?.host !== keep) await client.delete(CONFIG_MAPS, metadata, { uid: metadata.uid });
  }
}

/** Years, since a pod may start again on another node after a long time; it can read one bucket of one app. */
const READER_LIFETIME_MS = 5 * 365 * 24 * 60 * 60_000;

async function ensureSecrets(deps: OperatorDeps, release: Release, artifact: ReleaseArtifact): Promise<void> {
  const { client, caches } = deps;
  const { name, namespace = '' } = release.metadata;
  await createOnce({ client, type: SECRETS, cache: caches.secrets, fieldManager }, appSecret(release));
  const present = caches.secrets.get({ name: readerSecretName(name), namespace });
  if (present?.metadata.annotations?.[ANNOTATION_DIGEST] === artifact.digest) return;
  const uid = artifact.bucket.replace(/^build_/, '');
  const expires = new Date(Date.now() + READER_LIFETIME_MS);
  const creds = await mintReaderCredentials(minterOf(deps), { namespace, name, uid }, expires);
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...releaseMeta(release, readerSecretName(name)),
      annotations: { [ANNOTATION_DIGEST]: artifact.digest },
      ownerReferences: [controllerReference(release)],
    },
    data: { creds: Buffer.from(creds).toString('base64') },
  };
  caches.secrets.learn(await client.apply(SECRETS, secret, { fieldManager }));
}

/** Signs sessions. It stays with the data, as the owner's password does; made once. */
function appSecret(release: Release): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: releaseMeta(release, appSecretName(release.spec.appBuild), { [LABEL_BUILD_UID]: dataOwner(release) }),
    type: 'Opaque',
    stringData: { AUTH_SECRET: randomBytes(32).toString('base64') },
  };
}

/** Writes the status when it differs, on top of the version that was decided on. */
export async function writeStatus(deps: OperatorDeps, release: Release, status: ReleaseStatus): Promise<Release> {
  const wanted = JSON.parse(JSON.stringify(status)) as ReleaseStatus;
  if (isDeepStrictEqual(release.status, wanted)) return release;
  const { name, namespace, uid, resourceVersion } = release.metadata;
  return deps.client.applyStatus(
    RELEASES,
    {
      apiVersion: release.apiVersion,
      kind: release.kind,
      metadata: { name, namespace, uid, resourceVersion },
      status: wanted,
    },
    { fieldManager },
  );
}
