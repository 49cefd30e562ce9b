import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkSignature, checkToken } from '../auth.ts';
import { ConnectError } from '../connect/error.ts';
import type { Daemon } from '../daemon.ts';
import { download } from './download.ts';
import { sendJson } from './json.ts';
import { upload } from './upload.ts';

/** GET and POST /files, permitted by the token or by a signed URL. */
export async function files(
  daemon: Daemon,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const operation = operationOf(request);
  const path = query.get('path') ?? '';
  const signature = query.get('signature');
  const username = query.get('username') ?? '';
  if (signature === null) checkToken(request, daemon.config.token);
  else
    checkSignature(
      { path, operation, username, signature, expiration: query.get('signature_expiration') },
      daemon.config.token,
    );
  daemon.user.check(username || undefined);
  if (operation === 'write') {
    sendJson(response, 200, await upload(request, path || undefined, (name) => daemon.resolve(name)));
  } else {
    if (path === '') throw new ConnectError('invalid_argument', 'The query parameter "path" is missing.');
    await download(daemon.resolve(path), request, response);
  }
}

function operationOf(request: IncomingMessage): 'read' | 'write' {
  if (request.method === 'GET' || request.method === 'HEAD') return 'read';
  if (request.method === 'POST') return 'write';
  throw new ConnectError('unimplemented', `${request.method} /files is not supported: use GET or POST.`);
}
