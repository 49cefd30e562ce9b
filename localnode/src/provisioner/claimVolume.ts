import {
  type Claim,
  FOLDER_FINALIZER,
  type PersistentVolume,
  PROVISIONED_BY,
  PROVISIONER,
  SELECTED_NODE,
  SIZE_LIMIT,
  type StorageClass,
} from './storage.ts';

/** What a claim asks of us now. */
export type Decision =
  | { kind: 'nothing' }
  | { kind: 'refuse'; why: string }
  | { kind: 'make'; volume: PersistentVolume };

const nothing: Decision = { kind: 'nothing' };

/** Which volume a claim needs, if it needs one and of us. `folder` gives a volume's folder by the volume's name. */
export function claimVolume(
  claim: Claim,
  storageClass: StorageClass | undefined,
  folder: (name: string) => string,
): Decision {
  const { metadata, spec } = claim;
  if (metadata.deletionTimestamp || spec.volumeName || storageClass?.provisioner !== PROVISIONER) return nothing;
  const waits = storageClass.volumeBindingMode === 'WaitForFirstConsumer';
  if (waits && !metadata.annotations?.[SELECTED_NODE]) return nothing;
  if (spec.volumeMode === 'Block')
    return { kind: 'refuse', why: 'block devices cannot be made from folders: ask for volumeMode Filesystem' };
  if (spec.selector)
    return { kind: 'refuse', why: 'a claim with a selector chooses among existing volumes: leave the selector out' };
  if (spec.dataSource)
    return { kind: 'refuse', why: 'volumes cannot be made from snapshots or other volumes: leave dataSource out' };
  const name = `pvc-${metadata.uid}`;
  return {
    kind: 'make',
    volume: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name,
        annotations: { [PROVISIONED_BY]: PROVISIONER, [SIZE_LIMIT]: 'not enforced' },
        finalizers: [FOLDER_FINALIZER],
      },
      spec: {
        capacity: { storage: spec.resources?.requests?.storage ?? '1Gi' },
        accessModes: spec.accessModes ?? ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          namespace: metadata.namespace,
          name: metadata.name,
          uid: metadata.uid,
        },
        hostPath: { path: folder(name), type: 'Directory' },
      },
    },
  };
}
