import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const MOST_REDIRECTS = 5;
/** Milliseconds between two questions, so that asking does not take what the answer needs. */
const PAUSE = 20;

/** Asks for a page as a browser does, redirects included, until it answers 200. Throws after `limit` milliseconds. */
export async function untilPage(address: string, limit = 180_000): Promise<void> {
  const end = performance.now() + limit;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const status = await statusOf(new URL(address));
      if (status === 200) return;
      last = `status ${status}`;
    } catch (error) {
      last = error;
    }
    await sleep(PAUSE);
  }
  throw new Error(`"${address}" did not answer 200 within ${limit / 1000} s; last: ${String(last)}`);
}

async function statusOf(start: URL): Promise<number> {
  let url = start;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const { status, location } = await ask(url);
    if (status < 300 || status >= 400 || !location) return status;
    url = new URL(location, url);
  }
  throw new Error(`"${start.href}" redirects in a circle`);
}

/** Names below localhost are this machine: a browser knows that, Node does not. */
function ask({ host, port, pathname, search }: URL): Promise<{ status: number; location: string | undefined }> {
  const headers = { host, accept: 'text/html' };
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: pathname + search, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}
