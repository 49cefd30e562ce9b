import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Visit {
  /** When the question was asked and when the answer was there; milliseconds since the epoch. */
  from: number;
  to: number;
  /** HTTP status; 0 where there was no answer at all. */
  status: number;
}

/** Asks an app for its health, one question after another, for as long as a test wants to know whether it serves. */
export class Visitor {
  readonly visits: Visit[] = [];
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(url: string) {
    this.#done = this.#run(new URL('/api/health', url));
  }

  /** Visits without an answer of 200. */
  get refused(): Visit[] {
    return this.visits.filter(({ status }) => status !== 200);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(url: URL): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const from = Date.now();
      const status = await statusOf(url);
      this.visits.push({ from, to: Date.now(), status });
      await sleep(100, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}

/** Status of one GET. Names below localhost are this machine: a browser knows that, Node does not. */
export function statusOf(url: URL): Promise<number> {
  const { host, port, pathname } = url;
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: pathname, headers: { host }, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    });
    request.on('error', () => resolve(0));
  });
}
