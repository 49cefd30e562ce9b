import { type OperatorProcess, type OperatorProcessOptions, startOperatorProcess } from './operatorProcess.ts';

export interface KeptOperator {
  /** How many operators were started so far. */
  lives(): number;
  /** kill -9 of the one that lives now, ready or not; another is started. */
  kill(): void;
  /** Ends the one that lives now, and starts no other. */
  stop(): Promise<void>;
}

/**
 * Starts the operator again whenever it was killed.
 * @param beforeStart done before each start, the first one too
 * @throws Error when the first operator does not get ready; `stop` throws when a later one ended without having been killed
 */
export async function keepOperator(
  options: OperatorProcessOptions,
  beforeStart: () => Promise<unknown> = () => Promise.resolve(),
): Promise<KeptOperator> {
  let lives = 0;
  let stopping = false;
  let end = () => {};

  /** One life; resolves when it is over. */
  const live = async (ready: (operator: OperatorProcess) => void): Promise<void> => {
    await beforeStart();
    if (stopping) return;
    lives++;
    let killed = false;
    const starting = startOperatorProcess({
      ...options,
      onSpawn: (child) => {
        end = () => {
          killed = true;
          child.kill('SIGKILL');
        };
        // Nobody could have ended it before it was there.
        if (stopping) end();
      },
    });
    try {
      const operator = await starting;
      ready(operator);
      await operator.exited;
    } catch (error) {
      if (!killed) throw error;
    }
    if (!killed) throw new Error('the operator ended by itself');
  };

  let living: Promise<void> | undefined;
  await new Promise<void>((resolve, reject) => {
    living = (async () => {
      while (!stopping) await live(() => resolve());
    })();
    living.catch(reject);
  });
  return {
    lives: () => lives,
    kill: () => end(),
    async stop() {
      stopping = true;
      end();
      await living;
    },
  };
}
