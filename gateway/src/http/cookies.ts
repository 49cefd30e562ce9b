import type { IncomingMessage } from 'node:http';

export const SESSION_COOKIE = 'appfactory_session';

/** The session's secret in the request's cookies. */
export function sessionOf(request: IncomingMessage): string | undefined {
  return cookieOf(request, SESSION_COOKIE);
}

/** The value of one of the request's cookies. */
export function cookieOf(request: IncomingMessage, wanted: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === wanted && value) return value;
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
  return bearerIn(request.headers.authorization ?? '');
}

/** The token in what an Authorization header says. */
export function bearerIn(authorization: string): string | undefined {
  return /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(authorization)?.[1];
}

/** The password of basic authentication, where git puts a token. */
export function basicPasswordOf(request: IncomingMessage): string | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,12000})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  return /^[^:]*:([\w.~+/=-]{1,8192})$/.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1];
}
