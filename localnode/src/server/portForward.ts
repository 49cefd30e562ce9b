import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Containers } from '../runtime/containers.ts';
import type { SpdyStream } from '../spdy/stream.ts';
import type { Address } from './address.ts';
import { HttpError } from './httpError.ts';
import { upgradeToSpdy } from './spdyUpgrade.ts';

interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
  timer: NodeJS.Timeout;
}

const pairMilliseconds = 30_000;

/**
 * Port-forward over SPDY: for each connection that kubectl accepts it opens an error stream and a data stream with the same
 * requestID, and a port of the pod.
 */
export function portForward(
  containers: Containers,
  address: Address,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { namespace, pod } = address;
  if (!containers.names(namespace, pod))
    throw new HttpError(404, `pod "${pod}" of namespace "${namespace}" is not on this node`);
  const { connection } = upgradeToSpdy(request, socket, head, ['portforward.k8s.io']);
  const pairs = new Map<string, Pair>();
  connection.on('stream', (stream) => {
    const kind = stream.headers.get('streamtype');
    const port = Number(stream.headers.get('port'));
    // Old clients send no requestID: the data stream's id is then one pair's stream after the error stream's.
    const request = stream.headers.get('requestid') ?? String(kind === 'error' ? stream.id : stream.id - 2);
    if ((kind !== 'error' && kind !== 'data') || !Number.isInteger(port) || port < 1 || port > 65535) {
      stream.destroy();
      return;
    }
    const pair = pairs.get(request) ?? { timer: setTimeout(() => giveUp(request), pairMilliseconds).unref() };
    pairs.set(request, pair);
    pair[kind] = stream;
    if (!pair.error || !pair.data) return;
    clearTimeout(pair.timer);
    pairs.delete(request);
    void forward(containers, address, port, pair.data, pair.error);
  });
  const giveUp = (request: string) => {
    pairs.get(request)?.error?.destroy();
    pairs.get(request)?.data?.destroy();
    pairs.delete(request);
  };
  connection.on('close', () => {
    for (const pair of pairs.values()) clearTimeout(pair.timer);
  });
}

async function forward(
  containers: Containers,
  address: Address,
  port: number,
  data: SpdyStream,
  error: SpdyStream,
): Promise<void> {
  error.resume();
  let target: Duplex;
  try {
    target = await containers.connect(address.namespace, address.pod, port);
  } catch (cause) {
    error.end(`port ${port} of pod "${address.pod}" cannot be reached: ${(cause as Error).message}`);
    data.end();
    data.resume();
    return;
  }
  target.on('error', () => target.destroy());
  data.pipe(target);
  target.pipe(data);
  // kubectl waits for the end of both streams before it closes the connection that it accepted.
  target.once('close', () => {
    if (!data.writableEnded) data.end();
    data.resume();
    if (!error.writableEnded) error.end();
  });
  data.once('close', () => target.destroy());
}
