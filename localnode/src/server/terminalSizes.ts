import type { Readable } from 'node:stream';

/** Of a terminal, in characters. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** A size larger than this is not one, and neither is what follows. */
const maxText = 1000;

/** The sizes of the client's terminal as they come: one JSON object each, `{"Width":80,"Height":24}`, with or without line ends. */
export class TerminalSizes {
  #last: TerminalSize | undefined;
  #text = '';
  #heard: (size: TerminalSize) => void = () => {};

  constructor(from: Readable) {
    from.setEncoding('utf8');
    from.on('data', (part: string) => this.#read(part));
  }

  /** The first size, or undefined when the client tells none within `milliseconds`. */
  first(milliseconds: number): Promise<TerminalSize | undefined> {
    if (this.#last) return Promise.resolve(this.#last);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), milliseconds);
      this.#heard = (size) => {
        clearTimeout(timer);
        resolve(size);
      };
    });
  }

  /** Calls `heard` with every size from now on. */
  follow(heard: (size: TerminalSize) => void): void {
    this.#heard = heard;
  }

  #read(part: string): void {
    this.#text += part;
    for (let end = this.#text.indexOf('}'); end >= 0; end = this.#text.indexOf('}')) {
      const size = parse(this.#text.slice(0, end + 1));
      this.#text = this.#text.slice(end + 1);
      if (!size) continue;
      this.#last = size;
      this.#heard(size);
    }
    if (this.#text.length > maxText) this.#text = '';
  }
}

function parse(text: string): TerminalSize | undefined {
  try {
    const { Width, Height } = JSON.parse(text) as { Width?: unknown; Height?: unknown };
    if (isLength(Width) && isLength(Height)) return { columns: Width, rows: Height };
  } catch {
    // Not a size: the terminal keeps the one it has.
  }
  return undefined;
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
}
