import type { IncomingMessage } from 'node:http';

/** What the proxy itself says, when no app can. */
export interface Page {
  status: number;
  title: string;
  text: string;
  /** Seconds after which it is worth trying again. */
  retryAfter?: number;
}

export const pages = {
  badRequest: (text: string): Page => ({ status: 400, title: 'This request cannot be passed on', text }),
  unknownHost: (host: string): Page => ({
    status: 404,
    title: 'No app answers here',
    text: `No app has claimed the name "${host}". If it is being built, it will answer here once it is released.`,
  }),
  unknownPath: (host: string): Page => ({
    status: 404,
    title: 'Nothing at this path',
    text: `"${host}" serves no such path.`,
  }),
  notReady: (host: string, state: string, seconds: number): Page => ({
    status: 503,
    title: 'The app is not ready',
    text: `"${host}" is known, but nothing of it was ready within ${seconds} seconds. ${state}`,
    retryAfter: 2,
  }),
  broken: (host: string): Page => ({
    status: 502,
    title: 'The app broke off',
    text: `"${host}" ended the connection without an answer. Its log says why.`,
  }),
};

/** The page in the form that the client wants: HTML for a browser, else a line of text. */
export function render(page: Page, request: IncomingMessage): { headers: Record<string, string>; body: string } {
  const html = request.headers.accept?.includes('text/html') ?? false;
  const body = html ? htmlOf(page, request.method === 'GET') : `${page.title}: ${page.text}\n`;
  return {
    body: request.method === 'HEAD' ? '' : body,
    headers: {
      'content-type': html ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      ...(page.retryAfter ? { 'retry-after': String(page.retryAfter) } : {}),
    },
  };
}

function htmlOf({ title, text, status, retryAfter }: Page, refresh: boolean): string {
  const again = retryAfter && refresh ? `<meta http-equiv="refresh" content="${retryAfter}">` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${again}
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 32rem; padding: 2rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: 0; opacity: .75 }
small { display: block; margin-top: 1rem; opacity: .5 }
</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p><small>${status}${again && ' · tries again by itself'}</small></main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
