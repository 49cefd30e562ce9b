/** Says what is going on, one line each, with the time since the start: for people, on standard error's side of a pipe. */
export class Progress {
  readonly #started = Date.now();
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {
    this.#write = write;
  }

  /** Seconds since the start. */
  elapsed(): number {
    return (Date.now() - this.#started) / 1000;
  }

  say(text: string): void {
    this.#write(`${formatSeconds(this.elapsed()).padStart(7)}  ${text}`);
  }

  /** Runs a long step; says that it goes on when nothing else was said for a while. */
  async during<T>(text: string, work: (say: (detail: string) => void) => Promise<T>): Promise<T> {
    let last = text;
    this.say(`${text} ...`);
    const ticker = setInterval(() => this.say(`${last}: still at it`), 30_000);
    ticker.unref();
    try {
      return await work((detail) => {
        last = `${text}: ${detail}`;
        this.say(last);
        ticker.refresh();
      });
    } finally {
      clearInterval(ticker);
    }
  }
}

/** 4.2 s, 71 s, 12 min 03 s. */
export function formatSeconds(seconds: number): string {
  if (seconds < 100) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
