import { ConnectError } from '../connect/error.ts';
import { type Message, messageField } from '../connect/fields.ts';
import type { ManagedProcess } from './managedProcess.ts';

/** How long an ended process's output and exit code can still be fetched by Connect, and of how many. */
const KEEP_MS = 120_000;
const KEEP_COUNT = 32;
const STOP_MS = 2_000;

/** All processes that clients started, and for a while those that have ended. */
export class ProcessTable {
  readonly #byPid = new Map<number, ManagedProcess>();
  #ended: ManagedProcess[] = [];

  add(process: ManagedProcess): void {
    this.#byPid.set(process.pid, process);
    void process.ended.then(() => this.#retire(process));
  }

  running(): ManagedProcess[] {
    return [...this.#byPid.values()].filter((process) => process.running);
  }

  /** The process that a ProcessSelector names, running or ended lately. Throws not_found. */
  select(message: Message): ManagedProcess {
    const selector = messageField(message, 'process') ?? {};
    const found =
      selector.pid !== undefined
        ? this.#byPid.get(Number(selector.pid))
        : [...this.#byPid.values()]
            .reverse()
            .find((process) => process.tag !== undefined && process.tag === selector.tag);
    if (!found) {
      throw new ConnectError(
        'not_found',
        `There is no process ${JSON.stringify(selector)}; list shows those that run.`,
      );
    }
    return found;
  }

  /** As `select`, but only among those that run. */
  selectRunning(message: Message): ManagedProcess {
    const process = this.select(message);
    if (!process.running) throw new ConnectError('not_found', `The process ${process.pid} has ended.`);
    return process;
  }

  /** Ends all: SIGTERM, then SIGKILL. */
  async close(): Promise<void> {
    const running = this.running();
    for (const process of running) process.signal('SIGTERM');
    const timer = setTimeout(() => {
      for (const process of running) process.signal('SIGKILL');
    }, STOP_MS);
    await Promise.all(running.map((process) => process.ended));
    clearTimeout(timer);
  }

  #retire(process: ManagedProcess): void {
    this.#ended.push(process);
    const forget = (old: ManagedProcess) => {
      this.#ended = this.#ended.filter((other) => other !== old);
      // The kernel may have given the pid to a new process meanwhile.
      if (this.#byPid.get(old.pid) === old) this.#byPid.delete(old.pid);
    };
    setTimeout(forget, KEEP_MS, process).unref();
    const oldest = this.#ended.length > KEEP_COUNT ? this.#ended[0] : undefined;
    if (oldest) forget(oldest);
  }
}
