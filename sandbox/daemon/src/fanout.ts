/** One receiver of a fanout. */
export interface Reader {
  /** Takes a frame; false means that the reader is full and will call `drained`. */
  write(frame: Buffer): boolean;
  /** No frame follows. */
  end(): void;
}

export interface FanoutOptions {
  /** How many bytes of the latest frames are kept for readers that come later. */
  historyBytes: number;
  /** The source should stop (true) because a reader is full, or may go on (false). */
  onBlocked(blocked: boolean): void;
}

/**
 * Gives every frame to all present readers and replays the latest ones to whoever comes later. A slow reader slows the
 * source; a reader that has left does not, and leaving twice is harmless.
 */
export class Fanout {
  readonly #options: FanoutOptions;
  readonly #readers = new Set<Reader>();
  readonly #full = new Set<Reader>();
  #history: Buffer[] = [];
  #historyBytes = 0;
  #ended = false;

  constructor(options: FanoutOptions) {
    this.#options = options;
  }

  publish(frame: Buffer): void {
    if (this.#ended) return;
    this.#remember(frame);
    for (const reader of this.#readers) this.#deliver(reader, frame);
  }

  /** Adds a reader: first it gets the history, then what comes. Returns the function that removes it. */
  subscribe(reader: Reader): () => void {
    this.#readers.add(reader);
    for (const frame of this.#history) this.#deliver(reader, frame);
    if (this.#ended) reader.end();
    return () => {
      this.#readers.delete(reader);
      this.drained(reader);
    };
  }

  drained(reader: Reader): void {
    if (this.#full.delete(reader) && this.#full.size === 0) this.#options.onBlocked(false);
  }

  end(last: Buffer): void {
    if (this.#ended) return;
    this.publish(last);
    this.#ended = true;
    for (const reader of this.#readers) reader.end();
  }

  get ended(): boolean {
    return this.#ended;
  }

  #deliver(reader: Reader, frame: Buffer): void {
    if (reader.write(frame)) return;
    this.#full.add(reader);
    if (this.#full.size === 1) this.#options.onBlocked(true);
  }

  #remember(frame: Buffer): void {
    this.#history.push(frame);
    this.#historyBytes += frame.length;
    let dropped = 0;
    while (this.#historyBytes > this.#options.historyBytes && dropped < this.#history.length - 1) {
      this.#historyBytes -= this.#history[dropped]?.length ?? 0;
      dropped += 1;
    }
    // Dropping in batches keeps this linear: shifting one frame per publish would move the whole array each time.
    if (dropped > 0) this.#history = this.#history.slice(dropped);
  }
}
