import type { IncomingMessage } from 'node:http';
import type { Answer } from '@appfactory/sandbox-daemon/forward';

/** What is answered when the sandbox cannot be reached: 502 as E2B's clients expect it; to a browser, a page. */
export function absentAnswer(request: IncomingMessage, sandboxID: string): Answer {
  return answer(request, 502, `The sandbox "${sandboxID}" is not running.`, {
    title: 'This sandbox is not running',
    text: 'It has ended, or its address is wrong. Ask the platform for a new one.',
    reload: false,
  });
}

/** As above, while the sandbox is being brought up: the page asks again by itself. */
export function startingAnswer(request: IncomingMessage, sandboxID: string): Answer {
  return answer(request, 502, `The sandbox "${sandboxID}" is starting: try again in a second.`, {
    title: 'The sandbox is starting',
    text: 'This page reloads by itself until the app answers.',
    reload: true,
  });
}

export function wantsPage(request: IncomingMessage): boolean {
  return request.method === 'GET' && request.headers.accept?.includes('text/html') === true;
}

function answer(
  request: IncomingMessage,
  status: number,
  message: string,
  page: { title: string; text: string; reload: boolean },
): Answer {
  if (!wantsPage(request)) return { status, type: 'application/json', body: JSON.stringify({ code: status, message }) };
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.reload ? '<meta http-equiv="refresh" content="1">' : ''}
<title>${page.title}</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 2rem; box-sizing: border-box; }
  h1 { font-size: 1.1rem; font-weight: 600; margin: 0 0 .25rem; }
  p { margin: 0; opacity: .7; }
</style>
<main>
  <h1>${page.title}</h1>
  <p>${page.text}</p>
</main>
</html>
`;
  return { status, type: 'text/html; charset=utf-8', body };
}
