import { ConnectError } from './error.ts';

const HEADER_BYTES = 5;
const END_OF_STREAM = 0x02;
const COMPRESSED = 0x01;

/** A message of a Connect stream: one byte of flags, four of length, then JSON. */
export function encodeMessage(message: object): Buffer {
  return encode(0, message);
}

/** The frame that ends every Connect stream; with an error when the call failed. */
export function encodeEnd(error?: ConnectError): Buffer {
  return encode(END_OF_STREAM, error ? { error: error.toJSON() } : {});
}

function encode(flags: number, message: object): Buffer {
  const json = JSON.stringify(message);
  const length = Buffer.byteLength(json);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  frame.writeUInt8(flags, 0);
  frame.writeUInt32BE(length, 1);
  frame.write(json, HEADER_BYTES);
  return frame;
}

/** Reads the messages of a request stream one by one. Throws invalid_argument when a frame is not one, or longer than `limit` bytes. */
export async function* decodeMessages(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<unknown> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= HEADER_BYTES) {
      const flags = pending.readUInt8(0);
      const length = pending.readUInt32BE(1);
      if (flags & COMPRESSED)
        throw new ConnectError('unimplemented', 'Compressed messages are not supported; send them plain.');
      if (length > limit)
        throw new ConnectError('resource_exhausted', `A message of ${length} bytes is over the limit of ${limit}.`);
      if (pending.length < HEADER_BYTES + length) break;
      const body = pending.subarray(HEADER_BYTES, HEADER_BYTES + length);
      pending = pending.subarray(HEADER_BYTES + length);
      if (flags & END_OF_STREAM) return;
      yield parseJson(body);
    }
  }
  if (pending.length > 0) throw new ConnectError('invalid_argument', 'The request ended in the middle of a message.');
}

export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new ConnectError('invalid_argument', 'The message is not JSON; use the JSON codec (application/json).');
  }
}
