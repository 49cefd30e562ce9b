import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { errorText, log } from '../log.ts';
import { signalGroup } from '../process/managedProcess.ts';
import { setBehind } from '../process/priority.ts';

export interface ProgramOptions {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Others on this machine go first until wake() is called. */
  behind?: boolean;
  onLine(line: string): void;
  /** Called each time that the program has ended by itself. */
  onCrash?(): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** A program that ran so long is not in a crash loop. */
const SETTLED_MS = 30_000;
const STOP_MS = 5_000;

/** A program that is started again, with growing pauses, whenever it ends before it is told to. */
export class KeptProgram {
  readonly #name: string;
  readonly #options: ProgramOptions;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #waitMs = FIRST_WAIT_MS;
  #stopped = false;
  #behind: boolean;
  #placed = Promise.resolve();
  #exited: Promise<void> = Promise.resolve();

  constructor(name: string, options: ProgramOptions) {
    this.#name = name;
    this.#options = options;
    this.#behind = options.behind ?? false;
  }

  start(): void {
    const { command, args, cwd, env } = this.#options;
    const startedAt = Date.now();
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    if (this.#behind) this.#setBehind(child.pid);
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', this.#options.onLine);
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#ended(startedAt, errorText(error));
        resolve();
      });
      child.once('exit', (code, signal) => {
        this.#ended(startedAt, signal ? `signal ${signal}` : `exit code ${code}`);
        resolve();
      });
    });
  }

  /** Somebody waits for it from now on. */
  wake(): void {
    if (!this.#behind) return;
    this.#behind = false;
    this.#setBehind(this.#child?.pid);
  }

  /** One change after the other, so that the last one holds. */
  #setBehind(pid: number | undefined): void {
    if (pid === undefined) return;
    this.#placed = this.#placed.then(() => setBehind(pid, this.#behind));
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Ends the program's whole process group: SIGTERM, after five seconds SIGKILL. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_MS);
    await this.#exited;
    clearTimeout(timer);
    // Its children had the same SIGTERM; one that stays must not outlive it.
    signalGroup(pid, 'SIGKILL');
  }

  #ended(startedAt: number, how: string): void {
    if (this.#stopped) return;
    if (this.#child?.pid !== undefined) signalGroup(this.#child.pid, 'SIGKILL');
    if (Date.now() - startedAt > SETTLED_MS) this.#waitMs = FIRST_WAIT_MS;
    log.warn(`The ${this.#name} ended by itself (${how}); starting it again in ${this.#waitMs} ms.`, {
      program: this.#name,
    });
    this.#timer = setTimeout(() => this.start(), this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
    this.#options.onCrash?.();
  }
}
