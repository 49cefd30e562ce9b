import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectError } from '../connect/error.ts';

const BODY_LIMIT = 1024 * 1024;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

/** An error of a REST call, as E2B's clients expect it. */
export function sendHttpError(response: ServerResponse, error: ConnectError): void {
  if (response.headersSent) response.destroy();
  else {
    const status = error.code === 'resource_exhausted' ? 507 : error.httpStatus;
    sendJson(response, status, { code: status, message: error.message });
  }
}

/** Reads a JSON object. Throws invalid_argument. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > BODY_LIMIT) throw new ConnectError('invalid_argument', `The body is over ${BODY_LIMIT} bytes.`);
  }
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below: whatever is wrong with it, it is not a JSON object.
  }
  throw new ConnectError('invalid_argument', 'The body is not a JSON object.');
}
