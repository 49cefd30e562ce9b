import type { Key } from './object.ts';

export interface QueueOptions {
  /** Wait after an item's first failure; doubles with each; milliseconds. */
  backoffFirst?: number;
  backoffMost?: number;
  /** Failed items per second that are let through, all together, after a burst. */
  rate?: number;
  burst?: number;
  /** Told of each change, for metrics. */
  observer?: QueueObserver;
}

export interface QueueObserver {
  added(): void;
  depth(count: number): void;
  waited(seconds: number): void;
  worked(seconds: number): void;
  retried(): void;
}

/**
 * A work queue in controller-runtime's manner: a key that is added many times is worked on once; a key that is added while
 * it is worked on is worked on again afterwards, and never by two workers at the same time.
 */
export class WorkQueue {
  readonly #options: Required<Omit<QueueOptions, 'observer'>>;
  readonly #observer: QueueObserver | undefined;
  /** In order; the value is when the key came. */
  readonly #waiting = new Map<Key, number>();
  readonly #working = new Map<Key, number>();
  readonly #again = new Set<Key>();
  readonly #timers = new Map<Key, { timer: NodeJS.Timeout; due: number }>();
  readonly #failures = new Map<Key, number>();
  readonly #takers: ((key: Key | undefined) => void)[] = [];
  #tokens: number;
  #tokensAt = performance.now();
  #stopped = false;

  constructor(options: QueueOptions = {}) {
    const { backoffFirst = 50, backoffMost = 60_000, rate = 20, burst = 100 } = options;
    this.#options = { backoffFirst, backoffMost, rate, burst };
    this.#observer = options.observer;
    this.#tokens = burst;
  }

  get depth(): number {
    return this.#waiting.size;
  }

  /** Start times (performance.now()) of what is being worked on. */
  get working(): Iterable<number> {
    return this.#working.values();
  }

  add(key: Key): void {
    if (this.#stopped) return;
    this.#observer?.added();
    this.#cancelTimer(key);
    if (this.#working.has(key)) this.#again.add(key);
    else if (!this.#waiting.has(key)) this.#offer(key);
  }

  /** Adds the key after a while; an earlier time that is set already stays. */
  addAfter(key: Key, milliseconds: number): void {
    if (this.#stopped) return;
    if (milliseconds <= 0) {
      this.add(key);
      return;
    }
    const due = performance.now() + milliseconds;
    const set = this.#timers.get(key);
    if (set && set.due <= due) return;
    this.#cancelTimer(key);
    // setTimeout fires at once for more than 24.8 days.
    const timer = setTimeout(() => this.add(key), Math.min(milliseconds, 2 ** 31 - 1));
    this.#timers.set(key, { timer, due });
  }

  /** Adds the key after a failure: after its backoff, or later when too much fails at once. */
  addRateLimited(key: Key): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.#observer?.retried();
    const { backoffFirst, backoffMost } = this.#options;
    this.addAfter(key, Math.max(Math.min(backoffFirst * 2 ** failures, backoffMost), this.#reserve()));
  }

  /** The key succeeded: its next failure waits the shortest time again. */
  forget(key: Key): void {
    this.#failures.delete(key);
  }

  failures(key: Key): number {
    return this.#failures.get(key) ?? 0;
  }

  /** The next key; undefined when the queue has stopped. Call done for it. */
  take(): Promise<Key | undefined> {
    if (this.#stopped) return Promise.resolve(undefined);
    const next = this.#waiting.entries().next();
    if (next.done) return new Promise((resolve) => this.#takers.push(resolve));
    const [key, since] = next.value;
    this.#waiting.delete(key);
    this.#hand(key, since);
    return Promise.resolve(key);
  }

  done(key: Key): void {
    const startedAt = this.#working.get(key);
    this.#working.delete(key);
    if (startedAt !== undefined) this.#observer?.worked((performance.now() - startedAt) / 1000);
    if (this.#again.delete(key) && !this.#stopped) this.#offer(key);
  }

  /** Gives out nothing more. What is being worked on goes on. */
  stop(): void {
    this.#stopped = true;
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting.clear();
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  #offer(key: Key): void {
    const taker = this.#takers.shift();
    if (taker) {
      this.#hand(key, performance.now());
      taker(key);
    } else {
      this.#waiting.set(key, performance.now());
      this.#observer?.depth(this.#waiting.size);
    }
  }

  #hand(key: Key, since: number): void {
    this.#working.set(key, performance.now());
    this.#observer?.depth(this.#waiting.size);
    this.#observer?.waited((performance.now() - since) / 1000);
  }

  #cancelTimer(key: Key): void {
    const set = this.#timers.get(key);
    if (!set) return;
    clearTimeout(set.timer);
    this.#timers.delete(key);
  }

  /** Takes a token of the bucket and says how long to wait for it, in milliseconds. */
  #reserve(): number {
    const now = performance.now();
    const { rate, burst } = this.#options;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#tokensAt) / 1000) * rate) - 1;
    this.#tokensAt = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / rate) * 1000;
  }
}
