/** SPDY/3.1 frames as bytes: what is on the wire, without what it means (connection.ts gives it meaning). */

export const controlType = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const;

export const flagFin = 0x01;

/** Why a stream or a connection ended (RST_STREAM and GOAWAY status words). */
export const rstStatus = { protocolError: 1, invalidStream: 2, refusedStream: 3, cancel: 5, streamInUse: 8 } as const;
export const goAwayStatus = { ok: 0, protocolError: 1 } as const;

/** A control frame is whole; data comes in pieces as it arrives, `fin` on the last piece of a frame that has the flag. */
export type Frame =
  | { kind: 'control'; type: number; flags: number; payload: Buffer }
  | { kind: 'data'; streamId: number; payload: Buffer; fin: boolean };

const headerBytes = 8;
const version = 3;
/** A peer that announces a larger control frame is refused, since the frame has to be held in memory. */
const maxControlBytes = 256 * 1024;

export function controlFrame(type: number, flags: number, payload: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  frame.writeUInt16BE(0x8000 | version, 0);
  frame.writeUInt16BE(type, 2);
  frame.writeUInt32BE(((flags << 24) | payload.length) >>> 0, 4);
  payload.copy(frame, headerBytes);
  return frame;
}

/** The head of a data frame; the payload is written after it without being copied. `length` below 16 MiB. */
export function dataFrameHead(streamId: number, length: number, fin: boolean): Buffer {
  const head = Buffer.allocUnsafe(headerBytes);
  head.writeUInt32BE(streamId & 0x7fffffff, 0);
  head.writeUInt32BE((((fin ? flagFin : 0) << 24) | length) >>> 0, 4);
  return head;
}

/** RST_STREAM, PING, GOAWAY and WINDOW_UPDATE carry one or two 32-bit words. */
export function wordsFrame(type: number, ...words: number[]): Buffer {
  const payload = Buffer.allocUnsafe(words.length * 4);
  for (const [index, word] of words.entries()) payload.writeUInt32BE(word >>> 0, index * 4);
  return controlFrame(type, 0, payload);
}

/** Cuts a byte stream into frames. Throws on what cannot be SPDY/3: the connection is of no use then. */
export class FrameParser {
  #head = Buffer.alloc(0);
  #control: { type: number; flags: number; length: number; parts: Buffer[]; missing: number } | undefined;
  #data: { streamId: number; missing: number; fin: boolean } | undefined;

  *push(bytes: Buffer): Generator<Frame> {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#data) {
        const payload = rest.subarray(0, this.#data.missing);
        rest = rest.subarray(payload.length);
        const { streamId, missing, fin } = this.#data;
        const last = payload.length === missing;
        this.#data = last ? undefined : { streamId, missing: missing - payload.length, fin };
        yield { kind: 'data', streamId, payload, fin: fin && last };
      } else if (this.#control) {
        const part = rest.subarray(0, this.#control.missing);
        rest = rest.subarray(part.length);
        this.#control.parts.push(part);
        this.#control.missing -= part.length;
        yield* this.#wholeControl();
      } else {
        const head = Buffer.concat([this.#head, rest.subarray(0, headerBytes - this.#head.length)]);
        rest = rest.subarray(head.length - this.#head.length);
        this.#head = head;
        if (head.length === headerBytes) {
          this.#head = Buffer.alloc(0);
          yield* this.#begin(head);
        }
      }
    }
  }

  *#begin(head: Buffer): Generator<Frame> {
    const first = head.readUInt32BE(0);
    const flags = head.readUInt8(4);
    const length = head.readUInt32BE(4) & 0xffffff;
    if (first < 0x80000000) {
      const fin = (flags & flagFin) !== 0;
      if (length > 0) this.#data = { streamId: first, missing: length, fin };
      else yield { kind: 'data', streamId: first, payload: Buffer.alloc(0), fin };
      return;
    }
    const spoken = (first >>> 16) & 0x7fff;
    if (spoken !== version) throw new Error(`SPDY version ${spoken} is spoken, only ${version} is understood`);
    if (length > maxControlBytes)
      throw new Error(`SPDY control frame of ${length} bytes is over the limit of ${maxControlBytes}`);
    this.#control = { type: first & 0xffff, flags, length, parts: [], missing: length };
    yield* this.#wholeControl();
  }

  *#wholeControl(): Generator<Frame> {
    if (!this.#control || this.#control.missing > 0) return;
    const { type, flags, parts } = this.#control;
    this.#control = undefined;
    yield { kind: 'control', type, flags, payload: Buffer.concat(parts) };
  }
}
