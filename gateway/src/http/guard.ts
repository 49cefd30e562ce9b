import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { withRequestId } from '@appfactory/kube/requestId';
import { SESSION_COOKIE } from './cookies.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface GuardOptions {
  /** Where people reach the gateway when that is not loopback. */
  publicUrl?: string;
}

const ids = new WeakMap<IncomingMessage, string>();

/** The id of a request: in its answer, in the logs, in the audit log, and in the API server's for what it causes there. */
export function requestId(request: IncomingMessage): string {
  const known = ids.get(request);
  if (known) return known;
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  ids.set(request, id);
  return id;
}

/**
 * Why a request is refused before anything looks at it; undefined lets it pass.
 *
 * Host: only names under which the gateway is meant to be reached, so that a foreign name that was made to resolve to this
 * machine leads nowhere. Origin: only the gateway's own pages; there is no CORS. A request that a session's cookie comes
 * with must say (by Origin or Sec-Fetch-Site) that it is from here, when it says anything: programs send neither.
 */
export function refusal(request: IncomingMessage, { publicUrl }: GuardOptions): string | undefined {
  const host = (request.headers.host ?? '').toLowerCase();
  const publicHost = publicUrl && new URL(publicUrl).host;
  if (host !== publicHost && !LOOPBACK.has(host.replace(/:\d*$/, ''))) {
    return `The host "${host.slice(0, 100)}" is not served here: use a loopback address, or set PUBLIC_URL.`;
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}` && origin !== publicUrl) {
    return 'Requests from pages of other sites are refused.';
  }
  const site = request.headers['sec-fetch-site'];
  const mode = request.headers['sec-fetch-mode'];
  const hasSession = (request.headers.cookie ?? '').includes(`${SESSION_COOKIE}=`);
  const isFromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
  // Following a link to a page is what people do; it changes nothing here.
  const isLink = mode === 'navigate' && request.method === 'GET' && !isGraphql(request);
  if (hasSession && isFromElsewhere && !isLink) return 'Requests from pages of other sites are refused.';
  return undefined;
}

function isGraphql(request: IncomingMessage): boolean {
  return (request.url ?? '').startsWith('/graphql');
}

/** Express middleware: refuses, and sets what every answer carries. */
export function guard(options: GuardOptions) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    response.setHeader('x-request-id', requestId(request));
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    // Not no-referrer: browsers would then say Origin: null of our own form, and it would be refused.
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    const why = refusal(request, options);
    if (why === undefined) {
      withRequestId(requestId(request), next);
      return;
    }
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ message: why, extensions: { code: 'FORBIDDEN' } }] }));
  };
}
