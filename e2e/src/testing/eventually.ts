import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that no step of a right program needs, however busy the machine is. */
export const PATIENCE = 300_000;

/**
 * Looks again and again until `look` gives something truthy, and gives that. For what no watch tells.
 * @throws Error with `what` and the last thing that was seen.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  limit = PATIENCE,
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
    await sleep(50);
  }
  const seen = last instanceof Error ? `: ${last.message}` : '';
  throw new Error(`not within ${limit / 1000} s: ${what}${seen}`, { cause: last });
}
