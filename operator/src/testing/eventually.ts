import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `look` gives something truthy, and gives that.
 * @param limit milliseconds; generous, since a busy machine is slow and a right program still gets there.
 * @throws Error with `what` and the last error or value of `look`.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  limit = 300_000,
): Promise<T> {
  const end = performance.now() + limit;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const value = await look();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await sleep(25);
  }
  throw new Error(`not within ${limit / 1000} s: ${what}`, { cause: last });
}
