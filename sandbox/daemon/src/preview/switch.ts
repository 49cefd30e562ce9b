import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type Forward, forwardRequest, forwardUpgrade, sendAnswer } from '../forward.ts';
import { log } from '../log.ts';
import { AppServer, freePort } from './appServer.ts';
import { startingAnswer } from './page.ts';

/** Status for programs, on the app's own port. */
export const STATUS_PATH = '/__preview/status';

export interface SwitchOptions {
  startCommand: string;
  standbyCommand: string | undefined;
}

/**
 * The app's one address in front of its two servers. The standby (the template's production build) answers at once; when
 * the dev server is healthy it takes over for good and the standby ends.
 */
export class PreviewSwitch {
  readonly server: Server;
  #dev: AppServer | undefined;
  #standby: AppServer | undefined;

  constructor() {
    this.server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, (request, response) => {
      response.on('error', () => undefined);
      if (request.url === STATUS_PATH) {
        return sendAnswer(response, { status: 200, type: 'application/json', body: JSON.stringify(this.status()) });
      }
      const forward = this.#target(request);
      if (forward) forwardRequest(request, response, forward);
      else sendAnswer(response, this.#starting(request));
    });
    this.server.on('upgrade', (request, socket, head) => {
      const forward = this.#target(request);
      if (forward) forwardUpgrade(request, socket, head, forward);
      else socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    });
  }

  async start(options: SwitchOptions): Promise<void> {
    this.#dev = new AppServer('dev', await freePort(), {
      command: options.startCommand,
      onReady: () => this.#endStandby(),
    });
    if (options.standbyCommand) {
      this.#standby = new AppServer('standby', await freePort(), {
        command: options.standbyCommand,
        onReady: () => undefined,
      });
      this.#standby.start();
    }
    this.#dev.start();
  }

  status(): { serving: 'standby' | 'dev' | 'none'; devReady: boolean } {
    return { serving: this.#serving()?.name ?? 'none', devReady: this.#dev?.ready ?? false };
  }

  async stop(): Promise<void> {
    this.server.close();
    await Promise.all([this.#dev?.stop(), this.#standby?.stop()]);
    this.server.closeAllConnections();
  }

  #serving(): AppServer | undefined {
    return [this.#dev, this.#standby].find((server) => server?.ready);
  }

  #target(request: IncomingMessage): Forward | undefined {
    const serving = this.#serving();
    return (
      serving && { hosts: ['127.0.0.1'], port: serving.port, headers: {}, unreachable: () => this.#starting(request) }
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
