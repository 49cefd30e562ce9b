import type { IncomingMessage } from 'node:http';
import { HttpError } from '../httpError.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses what a web page in somebody's browser could send: a request with an Origin, and one whose Host is neither
 * loopback nor configured (a foreign name that was made to resolve to this machine).
 */
export function refuseBrowsers(request: IncomingMessage, hosts: string[]): void {
  if (request.headers.origin !== undefined) {
    throw new HttpError(403, 'Requests of web pages (with an Origin header) are refused: call this from a program.');
  }
  const name = hostName(request);
  if (!LOOPBACK.has(name) && !hosts.includes(name)) {
    throw new HttpError(
      421,
      `The host "${name}" is not served here: use a loopback address, or add it to ALLOWED_HOSTS.`,
    );
  }
}

/** The request's Host without its port, in lower case. */
export function hostName(request: IncomingMessage): string {
  return (request.headers.host ?? '').toLowerCase().replace(/:\d*$/, '');
}
