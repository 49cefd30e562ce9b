import type { Cache } from '@appfactory/kube/cache';
import type { DeleteOptions, KubeClient, Unsaved } from '@appfactory/kube/client';
import { isAlreadyExists } from '@appfactory/kube/errors';
import type { KubeObject, ObjectRef } from '@appfactory/kube/object';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { covers } from './covers.ts';

/** Where an object is looked for before it is written, and who writes. */
export interface Writer<T extends KubeObject> {
  client: KubeClient;
  type: ResourceType<T>;
  /** Left out for kinds that are not cached: then the server is asked. */
  cache?: Cache<T>;
  fieldManager: string;
}

/** Makes the object unless it is there; what is there stays as it is. */
export async function createOnce<T extends KubeObject>(writer: Writer<T>, wanted: Unsaved<T>): Promise<void> {
  if (await present(writer, wanted.metadata)) return;
  try {
    const made = await writer.client.create(writer.type, wanted, writer.fieldManager);
    writer.cache?.learn(made);
  } catch (error) {
    // The cache was behind.
    if (!isAlreadyExists(error)) throw error;
  }
}

/** Makes the object say what is wanted; nothing is written when it does. */
export async function ensure<T extends KubeObject>(writer: Writer<T>, wanted: Unsaved<T>): Promise<void> {
  if (covers(await present(writer, wanted.metadata), wanted)) return;
  const { client, type, cache, fieldManager } = writer;
  // Not in one expression: without a cache, `cache?.learn(…)` would not even write.
  const made = await client.apply(type, wanted, { fieldManager });
  cache?.learn(made);
}

async function present<T extends KubeObject>(
  { client, type, cache }: Writer<T>,
  ref: ObjectRef,
): Promise<T | undefined> {
  return cache ? cache.get(ref) : client.find(type, ref);
}

/** Deletes what the server has, and writes nothing where there is nothing: a cache that is behind would hide leftovers. */
export async function deleteFound<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  ref: ObjectRef,
  options?: DeleteOptions,
): Promise<void> {
  const found = await client.find(type, ref);
  if (found && !found.metadata.deletionTimestamp) await client.delete(type as ResourceType, ref, options);
}
