import type { IncomingMessage } from 'node:http';
import type { Answer } from '../forward.ts';

/** What a visitor gets while no server of the app answers: a page that reloads itself, or JSON for a program. */
export function startingAnswer(request: IncomingMessage, lines: string[]): Answer {
  if (!request.headers.accept?.includes('text/html')) {
    const message = 'The app is starting: neither its standby nor its dev server answers yet. Try again in a second.';
    return { status: 503, type: 'application/json', body: JSON.stringify({ code: 503, message }) };
  }
  return { status: 503, type: 'text/html; charset=utf-8', body: page(lines) };
}

function page(lines: string[]): string {
  const log = lines.length > 0 ? `<pre>${lines.map(escapeHtml).join('\n')}</pre>` : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Starting</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 2rem; box-sizing: border-box; }
  h1 { font-size: 1.1rem; font-weight: 600; margin: 0 0 .25rem; }
  p { margin: 0; opacity: .7; }
  pre { margin: 1.5rem 0 0; padding: 1rem; max-width: 80ch; overflow: auto; font-size: .75rem; border: 1px solid #8884; border-radius: .5rem; }
</style>
<main>
  <h1>The app is starting</h1>
  <p>This page reloads by itself until the app answers.</p>
  ${log}
</main>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
