import { recordParts } from './leftovers.ts';
import type { ProcessSpec } from './process.ts';
import { type PartEvent, type SupervisedPart, supervise } from './supervise.ts';

export interface PartsOptions {
  /** The data folder: what runs is recorded there. */
  dir: string;
  /** Before a part starts. */
  onStart?: (part: string) => void;
  onEvent?: (event: PartEvent) => void;
  /** Aborted: starts are given up. */
  signal?: AbortSignal;
}

/** The parts that run, in the order in which they became ready. */
export class Parts {
  readonly running: SupervisedPart[] = [];
  readonly #options: PartsOptions;

  constructor(options: PartsOptions) {
    this.#options = options;
  }

  /** Starts a part and keeps it up. Throws PartFailed. */
  add(spec: ProcessSpec): Promise<SupervisedPart> {
    this.#options.onStart?.(spec.name);
    return this.addQuietly(spec);
  }

  /** As add, for a part that nobody waits for: its start is not told as a step. */
  async addQuietly(spec: ProcessSpec): Promise<SupervisedPart> {
    const { dir, onEvent, signal } = this.#options;
    const part = await supervise(
      spec,
      (event) => {
        if (event.kind === 'restarted') void recordParts(dir, this.running);
        onEvent?.(event);
      },
      signal,
    );
    this.running.push(part);
    await recordParts(dir, this.running);
    return part;
  }

  /** Stops all in reverse, one after another: each may still need what was started before it. */
  async stop(): Promise<void> {
    for (let part = this.running.pop(); part; part = this.running.pop()) await part.stop();
  }
}

/** Waits for all, so that nothing is still starting when the undo begins; then throws the first failure. */
export async function settled(starts: (Promise<unknown> | undefined)[]): Promise<void> {
  const results = await Promise.allSettled(starts.filter((start) => start !== undefined));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
