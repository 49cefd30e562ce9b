import { Agent, request } from 'node:https';
import { stringify } from 'yaml';

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** The API server's refusal, in its own words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

interface ResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

/** The little that the launcher asks of the API server: get, and server-side apply of any kind that the server knows. */
export class ApiClient {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<ResourceList>>();

  constructor(url: string, tls: { ca?: string; cert?: string; key?: string; servername?: string }) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 4, ...tls });
  }

  /** The object at a path, or undefined when there is none. Throws ApiError for other refusals. */
  async find<T = KubeObject>(path: string): Promise<T | undefined> {
    try {
      return await this.call<T>('GET', path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Server-side apply; `namespace` is for namespaced objects that name none. */
  async apply(object: KubeObject, options: { fieldManager: string; namespace?: string }): Promise<KubeObject> {
    const path = await this.pathOf(object, options.namespace ?? 'default');
    const query = `?fieldManager=${options.fieldManager}&force=true&fieldValidation=Strict`;
    return this.call<KubeObject>('PATCH', path + query, stringify(object), 'application/apply-patch+yaml');
  }

  /** The path of an object, by what the server says about its kind. Throws ApiError (404) for a kind it does not know. */
  async pathOf(object: KubeObject, namespace: string): Promise<string> {
    const base = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
    const found = await this.#resource(base, object.kind);
    const within = found.namespaced ? `/namespaces/${object.metadata.namespace ?? namespace}` : '';
    return `${base}${within}/${found.name}/${object.metadata.name}`;
  }

  async call<T>(method: string, path: string, body?: string, contentType = 'application/json'): Promise<T> {
    const { status, text } = await this.#send(method, path, body, contentType);
    const answer = parseOrUndefined(text);
    if (status >= 200 && status < 300) return answer as T;
    const refusal = (answer ?? {}) as { message?: string; reason?: string };
    throw new ApiError(
      status,
      refusal.reason ?? '',
      refusal.message ?? `${method} ${path}: ${status} ${text.slice(0, 200)}`,
    );
  }

  async #resource(base: string, kind: string): Promise<ResourceList['resources'][number]> {
    for (const fresh of [false, true]) {
      // A second look: the kind may have been defined since the list was kept.
      if (fresh || !this.#resources.has(base)) {
        const listing = this.call<ResourceList>('GET', base);
        this.#resources.set(base, listing);
        listing.catch(() => this.#resources.delete(base));
      }
      const list = await this.#resources.get(base);
      const found = list?.resources.find((one) => one.kind === kind && !one.name.includes('/'));
      if (found) return found;
    }
    throw new ApiError(
      404,
      'NotFound',
      `the server does not know the kind "${kind}" in ${base.replace(/^\/apis?\//, '')}`,
    );
  }

  #send(method: string, path: string, body: string | undefined, contentType: string) {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers: Record<string, string | number> = { accept: 'application/json' };
      if (body !== undefined) {
        headers['content-type'] = contentType;
        headers['content-length'] = Buffer.byteLength(body);
      }
      const sent = request(this.#url + path, { method, headers, agent: this.#agent, timeout: 30_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path} within 30 seconds`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
