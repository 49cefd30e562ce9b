import { closeSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';

/** A log grows to this many bytes, then it is renamed to `<path>.1` and a new one begins. */
export const ROTATE_AT = 10 * 1024 * 1024;

/** A line longer than this is written in pieces, all but the last marked P (partial), as container runtimes do. */
const LONGEST_LINE = 16 * 1024;

export type StreamName = 'stdout' | 'stderr';

/** The lines of one chunk in CRI format, and how many bytes of the chunk they stand for. With `flush` the unended line goes too. */
export function formatLines(
  chunk: Buffer,
  stream: StreamName,
  time: string,
  flush: boolean,
): { lines: Buffer; consumed: number } {
  const parts: Buffer[] = [];
  let start = 0;
  const add = (end: number, tag: 'F' | 'P') =>
    parts.push(Buffer.from(`${time} ${stream} ${tag} `), chunk.subarray(start, end), NEWLINE);
  while (start < chunk.length) {
    const newline = chunk.indexOf(10, start);
    const end = newline === -1 ? chunk.length : newline;
    if (end - start > LONGEST_LINE) {
      add(start + LONGEST_LINE, 'P');
      start += LONGEST_LINE;
    } else if (newline !== -1) {
      add(newline, 'F');
      start = newline + 1;
    } else if (flush) {
      add(end, 'P');
      start = end;
    } else {
      break;
    }
  }
  return { lines: Buffer.concat(parts), consumed: start };
}

const NEWLINE = Buffer.from('\n');
const CHUNK = 256 * 1024;

/**
 * Copies what a container wrote (two plain files that its program has open) to its log, with times. The program writes to files
 * and not to pipes so that it never waits for this program, and nothing is lost while this program is down.
 */
export class LogCopier {
  readonly #raw: Record<StreamName, string>;
  readonly #log: string;
  readonly #offsetsFile: string;
  readonly #offsets: Record<StreamName, number>;
  readonly #punch: (path: string, length: number) => void;
  readonly #punched: Record<StreamName, number> = { stdout: 0, stderr: 0 };

  /** `punch` frees the disk space of a file's beginning that has been copied. */
  constructor(
    files: { out: string; err: string; log: string; offsets: string },
    punch: (path: string, length: number) => void,
  ) {
    this.#raw = { stdout: files.out, stderr: files.err };
    this.#log = files.log;
    this.#offsetsFile = files.offsets;
    this.#offsets = readOffsets(files.offsets);
    this.#punch = punch;
  }

  /** Copies what is there. Returns whether an unended line waits; with `flush` it is written too. */
  copy(flush = false): boolean {
    let waiting = false;
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#copyStream(stream, flush)) waiting = true;
    }
    return waiting;
  }

  #copyStream(stream: StreamName, flush: boolean): boolean {
    const path = this.#raw[stream];
    const size = sizeOf(path);
    // The program truncated its own output (`> /dev/stdout` does).
    if (size < this.#offsets[stream]) this.#offsets[stream] = 0;
    if (size === this.#offsets[stream]) return false;
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size - this.#offsets[stream]));
      for (;;) {
        const length = readSync(file, buffer, 0, buffer.length, this.#offsets[stream]);
        if (length === 0) return false;
        const last = this.#offsets[stream] + length >= size;
        const { lines, consumed } = formatLines(
          buffer.subarray(0, length),
          stream,
          new Date().toISOString(),
          flush && last,
        );
        if (consumed === 0) return true;
        this.#append(lines);
        this.#offsets[stream] += consumed;
        this.#saveOffsets();
        this.#free(stream);
      }
    } finally {
      closeSync(file);
    }
  }

  #append(lines: Buffer): void {
    if (sizeOf(this.#log) + lines.length > ROTATE_AT) renameSync(this.#log, `${this.#log}.1`);
    const file = openSync(this.#log, 'a', 0o600);
    try {
      writeSync(file, lines);
    } finally {
      closeSync(file);
    }
  }

  #saveOffsets(): void {
    const file = openSync(this.#offsetsFile, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify(this.#offsets));
    } finally {
      closeSync(file);
    }
  }

  #free(stream: StreamName): void {
    if (this.#offsets[stream] - this.#punched[stream] < ROTATE_AT) return;
    this.#punch(this.#raw[stream], this.#offsets[stream]);
    this.#punched[stream] = this.#offsets[stream];
  }
}

function readOffsets(path: string): Record<StreamName, number> {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(100);
      const length = readSync(file, buffer);
      return JSON.parse(buffer.toString('utf8', 0, length)) as Record<StreamName, number>;
    } finally {
      closeSync(file);
    }
  } catch {
    return { stdout: 0, stderr: 0 };
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
