import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the kernel tells how much programs wait for processors: "some avg10=1.53 avg60=0.87 ...". */
const PRESSURE = '/proc/pressure/cpu';
/** Per cent of the last ten seconds in which some program waited. */
const CALM = 25;
const ASK_EVERY_MS = 500;

/**
 * Resolves when the machine has processors to spare, or does not tell; when `signal` aborts; and after `limit` milliseconds in
 * any case.
 */
export async function untilCalm(limit: number, signal: AbortSignal, pressure = PRESSURE): Promise<void> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(limit)]);
  while (!end.aborted) {
    const text = await readFile(pressure, 'utf8').catch(() => '');
    const some = /^some avg10=([\d.]+)/m.exec(text)?.[1];
    if (some === undefined || Number(some) < CALM) return;
    await sleep(ASK_EVERY_MS, undefined, { signal: end }).catch(() => undefined);
  }
}
