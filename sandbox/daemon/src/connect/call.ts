import type { IncomingHttpHeaders } from 'node:http';
import type { Daemon } from '../daemon.ts';
import type { Message } from './fields.ts';

/** What every RPC is given besides its message. */
export interface Call {
  readonly daemon: Daemon;
  readonly headers: IncomingHttpHeaders;
}

/** A server stream in progress. */
export interface StreamCall extends Call {
  /** Aborted when the client has gone; the handler then returns. */
  readonly gone: AbortSignal;
  /** Milliseconds that the client gives the call (Connect-Timeout-Ms); undefined: no limit. */
  readonly timeoutMs: number | undefined;
  /** Writes an encoded frame; false means that the client is slow: wait for `drained` before the next. */
  write(frame: Buffer): boolean;
  onDrain(listener: () => void): void;
}

export type Unary = (message: Message, call: Call) => object | Promise<object>;
export type ServerStream = (message: Message, call: StreamCall) => Promise<void>;
export type ClientStream = (messages: AsyncIterable<Message>, call: Call) => Promise<object>;

/** One RPC, by the kind of its wire format. */
export type Rpc =
  | { kind: 'unary'; handle: Unary }
  | { kind: 'serverStream'; handle: ServerStream; keepalive: object }
  | { kind: 'clientStream'; handle: ClientStream };
