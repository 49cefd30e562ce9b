import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { cookieOf } from '../http/cookies.ts';
import type { Pending } from './issuer.ts';
import { OIDC_PATH } from './singleSignOn.ts';

const COOKIE = 'appfactory_oidc';
/** Seconds that signing in at the issuer may take. */
const TIME = 10 * 60;

const pendingSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() });

/**
 * Set-Cookie of a sign-in that has begun, or (undefined) of its end. It is in the browser alone: what comes back to another one is
 * refused. Of use to nobody without the code that the issuer gives this browser.
 */
export function pendingCookie(pending: Pending | undefined, { secure }: { secure: boolean }): string {
  const value = pending ? Buffer.from(JSON.stringify(pending)).toString('base64url') : '';
  const attributes = `Path=${OIDC_PATH}; HttpOnly; SameSite=Lax; Max-Age=${pending ? TIME : 0}`;
  return `${COOKIE}=${value}; ${attributes}${secure ? '; Secure' : ''}`;
}

/** The sign-in that this browser has begun. */
export function pendingOf(request: IncomingMessage): Pending | undefined {
  const value = cookieOf(request, COOKIE);
  if (value === undefined) return undefined;
  try {
    return pendingSchema.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
