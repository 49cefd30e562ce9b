import { setTimeout as sleep } from 'node:timers/promises';
import { exitText, type ProcessSpec, type RunningProcess, startProcess } from './process.ts';

/** What happened to a part after it was first ready. */
export type PartEvent =
  | { part: string; kind: 'died'; how: string; restartIn: number }
  | { part: string; kind: 'restarted'; pid: number }
  | { part: string; kind: 'failed'; message: string; restartIn: number };

/** A part that is started again, at the same place, when it dies. */
export interface SupervisedPart {
  name: string;
  /** Of the process that runs now. */
  pid(): number;
  readyLine: RunningProcess['readyLine'];
  stop(): Promise<void>;
}

const FIRST_BACKOFF = 200;
const LONGEST_BACKOFF = 15_000;
/** A part that ran this long (ms) has recovered: the next death is again answered at once. */
const RECOVERED_AFTER = 30_000;

/** Starts a part and keeps it up. Throws PartFailed when the first start fails; later failures are told and tried again. */
export async function supervise(
  spec: ProcessSpec,
  onEvent: (event: PartEvent) => void,
  signal?: AbortSignal,
): Promise<SupervisedPart> {
  let current = await startProcess(spec, signal);
  const stopping = new AbortController();

  const watchOver = async () => {
    let backoff = FIRST_BACKOFF;
    while (true) {
      const since = Date.now();
      const exit = await current.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > RECOVERED_AFTER) backoff = FIRST_BACKOFF;
      onEvent({ part: spec.name, kind: 'died', how: exitText(exit), restartIn: backoff });
      for (let up = false; !up; ) {
        await sleep(backoff, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        backoff = Math.min(backoff * 2, LONGEST_BACKOFF);
        try {
          current = await startProcess(spec, stopping.signal);
          up = true;
          if (!stopping.signal.aborted) onEvent({ part: spec.name, kind: 'restarted', pid: current.pid });
        } catch (error) {
          if (stopping.signal.aborted) return;
          const message = error instanceof Error ? error.message : String(error);
          onEvent({ part: spec.name, kind: 'failed', message, restartIn: backoff });
        }
      }
    }
  };
  const watching = watchOver();

  return {
    name: spec.name,
    pid: () => current.pid,
    readyLine: current.readyLine,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
      // A restart that was under way when the stop came.
      await current.stop();
    },
  };
}
