/** The log format of the container runtime interface: `2026-01-02T03:04:05.123456789Z stdout F text`, P instead of F for a part of a line. */

export interface LineFilter {
  /** Put each line's time before it. */
  timestamps?: boolean;
  /** Only lines of this time and later, milliseconds since 1970. */
  since?: number;
  stream?: 'stdout' | 'stderr';
}

const newline = 0x0a;
const space = 0x20;

/** Turns pieces of a log file into the text that its lines carry. What is not in the format is given as it is. */
export class CriReader {
  readonly #filter: LineFilter;
  #rest: Buffer = Buffer.alloc(0);
  #lineStart = true;

  constructor(filter: LineFilter) {
    this.#filter = filter;
  }

  /** The text of all lines that are whole with this piece. */
  push(piece: Buffer): Buffer {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const texts: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      this.#line(bytes.subarray(start, end + 1), texts);
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
    return Buffer.concat(texts);
  }

  #line(line: Buffer, texts: Buffer[]): void {
    const timeEnd = line.indexOf(space);
    const streamEnd = line.indexOf(space, timeEnd + 1);
    const tagEnd = line.indexOf(space, streamEnd + 1);
    if (timeEnd < 0 || streamEnd < 0 || tagEnd < 0) {
      texts.push(line);
      return;
    }
    const { since, stream, timestamps } = this.#filter;
    if (stream && line.toString('latin1', timeEnd + 1, streamEnd) !== stream) return;
    const time = line.toString('latin1', 0, timeEnd);
    if (since !== undefined && Date.parse(time) < since) return;
    if (timestamps && this.#lineStart) texts.push(Buffer.from(`${time} `));
    const whole = isWhole(line, streamEnd);
    texts.push(line.subarray(tagEnd + 1, whole ? line.length : line.length - 1));
    this.#lineStart = whole;
  }
}

/** Where the last `lines` whole lines of these pieces of a file begin: push everything, then ask. */
export class TailFinder {
  readonly #lines: number;
  readonly #starts: number[] = [];
  #next = 0;
  #offset = 0;
  #rest: Buffer = Buffer.alloc(0);
  #lineStart = true;

  constructor(lines: number) {
    this.#lines = lines;
  }

  push(piece: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      if (this.#lineStart) this.#remember(this.#offset);
      const line = bytes.subarray(start, end + 1);
      this.#lineStart = isWhole(line, line.indexOf(space, line.indexOf(space) + 1));
      this.#offset += line.length;
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
  }

  /** Offset in bytes. */
  get start(): number {
    if (this.#lines === 0) return this.#offset;
    return this.#starts.length < this.#lines ? 0 : (this.#starts[this.#next] ?? 0);
  }

  #remember(offset: number): void {
    if (this.#lines === 0) return;
    if (this.#starts.length < this.#lines) this.#starts.push(offset);
    else {
      this.#starts[this.#next] = offset;
      this.#next = (this.#next + 1) % this.#lines;
    }
  }
}

/** The tag after the stream's name may have further parts (`F:x`); only its first letter counts. */
function isWhole(line: Buffer, streamEnd: number): boolean {
  return streamEnd < 0 || line[streamEnd + 1] !== 0x50;
}
