import { LABEL_MANAGED_BY, MANAGED_BY, type OwnerReference } from '@appfactory/resources/meta';
import type { KubeObject } from './object.ts';

/** A reference that makes `owner` the controller of what carries it: garbage collection deletes that with the owner. */
export function controllerReference(owner: KubeObject): OwnerReference {
  const { name, uid } = owner.metadata;
  if (!uid) throw new Error(`${owner.kind} "${name}" has no uid yet: only an object from the server can own others`);
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller);
}

/** Whether this very owner, and not an earlier one of its name, controls the object. */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return owner.metadata.uid !== undefined && controllerOf(object)?.uid === owner.metadata.uid;
}

/** The label that every object of the platform carries, with others. */
export function managedLabels(labels: Record<string, string> = {}): Record<string, string> {
  return { [LABEL_MANAGED_BY]: MANAGED_BY, ...labels };
}
