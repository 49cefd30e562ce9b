import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that some work takes, and what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}

/**
 * The smallest sample that at least `percent` of all samples do not exceed (nearest rank: always a value that was measured).
 * Throws when there is none.
 */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(Math.ceil((percent / 100) * sorted.length), 1) - 1];
  if (value === undefined) throw new Error('there are no samples to take a percentile of');
  return value;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 50);
}

/** By how much a value grows per step of x (least squares); 0 for fewer than two points. */
export function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (points.length < 2 || spread === 0) return 0;
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
}

/** Starts the work `count` times, `perSecond` of them each second, whether or not the earlier ones have ended. */
export async function burst<T>(count: number, perSecond: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const started = performance.now();
  const running: Promise<T>[] = [];
  for (let index = 0; index < count; index++) {
    const wait = started + (index * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    running.push(work(index));
  }
  return Promise.all(running);
}
