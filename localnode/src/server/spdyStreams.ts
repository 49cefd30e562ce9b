import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SpdyConnection } from '../spdy/connection.ts';
import type { SpdyStream } from '../spdy/stream.ts';
import { type RemoteStreams, streamsTimeoutMilliseconds, type WantedStreams } from './remoteStreams.ts';
import { upgradeToSpdy } from './spdyUpgrade.ts';

const protocols = [
  'v5.channel.k8s.io',
  'v4.channel.k8s.io',
  'v3.channel.k8s.io',
  'v2.channel.k8s.io',
  'channel.k8s.io',
];
/** How long a client may take to hang up after the last byte, before we do. */
const hangUpMilliseconds = 10_000;

/** The streams of an exec or attach over SPDY. Throws HttpError before the upgrade, Error when the client opens too few streams. */
export async function spdyStreams(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  wanted: WantedStreams,
): Promise<RemoteStreams> {
  const { connection, protocol } = upgradeToSpdy(request, socket, head, protocols);
  const version = Number(/^v(\d)/.exec(protocol)?.[1] ?? 1);
  const names = ['error', ...(['stdin', 'stdout', 'stderr'] as const).filter((name) => wanted[name])];
  if (wanted.tty && version >= 3) names.push('resize');
  const streams = await collect(connection, names);
  const gone = new AbortController();
  connection.on('close', () => gone.abort());
  if (connection.closed) gone.abort();
  const error = streams.get('error');
  if (!error) throw new Error('the client opened no error stream');
  return {
    stdin: streams.get('stdin'),
    stdout: streams.get('stdout'),
    stderr: streams.get('stderr'),
    resize: streams.get('resize'),
    error,
    version,
    signal: gone.signal,
    close: () => close(connection, [...streams.values()]),
  };
}

function collect(connection: SpdyConnection, names: readonly string[]): Promise<Map<string, SpdyStream>> {
  const streams = new Map<string, SpdyStream>();
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      connection.close();
      reject(
        new Error(`${why}; streams opened: ${[...streams.keys()].join(', ') || 'none'}, expected: ${names.join(', ')}`),
      );
    };
    const timer = setTimeout(() => fail('the client opened too few streams in time'), streamsTimeoutMilliseconds);
    connection.on('close', () => {
      clearTimeout(timer);
      fail('the client went away');
    });
    connection.on('stream', (stream) => {
      const name = stream.headers.get('streamtype') ?? '';
      if (!names.includes(name) || streams.has(name)) {
        stream.destroy();
        return;
      }
      streams.set(name, stream);
      if (streams.size < names.length) return;
      clearTimeout(timer);
      resolve(streams);
    });
  });
}

/** The client hangs up when it has read everything; hanging up first could take its last bytes away. */
async function close(connection: SpdyConnection, streams: readonly SpdyStream[]): Promise<void> {
  for (const stream of streams) if (!stream.destroyed) stream.end();
  if (!connection.closed) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, hangUpMilliseconds);
      connection.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  connection.close();
}
