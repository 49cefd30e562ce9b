import type { Dispatcher } from 'undici';
import { ApiError } from './errors.ts';
import { impersonation, type ServiceAccountIdentity } from './impersonation.ts';
import { readJsonLines } from './jsonLines.ts';
import type { KubeConfig } from './kubeconfig.ts';
import type { KubeObject, ObjectRef } from './object.ts';
import { type ResourceType, resourcePath } from './resourceType.ts';
import { type RequestOptions, Transport, type TransportOptions } from './transport.ts';

export interface ListOptions {
  /** Left out: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Objects per page. */
  limit?: number;
}

export interface Page<T> {
  items: T[];
  resourceVersion: string;
  continue?: string;
}

export interface WatchOptions extends Omit<ListOptions, 'limit'> {
  resourceVersion: string;
  timeoutSeconds: number;
  signal: AbortSignal;
}

export interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T;
}

export interface ApplyOptions {
  fieldManager: string;
  /** Take fields over from other managers instead of a Conflict; default true, since a controller owns what it states. */
  force?: boolean;
}

export interface Preconditions {
  uid?: string;
  resourceVersion?: string;
}

export interface PatchOptions extends Preconditions {
  fieldManager?: string;
  subresource?: string;
}

export interface DeleteOptions extends Preconditions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
}

export interface JsonPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'test' | 'move' | 'copy';
  path: string;
  from?: string;
  value?: unknown;
}

const PAGE_SIZE = 500;

/**
 * A Kubernetes client of raw JSON: what the server sends is what the caller gets, and nothing is dropped.
 *
 *     const client = new KubeClient(loadKubeConfig());
 *     const pod = await client.get(PODS, { namespace: 'default', name: 'web' });
 *     await client.apply(CONFIG_MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }, { fieldManager: 'appbuild' });
 *
 * Every method throws ApiError when the server refuses, and the connection's own error when it cannot be reached.
 * Requests that the server said it did not start (429, 503 with Retry-After) are sent again; so are GETs that lost their
 * connection. A write that lost its connection may have happened: the caller must look.
 */
export class KubeClient {
  readonly config: KubeConfig;
  readonly #transport: Transport;

  constructor(config: KubeConfig, options: TransportOptions | Transport = {}) {
    this.config = config;
    this.#transport = options instanceof Transport ? options : new Transport(config, options);
  }

  /**
   * The same server as somebody else, over the same connections, which this client closes. The API server asks whether
   * whoever this client is may impersonate the account.
   */
  actingAs(account: ServiceAccountIdentity): KubeClient {
    return new KubeClient(this.config, this.#transport.with(impersonation(account)));
  }

  /** Lets `guard` throw before every write, for example when this process has lost its lease. It gets the write's path. */
  guardWrites(guard: (path: string) => void): void {
    this.#transport.guard = guard;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  get<T extends KubeObject>(type: ResourceType<T>, ref: ObjectRef): Promise<T> {
    return this.request('GET', resourcePath(type, ref.namespace, ref.name));
  }

  /** As get, but undefined when there is no such object. */
  async find<T extends KubeObject>(type: ResourceType<T>, ref: ObjectRef): Promise<T | undefined> {
    try {
      return await this.get(type, ref);
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined;
      throw error;
    }
  }

  /** One page; `token` is the continue of the page before. */
  async listPage<T extends KubeObject>(
    type: ResourceType<T>,
    options: ListOptions = {},
    token?: string,
  ): Promise<Page<T>> {
    const answer = await this.request<{
      metadata: { resourceVersion: string; continue?: string };
      items: T[] | null;
    }>('GET', resourcePath(type, options.namespace), {
      query: {
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
        limit: options.limit ?? PAGE_SIZE,
        continue: token,
      },
    });
    const apiVersion = type.group ? `${type.group}/${type.version}` : type.version;
    // The items of a core list carry neither kind nor apiVersion.
    const items = (answer.items ?? []).map((item) => ({ ...item, apiVersion, kind: type.kind }));
    return { items, resourceVersion: answer.metadata.resourceVersion, continue: answer.metadata.continue || undefined };
  }

  /** All pages. The resource version is the first page's, at which the whole list was true. */
  async list<T extends KubeObject>(
    type: ResourceType<T>,
    options: ListOptions = {},
  ): Promise<{ items: T[]; resourceVersion: string }> {
    const first = await this.listPage(type, options);
    const items = first.items;
    let token = first.continue;
    while (token) {
      const page = await this.listPage(type, options, token);
      items.push(...page.items);
      token = page.continue;
    }
    return { items, resourceVersion: first.resourceVersion };
  }

  create<T extends KubeObject>(type: ResourceType<T>, object: Unsaved<T>, fieldManager?: string): Promise<T> {
    const path = resourcePath(type, object.metadata.namespace);
    return this.request('POST', path, { body: object, query: { fieldManager } });
  }

  /** Server-side apply: creates the object, or makes the fields stated here so and removes those stated before and no more. */
  apply<T extends KubeObject>(type: ResourceType<T>, object: Unsaved<T>, options: ApplyOptions): Promise<T> {
    return this.#apply(resourcePath(type, object.metadata.namespace, object.metadata.name), object, options);
  }

  /** Server-side apply of the status. Throws NotFound when the object is gone. */
  applyStatus<T extends KubeObject>(type: ResourceType<T>, object: Unsaved<T>, options: ApplyOptions): Promise<T> {
    return this.#apply(resourcePath(type, object.metadata.namespace, object.metadata.name, 'status'), object, options);
  }

  #apply<T>(path: string, body: unknown, options: ApplyOptions): Promise<T> {
    return this.request('PATCH', path, {
      body,
      contentType: 'application/apply-patch+yaml',
      query: { fieldManager: options.fieldManager, force: options.force ?? true },
    });
  }

