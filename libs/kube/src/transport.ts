import { setTimeout as sleep } from 'node:timers/promises';
import { inChildSpan, traceHeaders } from '@appfactory/tracing/tracing';
import { Agent, type Dispatcher } from 'undici';
import { ApiError } from './errors.ts';
import type { KubeConfig } from './kubeconfig.ts';
import { currentRequestId } from './requestId.ts';

export interface TransportOptions {
  userAgent?: string;
  /** Sent with every request, for example those of impersonation. */
  headers?: Record<string, string>;
  /** Called after each answer; code is `<error>` when none came. */
  observe?: (request: { method: string; code: string; host: string }) => void;
}

export interface RequestOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
  /** The answer goes on for a long time: a connection of its own, and no time limit. */
  stream?: boolean;
}

const REQUEST_TIMEOUT_MS = 30_000;
const ATTEMPTS = 5;

/** Sends requests to one API server, as one identity, over shared connections. */
export class Transport {
  readonly #config: KubeConfig;
  readonly #options: TransportOptions;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #requests: Agent;
  readonly #streams: Agent;
  readonly #isShared: boolean;
  /** Called before every write, with its path; may throw to refuse it. */
  guard: ((path: string) => void) | undefined;

  /** @param shared whose connections are used, too; only that one closes them */
  constructor(config: KubeConfig, options: TransportOptions, shared?: Transport) {
    this.#config = config;
    this.#options = options;
    this.#isShared = shared !== undefined;
    const url = new URL(config.server);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/$/, '');
    if (shared) {
      this.#requests = shared.#requests;
      this.#streams = shared.#streams;
      return;
    }
    const connect = {
      ca: config.ca,
      cert: config.cert,
      key: config.key,
      servername: config.serverName,
      rejectUnauthorized: !config.insecureSkipTlsVerify,
    };
    // HTTP/1.1, said explicitly: one HTTP/2 session stalls at the server's limit of 100 streams, and then every request
    // waits for a watch to end. A connection per watch cannot stall.
    this.#requests = new Agent({
      connect,
      allowH2: false,
      connections: 16,
      headersTimeout: REQUEST_TIMEOUT_MS,
      bodyTimeout: REQUEST_TIMEOUT_MS,
    });
    this.#streams = new Agent({ connect, allowH2: false, headersTimeout: REQUEST_TIMEOUT_MS, bodyTimeout: 0 });
  }

  async close(): Promise<void> {
    if (this.#isShared) return;
    await Promise.all([this.#requests.destroy(), this.#streams.destroy()]);
  }

  /** Another identity over the same connections. */
  with(headers: Record<string, string>): Transport {
    return new Transport(this.#config, { ...this.#options, headers: { ...this.#options.headers, ...headers } }, this);
  }

  /**
   * The answer, when it is a success. Requests that the server did not start (429, 503 with Retry-After) are sent again,
   * and so are GETs that lost their connection.
   */
  async send(
    method: Dispatcher.HttpMethod,
    path: string,
    options: RequestOptions = {},
  ): Promise<Dispatcher.ResponseData> {
    for (let attempt = 1; ; attempt++) {
      if (method !== 'GET') this.guard?.(path);
      try {
        return await this.#sendOnce(method, path, options);
      } catch (error) {
        const wait = waitBeforeRetry(error, method, attempt);
        if (wait === undefined || attempt >= ATTEMPTS || options.signal?.aborted) throw error;
        await sleep(wait, undefined, { signal: options.signal });
      }
    }
  }

  #sendOnce(method: Dispatcher.HttpMethod, path: string, options: RequestOptions): Promise<Dispatcher.ResponseData> {
    const attributes = { 'http.request.method': method, 'url.path': path, 'server.address': this.#origin };
    return inChildSpan(`Kubernetes ${method}`, { kind: 'client', attributes }, async (span) => {
      const answer = await this.#request(method, path, options);
      span?.setAttributes({
        'http.response.status_code': answer.statusCode,
        'k8s.audit_id': String(answer.headers['audit-id'] ?? ''),
      });
      return answer;
    });
  }

  async #request(
    method: Dispatcher.HttpMethod,
    path: string,
    { query, body, contentType, signal, stream }: RequestOptions,
  ): Promise<Dispatcher.ResponseData> {
    const requestId = currentRequestId();
    const headers: Record<string, string> = {
      ...this.#options.headers,
      ...traceHeaders(),
      ...(requestId && { 'audit-id': requestId }),
      accept: 'application/json',
      'user-agent': this.#options.userAgent ?? 'appfactory',
    };
    const token = this.#config.token();
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = contentType ?? 'application/json';
    let code = '<error>';
    try {
      const answer = await (stream ? this.#streams : this.#requests).request({
        origin: this.#origin,
        path: this.#basePath + path + queryString(query),
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal,
      });
      code = String(answer.statusCode);
      if (answer.statusCode < 300) return answer;
      throw await apiError(`${method} ${path}`, answer);
    } finally {
      this.#options.observe?.({ method, code, host: this.#origin });
    }
  }
}

function queryString(query: RequestOptions['query'] = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (entries.length === 0) return '';
  return `?${new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

async function apiError(request: string, answer: Dispatcher.ResponseData): Promise<ApiError> {
  const text = await answer.body.text();
  let status: { reason?: string; message?: string } = {};
  try {
    status = JSON.parse(text) as typeof status;
  } catch {
    // Not every refusal comes from the API server itself; then the text is all there is.
  }
  const seconds = Number(answer.headers['retry-after']);
  return new ApiError({
    code: answer.statusCode,
    reason: status.reason || `HTTP${answer.statusCode}`,
    message: status.message ?? text.slice(0, 500),
    request,
    retryAfter: Number.isFinite(seconds) && answer.headers['retry-after'] ? seconds * 1000 : undefined,
  });
}

function waitBeforeRetry(error: unknown, method: string, attempt: number): number | undefined {
  if (error instanceof ApiError) {
    const notStarted = error.code === 429 || (error.code === 503 && error.retryAfter !== undefined);
    return notStarted ? Math.min(error.retryAfter ?? 200 * 2 ** attempt, 10_000) : undefined;
  }
  const lostConnection =
    error instanceof Error && 'code' in error && /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(String(error.code));
  return lostConnection && method === 'GET' ? 50 * attempt : undefined;
}
