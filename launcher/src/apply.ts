import type { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import type { KubeObject } from '@appfactory/kube/object';

interface Served {
  name: string;
  kind: string;
  namespaced: boolean;
}

const served = new WeakMap<KubeClient, Map<string, Promise<Served[]>>>();

/**
 * Server-side apply of an object of any kind that the server knows. `namespace` is for namespaced objects that name none.
 * Unknown fields are refused, not dropped. Throws ApiError with the server's words.
 */
export async function applyObject(
  client: KubeClient,
  object: KubeObject,
  options: { fieldManager: string; namespace?: string },
): Promise<KubeObject> {
  const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
  const { name, namespaced } = await servedKind(client, root, object.kind);
  const namespace = object.metadata.namespace ?? options.namespace ?? client.config.namespace;
  const scope = namespaced ? `/namespaces/${namespace}` : '';
  return client.request<KubeObject>('PATCH', `${root}${scope}/${name}/${object.metadata.name}`, {
    body: object,
    contentType: 'application/apply-patch+yaml',
    query: { fieldManager: options.fieldManager, force: true, fieldValidation: 'Strict' },
  });
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
