import {
  type Agent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import type { LookupFunction } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';

/** Where a request is forwarded to, and how. */
export interface Forward {
  /** Addresses of one machine, tried in this order. */
  hosts: string[];
  port: number;
  /** Connections that are kept; undefined: one for each request. */
  agent?: Agent;
  /** Headers (lower case) that replace the request's own; undefined removes one. */
  headers: Record<string, string | undefined>;
  /** Changes the flat list of the answer's headers before it is passed on. */
  answerHeaders?(headers: string[]): string[];
  /** Answers when the target cannot be reached. Nothing has been sent to the client then. */
  unreachable(error: Error): Answer;
}

export interface Answer {
  status: number;
  type: string;
  body: string;
}

/** What is about one connection and must not be passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/**
 * Forwards one HTTP request, streaming both ways. When the target dies in the middle of its answer, the client's
 * connection is destroyed: a half answer must not look like a whole one.
 */
export function forwardRequest(request: IncomingMessage, response: ServerResponse, forward: Forward): void {
  const upstream = httpRequest(requestOptions(request, forward, bodyFraming(request)));
  const fail = (error: Error) => {
    upstream.destroy();
    if (response.headersSent) response.destroy();
    else sendAnswer(response, forward.unreachable(error));
  };
  upstream.once('error', fail);
  upstream.once('response', (answer) => {
    const headers = passedOn(answer);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, forward.answerHeaders?.(headers) ?? headers);
    // The first bytes of a stream may be long after its head.
    response.flushHeaders();
    pipeline(answer, response, () => undefined);
  });
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  request.once('error', () => upstream.destroy());
  request.pipe(upstream);
}

/** Forwards an upgrade (WebSocket). When the target refuses it, its answer is passed on and the connection closed. */
export function forwardUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, forward: Forward): void {
  const framing = ['connection', 'Upgrade', 'upgrade', String(request.headers.upgrade)];
  const upstream = httpRequest({ ...requestOptions(request, forward, framing), agent: false });
  const close = () => {
    upstream.destroy();
    socket.destroy();
  };
  socket.once('error', close);
  socket.once('close', () => upstream.destroy());
  upstream.once('error', (error) => {
    const { status, type, body } = forward.unreachable(error);
    if (socket.writable) {
      socket.end(
        `${statusLine(status, '')}content-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    }
  });
  upstream.once('response', (answer) => {
    socket.write(
      `${statusLine(answer.statusCode ?? 502, answer.statusMessage ?? '')}${headerLines(passedOn(answer))}connection: close\r\n\r\n`,
    );
    pipeline(answer, socket, close);
  });
  upstream.once('upgrade', (answer, target, targetHead) => {
    const lines = headerLines([...passedOn(answer), 'connection', 'Upgrade', 'upgrade', answer.headers.upgrade ?? '']);
    socket.write(`${statusLine(101, answer.statusMessage ?? '')}${lines}\r\n`);
    if (targetHead.length > 0) socket.write(targetHead);
    if (head.length > 0) target.write(head);
    pipeline(target, socket, target, () => {
      target.destroy();
      socket.destroy();
    });
  });
  upstream.end();
}

export function sendAnswer(response: ServerResponse, { status, type, body }: Answer): void {
  response
    .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' })
    .end(body);
}

function requestOptions(request: IncomingMessage, forward: Forward, framing: string[]): RequestOptions {
  const headers = passedOn(request).filter((_, index, all) => !(nameAt(all, index) in forward.headers));
  for (const [name, value] of Object.entries(forward.headers)) if (value !== undefined) headers.push(name, value);
  const [only, second] = forward.hosts;
  return {
    ...(second === undefined
      ? { host: only }
      : { host: 'localhost', lookup: fixedLookup(forward.hosts), autoSelectFamily: true }),
    port: forward.port,
    agent: forward.agent ?? false,
    method: request.method,
    path: request.url,
    headers: [...headers, ...framing],
    setHost: false,
  } as RequestOptions;
}

/** The flat list of a message's headers without those of its connection and those that its Connection header names. */
function passedOn(message: IncomingMessage): string[] {
  const named = new Set((message.headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  return message.rawHeaders.filter((_, index, all) => {
    const name = nameAt(all, index);
    return !HOP_BY_HOP.has(name) && !named.has(name);
  });
}

function nameAt(flat: string[], index: number): string {
  return (flat[index - (index % 2)] ?? '').toLowerCase();
}

function bodyFraming(request: IncomingMessage): string[] {
  return request.headers['transfer-encoding'] === undefined ? [] : ['transfer-encoding', 'chunked'];
}

function fixedLookup(hosts: string[]): LookupFunction {
  return (_name, _options, done) =>
    done(
      null,
      hosts.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
}

function statusLine(status: number, message: string): string {
  return `HTTP/1.1 ${status} ${message}\r\n`;
}

function headerLines(flat: string[]): string {
  let lines = '';
  for (let index = 0; index < flat.length; index += 2) lines += `${flat[index]}: ${flat[index + 1]}\r\n`;
  return lines;
}
