import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ConnectError, toConnectError } from '../connect/error.ts';

/** GET /files: a file's bytes; gzip only when the client asks for that and nothing else, as the SDK's `gzip: true` does. */
export async function download(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const size = await fileSize(path);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  };
  if (request.method === 'HEAD') {
    response.writeHead(200, { ...headers, 'content-length': size }).end();
    return;
  }
  if (request.headers['accept-encoding'] === 'gzip' && size > 0) {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    await pipeline(createReadStream(path), createGzip(), response);
    return;
  }
  response.writeHead(200, { ...headers, 'content-length': size });
  // A file that grows while it is read must not send more than was announced.
  if (size === 0) response.end();
  else await pipeline(createReadStream(path, { end: size - 1, highWaterMark: 256 * 1024 }), response);
}

async function fileSize(path: string): Promise<number> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new ConnectError('invalid_argument', `"${path}" is a directory, not a file.`);
    if (!info.isFile()) throw new ConnectError('invalid_argument', `"${path}" is not a regular file.`);
    return info.size;
  } catch (error) {
    throw toConnectError(error, `Reading "${path}"`);
  }
}
