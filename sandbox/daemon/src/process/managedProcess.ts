import type { ChildProcess } from 'node:child_process';
import { encodeMessage } from '../connect/envelope.ts';
import { Fanout } from '../fanout.ts';
import type { ProcessConfig } from './config.ts';

/** About three quarters of it are output: it is kept as base64 in frames. */
const HISTORY_BYTES = 1024 * 1024;
/** How long after a process's own end output of children that it left behind still counts as its own. */
const QUIET_MS = 100;

export type OutputName = 'stdout' | 'stderr' | 'pty';

/** A command that a client started: its process group, its output and how it ended. */
export class ManagedProcess {
  readonly pid: number;
  readonly config: ProcessConfig;
  readonly tag: string | undefined;
  readonly isPty: boolean;
  readonly output: Fanout;
  readonly ended: Promise<void>;
  timedOut = false;
  #running = true;
  readonly #child: ChildProcess;
  readonly #startFrame: Buffer;

  constructor(
    child: ChildProcess,
    pid: number,
    config: ProcessConfig,
    options: { tag: string | undefined; isPty: boolean },
  ) {
    this.#child = child;
    this.pid = pid;
    this.config = config;
    this.tag = options.tag;
    this.isPty = options.isPty;
    this.#startFrame = encodeMessage({ event: { start: { pid } } });
    this.output = new Fanout({ historyBytes: HISTORY_BYTES, onBlocked: (blocked) => this.#hold(blocked) });
    this.ended = this.#collect();
  }

  get running(): boolean {
    return this.#running;
  }

  get startFrame(): Buffer {
    return this.#startFrame;
  }

  get stdin(): ChildProcess['stdin'] {
    return this.#child.stdin;
  }

  /** Signals the whole process group, so that what the command started ends with it. False when it has ended. */
  signal(signal: NodeJS.Signals): boolean {
    if (!this.#running) return false;
    return signalGroup(this.pid, signal);
  }

  #hold(blocked: boolean): void {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (blocked) stream?.pause();
      else stream?.resume();
    }
  }

  async #collect(): Promise<void> {
    const child = this.#child;
    let lastOutput = 0;
    const read = (name: OutputName) => (chunk: Buffer) => {
      lastOutput = performance.now();
      this.output.publish(encodeMessage({ event: { data: { [name]: chunk.toString('base64') } } }));
    };
    child.stdout?.on('data', read(this.isPty ? 'pty' : 'stdout'));
    child.stderr?.on('data', read(this.isPty ? 'pty' : 'stderr'));
    const closed = new Promise<'closed'>((resolve) => child.once('close', () => resolve('closed')));
    const exit = await new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    this.#running = false;
    // A child in the background may hold the pipes open for ever: then silence is the end, not the pipes' closing.
    while ((await Promise.race([closed, pause(QUIET_MS)])) !== 'closed') {
      const held = child.stdout?.isPaused() || child.stderr?.isPaused();
      if (!held && performance.now() - lastOutput >= QUIET_MS) break;
    }
    this.output.end(encodeMessage({ event: { end: endEvent(exit) } }));
    child.stdin?.destroy();
    // Drained for ever: closing our end would send SIGPIPE to children that are meant to go on.
    child.stdout?.resume();
    child.stderr?.resume();
  }
}

interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** In the words of Go's os.ProcessState, which E2B's clients know. */
function endEvent({ code, signal }: Exit): object {
  if (signal) {
    const status = `signal: ${SIGNAL_WORDS[signal] ?? signal}`;
    return { exitCode: -1, exited: false, status, error: status };
  }
  const status = `exit status ${code}`;
  return { exitCode: code ?? -1, exited: true, status, ...(code ? { error: status } : {}) };
}

const SIGNAL_WORDS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGTERM: 'terminated',
  SIGINT: 'interrupt',
  SIGHUP: 'hangup',
  SIGSEGV: 'segmentation fault',
  SIGABRT: 'aborted',
  SIGPIPE: 'broken pipe',
};

/** Signals a process group; false when there is none. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<'paused'> {
  return new Promise((resolve) => setTimeout(() => resolve('paused'), ms));
}
