import type { Readable, Writable } from 'node:stream';

/** Which streams a client asked for; they come by these names, whatever carries them. */
export interface WantedStreams {
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
  tty: boolean;
}

/** The streams of one exec or attach, over SPDY or a WebSocket. */
export interface RemoteStreams {
  stdin?: Readable;
  stdout?: Writable;
  stderr?: Writable;
  /** New sizes of the client's terminal, as lines of JSON: `{"Width":80,"Height":24}`. */
  resize?: Readable;
  /** How it ended; a Status object from version 4 of the protocol on, a plain text before. */
  error: Writable;
  version: number;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
  /** Ends all streams, waits until they are sent, and closes what carries them. */
  close(): Promise<void>;
}

/** The parameters that client-go sends; without any of them kubectl would wait for nothing. */
export function wantedStreams(query: URLSearchParams): WantedStreams {
  const wanted = (name: string) => query.get(name) === '1' || query.get(name) === 'true';
  const tty = wanted('tty');
  return { tty, stdin: wanted('input'), stdout: wanted('output'), stderr: wanted('error') && !tty };
}

/** How long a client may take to open the streams that it announced. */
export const streamsTimeoutMilliseconds = 30_000;
