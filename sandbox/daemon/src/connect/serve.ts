import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Daemon } from '../daemon.ts';
import type { Call, Rpc, ServerStream, StreamCall } from './call.ts';
import { decodeMessages, encodeEnd, encodeMessage, parseJson } from './envelope.ts';
import { ConnectError, toConnectError } from './error.ts';
import { asMessage, type Message } from './fields.ts';

/** The largest message in bytes: standard input is sent as base64 in one message. */
const MESSAGE_LIMIT = 96 * 1024 * 1024;
const KEEPALIVE_SECONDS = 50;
/** A client that takes nothing for so long is cut off: the command that it watches waits for it. */
const STALLED_MS = 30_000;

/** Answers one RPC in the Connect protocol with the JSON codec. */
export async function serveRpc(
  rpc: Rpc,
  daemon: Daemon,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call: Call = { daemon, headers: request.headers };
  switch (rpc.kind) {
    case 'unary':
      return answer(response, 'application/json', async () => {
        const message = asMessage(parseJson(await readBody(request)));
        return Buffer.from(JSON.stringify(await rpc.handle(message, call)));
      });
    case 'clientStream':
      return serveClientStream(rpc.handle, call, request, response);
    case 'serverStream':
      return serveStream(rpc.handle, encodeMessage(rpc.keepalive), call, request, response);
  }
}

async function answer(response: ServerResponse, type: string, body: () => Promise<Buffer>): Promise<void> {
  try {
    const bytes = await body();
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
  } catch (error) {
    sendError(response, toConnectError(error, 'The call'));
  }
}

/** Sends an error as a unary call's answer (also right for what is refused before a stream begins). */
export function sendError(response: ServerResponse, error: ConnectError): void {
  response.writeHead(error.httpStatus, { 'content-type': 'application/json' }).end(JSON.stringify(error));
}

async function serveClientStream(
  handle: (messages: AsyncIterable<Message>, call: Call) => Promise<object>,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/connect+json' });
  try {
    const result = await handle(messages(request), call);
    response.end(Buffer.concat([encodeMessage(result), encodeEnd()]));
  } catch (error) {
    response.end(encodeEnd(toConnectError(error, 'The call')));
  }
}

async function* messages(request: IncomingMessage): AsyncGenerator<Message> {
  for await (const message of decodeMessages(request as AsyncIterable<Buffer>, MESSAGE_LIMIT)) yield asMessage(message);
}

async function serveStream(
  handle: ServerStream,
  keepaliveFrame: Buffer,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let keepalive: NodeJS.Timeout | undefined;
  let stalled: NodeJS.Timeout | undefined;
  const stream: StreamCall = {
    ...call,
    gone: gone.signal,
    timeoutMs: timeoutMs(request),
    write: (frame) => {
      const more = response.write(frame);
      if (!more && !stalled) stalled = setTimeout(() => response.destroy(), STALLED_MS);
      return more;
    },
    onDrain: (listener) => response.on('drain', listener),
  };
  response.on('drain', () => {
    clearTimeout(stalled);
    stalled = undefined;
  });
  let end = encodeEnd();
  try {
    const first = await firstMessage(request);
    response.writeHead(200, { 'content-type': 'application/connect+json', 'cache-control': 'no-cache' });
    keepalive = setInterval(() => response.write(keepaliveFrame), 1000 * keepaliveSeconds(request));
    await handle(first, stream);
  } catch (error) {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/connect+json' });
    end = encodeEnd(toConnectError(error, 'The call'));
  } finally {
    clearInterval(keepalive);
    clearTimeout(stalled);
    response.end(end);
  }
}

/** The request of a server stream is one message; all of the body is read, so that nothing is left on the connection. */
async function firstMessage(request: IncomingMessage): Promise<Message> {
  const body = await readBody(request);
  for await (const message of decodeMessages(Readable.from([body]), MESSAGE_LIMIT)) return asMessage(message);
  throw new ConnectError('invalid_argument', 'The request has no message.');
}

function keepaliveSeconds(request: IncomingMessage): number {
  const asked = Number(request.headers['keepalive-ping-interval']);
  return asked >= 1 && asked <= 3600 ? asked : KEEPALIVE_SECONDS;
}

function timeoutMs(request: IncomingMessage): number | undefined {
  const asked = Number(request.headers['connect-timeout-ms']);
  return asked > 0 ? asked : undefined;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MESSAGE_LIMIT)
      throw new ConnectError('resource_exhausted', `The message is over the limit of ${MESSAGE_LIMIT} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
