import type { ObjectMeta } from '@appfactory/resources/meta';

export type { Condition, ObjectMeta, OwnerReference } from '@appfactory/resources/meta';

/** What every Kubernetes object has. Objects are raw JSON: fields that no type here knows are kept. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/** Names one object of a known type; an object's metadata is one. */
export interface ObjectRef {
  name: string;
  namespace?: string;
}

/** What a queue holds and reconcile gets: `namespace/name`, or `name` of a cluster-scoped object. */
export type Key = string;

export function keyOf(ref: ObjectRef): Key {
  return ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
}

export function refOf(key: Key): ObjectRef {
  const slash = key.indexOf('/');
  return slash < 0 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/**
 * Whether resource version `a` is later than `b` of the same kind. The API server promises comparable decimal numbers
 * since v1.35, and etcd's have always been that.
 */
export function isLaterVersion(a: string | undefined, b: string | undefined): boolean {
  const [left, right] = [a ?? '0', b ?? '0'];
  return left.length === right.length ? left > right : left.length > right.length;
}
