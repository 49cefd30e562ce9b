import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Files whose names have a hash of their content. */
const HASHED = '/_app/immutable/';

/**
 * Serves the built dashboard: its files, compressed beforehand, and its one page for every other address, since the routes
 * are the browser's. What is not a GET, GraphQL, files and repositories of builds, data of apps, and single sign-on go on.
 * @throws Error when there is no built dashboard in the folder
 */
export async function serveDashboard(dir: string): Promise<Middleware> {
  const page = await readFile(join(dir, 'index.html'), 'utf8').catch(() => {
    throw new Error(
      `there is no built dashboard in "${dir}": build it (npm run build -w dashboard), or unset DASHBOARD_DIR`,
    );
  });
  const policy = contentSecurityPolicy(page);
  const serve = sirv(dir, {
    single: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      response.setHeader('cache-control', path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || /^\/(graphql|files|data|git|sign-in\/oidc)(\W|$)/.test(request.url ?? '')) {
      next();
      return;
    }
    // On every answer: a 304 without it would give the page that a browser has kept another policy.
    response.setHeader('content-security-policy', policy);
    serve(request, response, next);
  };
}

/** The one style attribute that there is: of the element by which SvelteKit tells screen readers where they are. */
const ANNOUNCER_STYLE = "'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='";

/**
 * Scripts are files of ours, and the page's own, by their hashes. Only apps and previews on this machine may be shown in
 * frames: each is a site of its own. Pictures may come from anywhere over https, since a tenant's logo is at an address of theirs.
 * Widths of frames and lists, and a tenant's colours, are set by script, which needs no permission.
 */
export function contentSecurityPolicy(page: string): string {
  const inline = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => {
    return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  });
  return [
    "default-src 'none'",
    `script-src 'self' ${inline.join(' ')}`.trim(),
    "style-src 'self'",
    `style-src-attr 'unsafe-hashes' ${ANNOUNCER_STYLE}`,
    "img-src 'self' data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    'frame-src http://*.localhost:*',
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
