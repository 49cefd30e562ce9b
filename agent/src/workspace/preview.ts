import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Stop } from '../stop.ts';

export interface Answer {
  status: number;
  body: string;
}

/**
 * GET of a page behind a name that browsers resolve by themselves (*.localhost) and Node does not: the connection goes to
 * loopback, the Host header says the name.
 */
export function get(address: string): Promise<Answer> {
  const url = new URL(address);
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (!local)
    return fetch(url, { redirect: 'manual' }).then(async (answer) => ({
      status: answer.status,
      body: await answer.text(),
    }));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: url.port || 80,
        path: url.pathname + url.search,
        headers: { host: url.host, accept: 'application/json,text/html' },
        timeout: 60_000,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
        incoming.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`"${address}" did not answer within a minute`)));
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Asks until the page answers as wanted. Throws a Stop worth a retry after `limit` milliseconds. */
export async function waitFor(
  address: string,
  wanted: (answer: Answer) => boolean,
  { limit = 180_000, signal }: { limit?: number; signal?: AbortSignal } = {},
): Promise<Answer> {
  const deadline = Date.now() + limit;
  let last = 'nothing';
  for (let pause = 50; Date.now() < deadline; pause = Math.min(pause * 1.5, 1000)) {
    try {
      const answer = await get(address);
      if (wanted(answer)) return answer;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(pause, undefined, { signal });
  }
  throw new Stop(
    'retry',
    'PreviewDown',
    `"${address}" did not come up within ${limit / 1000} seconds; it answered last: ${last}`,
  );
}

/** Address of another port of the sandbox that serves `preview`: 3000-ID.domain becomes PORT-ID.domain. */
export function siblingPort(preview: string, port: number): string {
  const url = new URL(preview);
  url.host = url.host.replace(/^\d+-/, `${port}-`);
  return url.origin;
}
