import type { Container, Job } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import type { DataExport } from '@appfactory/resources/dataExport';
import { LABEL_RELEASE, type Release } from '@appfactory/resources/release';
import { dataClaimName } from '../appbuild/names.ts';
import { fetchOnNodeNetwork, restrictedPod } from '../release/children.ts';
import { NODE, platformContainer, type ReleaseSettings, RUNNER } from '../release/containers.ts';
import { exportMeta, jobName, storeSecretName } from './names.ts';

/** Bytes of database and uploads; they lie in the pod twice, and packed. */
const MOST_BYTES = 4_000_000_000;
const WORK_LIMIT = '12Gi';
/** Seconds. */
export const PACK_WITHIN = 1800;

/**
 * Packs the data of a release. What reads the volume, where the app puts what it likes, has no credential; what has one does not
 * see the volume.
 */
export function exportJob(wanted: DataExport, release: Release, settings: ReleaseSettings): Job {
  const meta = exportMeta(wanted, jobName(wanted));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...meta, ownerReferences: [controllerReference(wanted)] },
    spec: {
      backoffLimit: 2,
      activeDeadlineSeconds: PACK_WITHIN,
      template: {
        metadata: { labels: meta.labels, annotations: { ...fetchOnNodeNetwork('store') } },
        spec: {
          ...restrictedPod,
          affinity: besideApp(release),
          restartPolicy: 'Never',
          initContainers: [packContainer(settings)],
          containers: [storeContainer(wanted, settings)],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: dataClaimName(release.spec.appBuild) } },
            { name: 'work', emptyDir: { sizeLimit: WORK_LIMIT } },
            { name: 'nats', secret: { secretName: storeSecretName(wanted), items: [{ key: 'creds', path: 'creds' }] } },
          ],
        },
      },
    },
  };
}

/** A volume that one machine has at a time is best read where the app has it; an app that does not run is no hindrance. */
function besideApp({ metadata: { name } }: Release): Record<string, unknown> {
  const labelSelector = { matchLabels: { [LABEL_RELEASE]: name, 'app.kubernetes.io/name': name } };
  const podAffinityTerm = { labelSelector, topologyKey: 'kubernetes.io/hostname' };
  return { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } };
}

const work = { name: 'work', mountPath: '/work' };
const resources = { requests: { cpu: '25m', memory: '96Mi' }, limits: { memory: '512Mi' } };

function packContainer(settings: ReleaseSettings): Container {
  return {
    ...platformContainer('pack', settings),
    command: [NODE, RUNNER, 'pack'],
    env: [
      { name: 'DATA_DIR', value: '/data' },
      { name: 'WORK_DIR', value: '/work' },
      { name: 'EXPORT_MOST_BYTES', value: String(MOST_BYTES) },
    ],
    resources,
    // Not only to read: SQLite keeps who reads in a file beside the database.
    volumeMounts: [{ name: 'data', mountPath: '/data' }, work],
  };
}

function storeContainer({ metadata }: DataExport, settings: ReleaseSettings): Container {
  return {
    ...platformContainer('store', settings),
    command: [NODE, RUNNER, 'store'],
    env: [
      { name: 'WORK_DIR', value: '/work' },
      { name: 'EXPORT_UID', value: metadata.uid ?? '' },
      { name: 'NATS_URL', value: settings.natsUrl },
      { name: 'NATS_CREDS_FILE', value: '/secrets/nats/creds' },
    ],
    resources,
    volumeMounts: [
      { ...work, readOnly: true },
      { name: 'nats', mountPath: '/secrets/nats', readOnly: true },
    ],
  };
}
