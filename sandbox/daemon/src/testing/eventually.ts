import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` gives something; for the state of the world, with a limit that only a broken program reaches. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(50);
  }
  throw new Error('It did not happen within 30 seconds.');
}
