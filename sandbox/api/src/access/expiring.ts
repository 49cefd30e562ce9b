/** Keeps answers for a short time, so that a burst of calls asks once. Failures are not kept. */
export class Expiring<T> {
  readonly #ttlMs: number;
  readonly #limit: number;
  readonly #answers = new Map<string, { until: number; answer: Promise<T> }>();

  constructor(options: { ttlMs: number; limit: number }) {
    this.#ttlMs = options.ttlMs;
    this.#limit = options.limit;
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const known = this.#answers.get(key);
    if (known && known.until > now) return known.answer;
    const answer = ask();
    this.#answers.delete(key);
    this.#answers.set(key, { until: now + this.#ttlMs, answer });
    answer.catch(() => this.#answers.delete(key));
    // The map keeps the order of insertion: the first is the oldest.
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#limit) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }
}
