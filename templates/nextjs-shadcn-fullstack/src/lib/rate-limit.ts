type Window = { count: number; until: number };

/** Counts per key within a window of time. In memory: the app is one process, and a restart may forgive. */
export class RateLimit {
  private readonly windows = new Map<string, Window>();
  private readonly max: number;
  private readonly windowMs: number;

  constructor(max: number, windowMs: number) {
    this.max = max;
    this.windowMs = windowMs;
  }

  allows(key: string, now = Date.now()): boolean {
    const window = this.windows.get(key);
    return !window || window.until <= now || window.count < this.max;
  }

  count(key: string, now = Date.now()): void {
    const window = this.windows.get(key);
    if (window && window.until > now) {
      window.count += 1;
      return;
    }
    if (this.windows.size >= 10_000) this.forget(now);
    this.windows.set(key, { count: 1, until: now + this.windowMs });
  }

  reset(key: string): void {
    this.windows.delete(key);
  }

  private forget(now: number): void {
    for (const [key, window] of this.windows) if (window.until <= now) this.windows.delete(key);
    // Still full of live windows: somebody makes up keys. Start over rather than grow.
    if (this.windows.size >= 10_000) this.windows.clear();
  }
}

const quarterHour = 15 * 60 * 1000;

// Kept outside the module, so that an edit in development or a second bundle does not forget the counts.
const holder = globalThis as typeof globalThis & { rateLimits?: { signIn: RateLimit; signUp: RateLimit } };
holder.rateLimits ??= { signIn: new RateLimit(10, quarterHour), signUp: new RateLimit(30, quarterHour) };

/** Ten wrong passwords for one e-mail address in a quarter of an hour. */
export const signInLimit = holder.rateLimits.signIn;
/** Thirty sign-ups from one place in a quarter of an hour. */
export const signUpLimit = holder.rateLimits.signUp;
