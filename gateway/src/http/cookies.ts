import type { IncomingMessage } from 'node:http';

export const SESSION_COOKIE = 'appfactory_session';

/** The session's secret in the request's cookies. */
export function sessionOf(request: IncomingMessage): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value) return value;
  }
  return undefined;
}

/**
 * The Set-Cookie of a session, or of its end. Scripts cannot read it; no other site's request carries it but a plain link;
 * it has no Domain, so that apps on *.localhost never see it.
 */
export function sessionCookie(secret: string | undefined, options: { secure: boolean; maxAge: number }): string {
  const secure = options.secure ? '; Secure' : '';
  const age = Math.floor((secret === undefined ? 0 : options.maxAge) / 1000);
  return `${SESSION_COOKIE}=${secret ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** The token of an Authorization header. */
export function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(request.headers.authorization ?? '')?.[1];
}
