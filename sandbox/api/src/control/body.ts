import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { HttpError } from '../httpError.ts';

const LIMIT = 1024 * 1024;

/** Reads the JSON body by a schema. Throws 400 that says which field is wrong and why. */
export async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMIT) throw new HttpError(413, `The body is over ${LIMIT} bytes.`);
    chunks.push(chunk);
  }
  const result = schema.safeParse(parse(Buffer.concat(chunks).toString('utf8')));
  if (!result.success) throw new HttpError(400, `The body is wrong: ${z.prettifyError(result.error)}`);
  return result.data;
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}