  /** JSON merge patch; null removes a field. With a precondition that does not hold it throws Conflict. */
  mergePatch<T extends KubeObject>(
    type: ResourceType<T>,
    ref: ObjectRef,
    patch: Record<string, unknown>,
    options: PatchOptions = {},
  ): Promise<T> {
    const metadata = { ...(patch.metadata as object | undefined), ...preconditions(options) };
    return this.request('PATCH', resourcePath(type, ref.namespace, ref.name, options.subresource), {
      body: Object.keys(metadata).length > 0 ? { ...patch, metadata } : patch,
      contentType: 'application/merge-patch+json',
      query: { fieldManager: options.fieldManager },
    });
  }

  /** JSON patch (RFC 6902). With a precondition that does not hold it throws Conflict. */
  jsonPatch<T extends KubeObject>(
    type: ResourceType<T>,
    ref: ObjectRef,
    operations: JsonPatchOperation[],
    options: PatchOptions = {},
  ): Promise<T> {
    // `replace` and not `test`: the server answers a differing version with Conflict, a failed test with Invalid.
    const guards = Object.entries(preconditions(options)).map(
      ([field, value]): JsonPatchOperation => ({ op: 'replace', path: `/metadata/${field}`, value }),
    );
    return this.request('PATCH', resourcePath(type, ref.namespace, ref.name, options.subresource), {
      body: [...guards, ...operations],
      contentType: 'application/json-patch+json',
      query: { fieldManager: options.fieldManager },
    });
  }

  /** Replaces the object; its resourceVersion is the precondition. */
  update<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T> {
    return this.request('PUT', resourcePath(type, object.metadata.namespace, object.metadata.name), { body: object });
  }

  /** Deletes; false when it was gone already. With a precondition that does not hold it throws Conflict. */
  async delete(type: ResourceType, ref: ObjectRef, options: DeleteOptions = {}): Promise<boolean> {
    const required = preconditions(options);
    try {
      await this.request('DELETE', resourcePath(type, ref.namespace, ref.name), {
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: options.propagationPolicy ?? 'Background',
          gracePeriodSeconds: options.gracePeriodSeconds,
          preconditions: Object.keys(required).length > 0 ? required : undefined,
        },
      });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return false;
      throw error;
    }
  }

  /** Posts to a subresource or a review kind, for example TokenReview, and gives the answer. */
  post<T>(
    type: ResourceType,
    ref: { namespace?: string; name?: string; subresource?: string },
    body: unknown,
  ): Promise<T> {
    return this.request('POST', resourcePath(type, ref.namespace, ref.name, ref.subresource), { body });
  }

  /** The events after a resource version, until the server or the signal ends the watch. */
  async *watch<T extends KubeObject>(type: ResourceType<T>, options: WatchOptions): AsyncGenerator<WatchEvent<T>> {
    const path = resourcePath(type, options.namespace);
    const answer = await this.#transport.send('GET', path, {
      stream: true,
      signal: options.signal,
      query: {
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: options.resourceVersion,
        timeoutSeconds: options.timeoutSeconds,
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
      },
    });
    for await (const line of readJsonLines(answer.body)) yield line as WatchEvent<T>;
  }

  /** Any request; the answer's JSON. */
  async request<T>(method: Dispatcher.HttpMethod, path: string, options: RequestOptions = {}): Promise<T> {
    const answer = await this.#transport.send(method, path, options);
    return (await answer.body.json()) as T;
  }

  /** Any GET; the answer's text, for example of a pod's log. */
  async text(path: string, query: RequestOptions['query'] = {}): Promise<string> {
    return (await this.#transport.send('GET', path, { query })).body.text();
  }
}

/** An object as it is sent: what the server fills in is left out. */
export type Unsaved<T extends KubeObject> = T extends { spec: infer S }
  ? Omit<T, 'spec' | 'status'> & { spec?: Partial<S>; status?: unknown }
  : T;

function preconditions({ uid, resourceVersion }: Preconditions): Record<string, string> {
  return { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) };
}
