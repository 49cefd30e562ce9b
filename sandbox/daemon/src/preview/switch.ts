import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type Forward, forwardRequest, forwardUpgrade, sendAnswer } from '../forward.ts';
import { log } from '../log.ts';
import { untilCalm } from '../process/calm.ts';
import { AppServer, freePorts } from './appServer.ts';
import { startingAnswer } from './page.ts';
import { needsTurn, Turns } from './turns.ts';

/** Status for programs, on the app's own port. */
export const STATUS_PATH = '/__preview/status';

/** A standby that takes longer does not hold up the dev server. */
const STANDBY_ALONE_MS = 2_000;
/** How long the dev server of a sandbox that nobody has visited waits for processors that others need. */
const UNVISITED_WAIT_MS = 30_000;

export interface SwitchOptions {
  startCommand: string;
  standbyCommand: string | undefined;
  healthPath: string;
  /** Pages of the dev server that are visited before it takes over. */
  warmPaths: string[];
}

/**
 * The app's one address in front of its two servers. The standby (the template's production build) answers at once; when
 * the dev server is healthy it takes over for good and the standby ends.
 */
export class PreviewSwitch {
  readonly server: Server;
  #dev: AppServer | undefined;
  #standby: AppServer | undefined;
  readonly #turns = new Turns();
  readonly #visited = new AbortController();

  constructor() {
    this.server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, (request, response) => {
      response.on('error', () => undefined);
      if (request.url === STATUS_PATH) {
        return sendAnswer(response, { status: 200, type: 'application/json', body: JSON.stringify(this.status()) });
      }
      this.#wake();
      const forward = this.#target(request);
      if (!forward) return sendAnswer(response, this.#starting(request));
      const go = () => forwardRequest(request, response, forward);
      if (this.#serving() === this.#dev && needsTurn(request)) this.#turns.take(response, go);
      else go();
    });
    this.server.on('upgrade', (request, socket, head) => {
      const forward = this.#target(request);
      if (forward) forwardUpgrade(request, socket, head, forward);
      else socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    });
  }

  async start({ startCommand, standbyCommand, healthPath, warmPaths }: SwitchOptions): Promise<void> {
    const [devPort = 0, standbyPort = 0] = await freePorts(2);
    const dev = new AppServer('dev', devPort, {
      command: startCommand,
      healthPath,
      warmPaths,
      behind: true,
      onReady: () => this.#endStandby(),
    });
    this.#dev = dev;
    if (!standbyCommand) return dev.start();
    // The dev server's start takes all processors: beside it the standby, which answers first, would take much longer.
    const startDev = once(async () => {
      await untilCalm(UNVISITED_WAIT_MS, this.#visited.signal);
      if (!dev.stopped) dev.start();
    });
    this.#standby = new AppServer('standby', standbyPort, {
      command: standbyCommand,
      healthPath,
      warmPaths: [],
      behind: true,
      onReady: startDev,
    });
    this.#standby.start();
    setTimeout(startDev, STANDBY_ALONE_MS).unref();
  }

  status(): { serving: 'standby' | 'dev' | 'none'; devReady: boolean } {
    return { serving: this.#serving()?.name ?? 'none', devReady: this.#dev?.ready ?? false };
  }

  async stop(): Promise<void> {
    this.server.close();
    this.#visited.abort();
    await Promise.all([this.#dev?.stop(), this.#standby?.stop()]);
    this.server.closeAllConnections();
  }

  /** Until its first visitor comes, in a warm pool perhaps for hours, a preview must not slow down what somebody waits for. */
  #wake(): void {
    this.#visited.abort();
    this.#standby?.wake();
    this.#dev?.wake();
  }

  #serving(): AppServer | undefined {
    return [this.#dev, this.#standby].find((server) => server?.ready);
  }

  #target(request: IncomingMessage): Forward | undefined {
    const serving = this.#serving();
    return (
      serving && {
        hosts: ['127.0.0.1'],
        port: serving.port,
        headers: {},
        answerHeaders: keepable,
        unreachable: () => this.#starting(request),
      }
    );
  }

  #starting(request: IncomingMessage) {
    return startingAnswer(request, this.#dev?.lines ?? []);
  }

  #endStandby(): void {
    const standby = this.#standby;
    this.#standby = undefined;
    if (!standby) return;
    log.info('The dev server took over; ending the standby.');
    void standby.stop();
  }
}

/**
 * Dev servers forbid browsers to keep anything. What carries a tag of its content may be kept, if it is asked for again each
 * time: a page then costs a few hundred bytes and no new compilation of the same megabytes.
 */
function keepable(headers: string[]): string[] {
  const header = (name: string) => {
    const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
    return at < 0 ? undefined : headers[at + 1];
  };
  const isCode = /javascript|css|font/.test(header('content-type') ?? '');
  if (!isCode || header('etag') === undefined || !header('cache-control')?.includes('no-store')) return headers;
  return headers.map((text, index) =>
    index % 2 === 1 && headers[index - 1]?.toLowerCase() === 'cache-control' ? 'no-cache' : text,
  );
}

function once(action: () => Promise<void>): () => void {
  let done = false;
  return () => {
    if (!done) void action();
    done = true;
  };
}
