import type { KubeClient } from '@appfactory/kube/client';
import { ApiError, isAlreadyExists } from '@appfactory/kube/errors';
import type { KubeObject } from '@appfactory/kube/object';

interface Served {
  name: string;
  kind: string;
  namespaced: boolean;
}

const served = new WeakMap<KubeClient, Map<string, Promise<Served[]>>>();

export interface WriteOptions {
  fieldManager: string;
  /** For namespaced objects that name none. */
  namespace?: string;
}

/**
 * Server-side apply of an object of any kind that the server knows. Unknown fields are refused, not dropped. Throws ApiError
 * with the server's words.
 */
export async function applyObject(
  client: KubeClient,
  object: KubeObject,
  { fieldManager, namespace }: WriteOptions,
): Promise<KubeObject> {
  const path = await pathOf(client, object, namespace);
  return client.request<KubeObject>('PATCH', `${path}/${object.metadata.name}`, {
    body: object,
    contentType: 'application/apply-patch+yaml',
    query: { fieldManager, force: true, fieldValidation: 'Strict' },
  });
}

/** Likewise, where there is none of its name; one that is there stays as it is. */
export async function createObject(
  client: KubeClient,
  object: KubeObject,
  { fieldManager, namespace }: WriteOptions,
): Promise<void> {
  const path = await pathOf(client, object, namespace);
  try {
    await client.request('POST', path, { body: object, query: { fieldManager, fieldValidation: 'Strict' } });
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
}

/** Where objects of its kind are. */
async function pathOf(client: KubeClient, object: KubeObject, otherwise?: string): Promise<string> {
  const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
  const { name, namespaced } = await servedKind(client, root, object.kind);
  const namespace = object.metadata.namespace ?? otherwise ?? client.config.namespace;
  return `${root}${namespaced ? `/namespaces/${namespace}` : ''}/${name}`;
}

async function servedKind(client: KubeClient, root: string, kind: string): Promise<Served> {
  const lists = served.get(client) ?? new Map<string, Promise<Served[]>>();
  served.set(client, lists);
  for (const fresh of [false, true]) {
    // A second look: the kind may have been defined since the list was kept.
    if (fresh || !lists.has(root)) lists.set(root, listServed(client, root));
    const found = (await lists.get(root))?.find((one) => one.kind === kind && !one.name.includes('/'));
    if (found) return found;
  }
  const group = root.replace(/^\/apis?\//, '');
  throw new ApiError({
    code: 404,
    reason: 'NotFound',
    message: `the server does not know the kind "${kind}" of ${group}: correct apiVersion and kind`,
    request: `apply ${kind}`,
  });
}

async function listServed(client: KubeClient, root: string): Promise<Served[]> {
  try {
    return (await client.request<{ resources: Served[] }>('GET', root)).resources;
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return [];
    throw error;
  }
}
