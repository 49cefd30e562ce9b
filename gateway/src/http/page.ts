import type { ServerResponse } from 'node:http';

/** A small page without scripts, for the few answers that are no GraphQL. `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1.5rem; }
button { font: inherit; padding: 0.5rem 1.25rem; border: 0; border-radius: 0.5rem; background: #0f766e; color: #fff; }
button:focus-visible { outline: 2px solid; outline-offset: 2px; }
</style>
<h1>${title}</h1>
${body}
</html>
`;
}

export function answer(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
