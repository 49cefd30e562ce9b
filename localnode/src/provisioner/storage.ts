import type { PersistentVolumeClaim } from '@appfactory/kube/core';
import type { KubeObject } from '@appfactory/kube/object';
import type { ResourceType } from '@appfactory/kube/resourceType';

/** Names this provisioner in StorageClasses and volumes. */
export const PROVISIONER = 'appfactory.dev/localnode';
/** On a volume: the controller manager leaves deleting to us. */
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** On a claim, by the scheduler, when the class waits for the first pod. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
/** On a volume: there is no quota on folders here. */
export const SIZE_LIMIT = 'localnode.appfactory.dev/size-limit';
/** Keeps a volume that is deleted directly until its folder is gone too. */
export const FOLDER_FINALIZER = 'localnode.appfactory.dev/folder';

export interface PersistentVolume extends KubeObject {
  spec: {
    capacity: Record<string, string>;
    accessModes: string[];
    persistentVolumeReclaimPolicy: 'Delete' | 'Retain' | 'Recycle';
    storageClassName: string;
    volumeMode?: 'Filesystem' | 'Block';
    claimRef?: { apiVersion: string; kind: string; namespace?: string; name: string; uid?: string };
    hostPath?: { path: string; type?: string };
  };
  status?: { phase?: 'Available' | 'Bound' | 'Released' | 'Failed' | 'Pending' };
}

export interface StorageClass extends KubeObject {
  provisioner: string;
  reclaimPolicy?: 'Delete' | 'Retain';
  volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
}

export type Claim = PersistentVolumeClaim & { spec: { volumeMode?: string; selector?: unknown; dataSource?: unknown } };

export const PERSISTENT_VOLUMES: ResourceType<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  namespaced: false,
};

export const STORAGE_CLASSES: ResourceType<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  namespaced: false,
};

/** The class that claims without a class of their own get. */
export const LOCAL_CLASS: StorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: PROVISIONER,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
};
