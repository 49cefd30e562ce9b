import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../log.ts';
import { KeptProgram } from './keptProgram.ts';

const HEALTH_PATH = '/api/health';
const ASK_EVERY_MS = 100;
/** The first answer of a dev server waits for its compiler. */
const ANSWER_WITHIN_MS = 60_000;
const LOG_LINES = 30;

/** One of the app's two servers: its command on a port of its own, and whether it answers. */
export class AppServer {
  readonly name: 'standby' | 'dev';
  readonly port: number;
  /** The last lines that it printed. */
  readonly lines: string[] = [];
  #ready = false;
  #generation = 0;
  readonly #program: KeptProgram;
  readonly #onReady: () => void;

  constructor(name: 'standby' | 'dev', port: number, options: { command: string; onReady(): void }) {
    this.name = name;
    this.port = port;
    this.#onReady = options.onReady;
    this.#program = new KeptProgram(`${name} server`, {
      command: '/bin/bash',
      args: ['-c', options.command],
      cwd: process.cwd(),
      env: { ...inherited(), PORT: String(port), HOSTNAME: '127.0.0.1' },
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
        // The first visitor should not be the one who waits for the compiler.
        if (this.name === 'dev') await this.#visitFirstPage();
        if (generation !== this.#generation) return;
        this.#ready = true;
        log.info(`The ${this.name} server answers.`, { port: this.port });
        this.#onReady();
        return;
      }
      await sleep(ASK_EVERY_MS);
    }
  }

  async #healthy(): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${HEALTH_PATH}`, {
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  async #visitFirstPage(): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}/`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
  }

  #note(line: string): void {
    this.lines.push(line);
    if (this.lines.length > LOG_LINES) this.lines.shift();
    log.info(line, { program: this.name });
  }
}

/** A port that is free now. The command is told the port and cannot say one, so the number has to be found before. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address) return address.port;
  throw new Error('The system gave no port for the app server.');
}

function inherited(): Record<string, string> {
  const own = new Set(['START_COMMAND', 'STANDBY_COMMAND', 'START_PORT', 'PREVIEW_HOST']);
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || own.has(name) ? [] : [[name, value]],
    ),
  );
}
