import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ConnectError } from './connect/error.ts';

/** Throws unauthenticated unless the request carries the sandbox's token. */
export function checkToken(request: IncomingMessage, token: string): void {
  const given = request.headers['x-access-token'];
  if (typeof given === 'string' && equal(given, token)) return;
  throw new ConnectError(
    'unauthenticated',
    'The header X-Access-Token is missing or wrong: connect to the sandbox through the control API.',
  );
}

/** A URL that carries its own permission: for one path and operation, perhaps until a time. */
export interface SignedUrl {
  path: string;
  operation: 'read' | 'write';
  username: string;
  signature: string;
  /** Seconds since 1970, as in the URL. */
  expiration: string | null;
}

/** Throws unauthenticated unless the signature is the one that E2B's SDK makes with the sandbox's token, and not expired. */
export function checkSignature(url: SignedUrl, token: string): void {
  const parts = [url.path, url.operation, url.username, token, ...(url.expiration === null ? [] : [url.expiration])];
  const expected = `v1_${createHash('sha256').update(parts.join(':')).digest('base64').replace(/=+$/, '')}`;
  if (!equal(url.signature, expected)) throw new ConnectError('unauthenticated', 'The signature of the URL is wrong.');
  if (url.expiration !== null && !(Number(url.expiration) * 1000 > Date.now())) {
    throw new ConnectError('unauthenticated', 'The signed URL has expired.');
  }
}

function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
