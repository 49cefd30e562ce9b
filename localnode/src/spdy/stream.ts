import { Duplex } from 'node:stream';
import type { Headers } from './headerBlock.ts';

/** What a stream asks of its connection. */
export interface StreamWire {
  /** Resolves when there is room for more. */
  send(payload: Buffer, fin: boolean): Promise<void>;
  consumed(bytes: number): void;
  reset(): void;
  gone(): void;
}

const bufferBytes = 1024 * 1024;
const windowUpdateBytes = 32 * 1024;

/** One SPDY stream: a half-closable Duplex. `end()` sends FIN, `destroy()` before both sides ended sends RST_STREAM. */
export class SpdyStream extends Duplex {
  readonly id: number;
  readonly headers: Headers;
  readonly #wire: StreamWire;
  #received = 0;
  #peerReset = false;
  #room: (() => void) | undefined;

  constructor(id: number, headers: Headers, wire: StreamWire) {
    super({ readableHighWaterMark: bufferBytes, allowHalfOpen: true });
    this.id = id;
    this.headers = headers;
    this.#wire = wire;
    // A peer that goes away in the middle is an everyday matter; whoever needs to know listens for 'close'.
    this.on('error', () => {});
  }

  /** Takes bytes from the peer; resolves when the reader has room for more. */
  async accept(payload: Buffer): Promise<void> {
    const room = this.push(payload);
    this.#received += payload.length;
    if (this.#received >= windowUpdateBytes) {
      this.#wire.consumed(this.#received);
      this.#received = 0;
    }
    if (!room && !this.destroyed) {
      await new Promise<void>((resolve) => {
        this.#room = resolve;
      });
    }
  }

  /** The peer sent its last byte. */
  finish(): void {
    this.push(null);
  }

  /** The peer ended the stream, or the connection ended: what was received can still be read, nothing can be sent. */
  reset(): void {
    this.#peerReset = true;
    if (this.readableEnded || this.readableLength === 0) this.destroy();
    else {
      this.push(null);
      this.once('end', () => this.destroy());
    }
  }

  override _read(): void {
    this.#room?.();
    this.#room = undefined;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#wire.send(chunk, false).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#wire.send(Buffer.alloc(0), true).then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#room?.();
    if (!this.#peerReset && !(this.readableEnded && this.writableFinished)) this.#wire.reset();
    this.#wire.gone();
    done(error);
  }
}
