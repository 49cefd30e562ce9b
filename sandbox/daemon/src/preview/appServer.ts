import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../log.ts';
import { KeptProgram } from './keptProgram.ts';

const ASK_EVERY_MS = 100;
/** The first answer of a dev server waits for its compiler. */
const ANSWER_WITHIN_MS = 60_000;
const LOG_LINES = 30;

export interface AppServerOptions {
  command: string;
  healthPath: string;
  /** Visited one after the other before it counts as ready, so that no visitor is the one who waits for the compiler. */
  warmPaths: string[];
  /** Others on this machine go first until wake() is called. */
  behind?: boolean;
  onReady(): void;
}

/** One of the app's two servers: its command on a port of its own, and whether it answers. */
export class AppServer {
  readonly name: 'standby' | 'dev';
  readonly port: number;
  /** The last lines that it printed. */
  readonly lines: string[] = [];
  #ready = false;
  #generation = 0;
  readonly #program: KeptProgram;
  readonly #options: AppServerOptions;

  constructor(name: 'standby' | 'dev', port: number, options: AppServerOptions) {
    this.name = name;
    this.port = port;
    this.#options = options;
    this.#program = new KeptProgram(`${name} server`, {
      command: '/bin/bash',
      args: ['-c', options.command],
      cwd: process.cwd(),
      env: { ...inherited(), PORT: String(port), HOSTNAME: '127.0.0.1' },
      behind: options.behind,
      onLine: (line) => this.#note(line),
      onCrash: () => {
        this.#ready = false;
        void this.#watchHealth();
      },
    });
  }

  get ready(): boolean {
    return this.#ready;
  }

  get stopped(): boolean {
    return this.#program.stopped;
  }

  /** Somebody waits for it from now on. */
  wake(): void {
    this.#program.wake();
  }

  start(): void {
    this.#program.start();
    void this.#watchHealth();
  }

  async stop(): Promise<void> {
    this.#ready = false;
    this.#generation += 1;
    await this.#program.stop();
  }

  async #watchHealth(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    while (generation === this.#generation) {
      if (await this.#healthy()) {
        for (const path of this.#options.warmPaths) await this.#visit(path);
        if (generation !== this.#generation) return;
        this.#ready = true;
        log.info(`The ${this.name} server answers.`, { port: this.port });
        this.#options.onReady();
        return;
      }
      await sleep(ASK_EVERY_MS);
    }
  }

  async #healthy(): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${this.#options.healthPath}`, {
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  async #visit(path: string): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
  }

  #note(line: string): void {
    this.lines.push(line);
    if (this.lines.length > LOG_LINES) this.lines.shift();
    log.info(line, { program: this.name });
  }
}

/**
 * Ports that are free now, all different. A command is told its port and cannot say one, so the numbers have to be found
 * before.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function inherited(): Record<string, string> {
  const own = new Set([
    'START_COMMAND',
    'STANDBY_COMMAND',
    'START_PORT',
    'START_HEALTH_PATH',
    'START_WARM_PATHS',
    'PREVIEW_HOST',
  ]);
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || own.has(name) ? [] : [[name, value]],
    ),
  );
}
