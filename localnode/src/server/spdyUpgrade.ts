import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SpdyConnection } from '../spdy/connection.ts';
import { HttpError } from './httpError.ts';

/**
 * Answers a request to speak SPDY/3.1 with the first protocol of `known` that the client also offers in X-Stream-Protocol-Version.
 * Throws HttpError 403 when there is none, as a kubelet does, so that clients fall back.
 */
export function upgradeToSpdy(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  known: readonly string[],
): { connection: SpdyConnection; protocol: string } {
  const offered = String(request.headers['x-stream-protocol-version'] ?? '')
    .split(',')
    .map((name) => name.trim());
  const protocol = known.find((name) => offered.includes(name));
  if (!protocol)
    throw new HttpError(403, `none of the protocols "${offered.join(', ')}" is known; use one of ${known.join(', ')}`);
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n' +
      `X-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
  );
  return { connection: new SpdyConnection(socket, 'server', head), protocol };
}
