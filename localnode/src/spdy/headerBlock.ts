import { createInflate } from 'node:zlib';
import { dictionary, dictionaryId } from './dictionary.ts';

/** Header names are lower case; a value that was sent several times is joined by NUL, as SPDY/3 does. */
export type Headers = ReadonlyMap<string, string>;

const maxBlockBytes = 256 * 1024;
/** What a compressor writes at a flush; Go's reader gives nothing out before it has seen it. */
const emptyBlock = Buffer.from('000000ffff', 'hex');

/**
 * Reads the header blocks of one direction of a connection. They are pieces of ONE zlib stream, so every block must be given, in
 * order, also those of frames that are of no interest. Throws on a broken or oversized block.
 */
export class HeaderReader {
  readonly #inflate = createInflate({ dictionary });
  #plain: Buffer[] = [];
  #fail: (cause: Error) => void = () => {};

  constructor() {
    this.#inflate.on('readable', () => this.#drain());
    this.#inflate.on('error', (cause) => this.#fail(new Error('SPDY header block cannot be decompressed', { cause })));
  }

  async read(block: Buffer): Promise<Headers> {
    this.#plain = [];
    await new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      this.#inflate.write(block, () => resolve());
    });
    this.#drain();
    return parse(Buffer.concat(this.#plain));
  }

  close(): void {
    this.#inflate.destroy();
  }

  #drain(): void {
    for (
      let part = this.#inflate.read() as Buffer | null;
      part !== null;
      part = this.#inflate.read() as Buffer | null
    ) {
      this.#plain.push(part);
      const size = this.#plain.reduce((sum, each) => sum + each.length, 0);
      if (size > maxBlockBytes) {
        this.#inflate.destroy();
        this.#fail(new Error(`SPDY header block is over the limit of ${maxBlockBytes} bytes`));
        return;
      }
    }
  }
}

function parse(plain: Buffer): Headers {
  const headers = new Map<string, string>();
  let at = 0;
  const word = () => {
    if (at + 4 > plain.length) throw new Error('SPDY header block ends too early');
    at += 4;
    return plain.readUInt32BE(at - 4);
  };
  const text = () => {
    const length = word();
    if (at + length > plain.length) throw new Error('SPDY header block ends too early');
    at += length;
    return plain.toString('latin1', at - length, at);
  };
  for (let left = word(); left > 0; left--) {
    const name = text().toLowerCase();
    headers.set(name, text());
  }
  return headers;
}

/**
 * Writes the header blocks of one direction. They are sent as stored (uncompressed) deflate blocks: what we send is tiny, and a
 * stored block needs no state but "was this the first", so that frames can be written at once and in order.
 */
export class HeaderWriter {
  #first = true;

  /** `headers` together must stay below 64 KiB. */
  write(headers: Headers): Buffer {
    const parts = [number(headers.size)];
    for (const [name, value] of headers) {
      parts.push(number(name.length), Buffer.from(name, 'latin1'), number(value.length), Buffer.from(value, 'latin1'));
    }
    const plain = Buffer.concat(parts);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(plain.length, 1);
    stored.writeUInt16LE(plain.length ^ 0xffff, 3);
    const start = this.#first ? Buffer.concat([Buffer.from([0x78, 0x20]), number(dictionaryId)]) : Buffer.alloc(0);
    this.#first = false;
    return Buffer.concat([start, stored, plain, emptyBlock]);
  }
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
