import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError } from '@appfactory/kube/errors';
import { refuseBrowsers } from '../access/browserGuard.ts';
import { HttpError, sendError, sendJson } from '../httpError.ts';
import type { Handle, Services } from './call.ts';
import { connect } from './connect.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { get } from './get.ts';
import { list, listAll } from './list.ts';
import { metrics } from './metrics.ts';
import { timeout } from './timeout.ts';
import { unsupported } from './unsupported.ts';

const snapshots = 'Keep files by git, or make a new sandbox from a template.';

/** The calls of E2B's control API; `:id` is a sandbox's. */
const ROUTES: Record<string, Handle> = {
  'POST /v2/sandboxes': create,
  'POST /sandboxes': create,
  'GET /v2/sandboxes': list,
  'GET /sandboxes': listAll,
  'GET /sandboxes/:id': get,
  'DELETE /sandboxes/:id': remove,
  'POST /v2/sandboxes/:id/connect': connect,
  'POST /sandboxes/:id/connect': connect,
  'POST /sandboxes/:id/timeout': timeout,
  'GET /sandboxes/:id/metrics': metrics,
  'POST /sandboxes/:id/pause': unsupported('Pausing', 'Give it a longer timeout, or kill it.'),
  'POST /sandboxes/:id/resume': unsupported('Resuming', 'Connect to it, or make a new one.'),
  'POST /sandboxes/:id/snapshots': unsupported('A snapshot', snapshots),
  'POST /sandboxes/:id/fork': unsupported('Forking', snapshots),
  'PUT /sandboxes/:id/network': unsupported(
    'Changing the network',
    'Its egress is what the namespace’s network policy says.',
  ),
  'GET /snapshots': unsupported('A snapshot', snapshots),
  'POST /v3/templates': unsupported('Building a template', 'Make an AppTemplate resource.'),
  'POST /v2/templates': unsupported('Building a template', 'Make an AppTemplate resource.'),
  'GET /volumes': unsupported('A volume', snapshots),
  'POST /volumes': unsupported('A volume', snapshots),
};

const SANDBOX_PATH = /^((?:\/v2)?\/sandboxes)\/([^/]+)(\/[a-z]+)?$/;

/** E2B's control API. Only programs may call it, with a ServiceAccount's token as the API key. */
export function createControlServer(services: Services, options: { hosts: string[] }): Server {
  // Creating a sandbox may take up to a minute, in which nothing is sent.
  return createServer({ keepAliveTimeout: 75_000, requestTimeout: 120_000 }, (request, response) => {
    response.on('error', () => undefined);
    serve(services, options.hosts, request, response).catch((error: unknown) => {
      const known = toHttpError(error);
      if (known.code >= 500) services.log.error({ err: error, path: request.url }, 'a call failed');
      if (response.headersSent) response.destroy();
      else sendError(response, known);
      request.resume();
    });
  });
}

async function serve(
  services: Services,
  hosts: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://api');
  // A kubelet's probe calls by the pod's address, and there is nothing to be had here.
  if (url.pathname === '/health') return void response.writeHead(204).end();
  refuseBrowsers(request, hosts);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const apiKey = request.headers['x-api-key'];
  const caller = await services.access.authenticate(typeof apiKey === 'string' ? apiKey : undefined);
  const { handle, sandboxID } = route(request.method ?? '', url.pathname);
  const { status, body, headers } = await handle({
    services,
    caller,
    request,
    query: url.searchParams,
    sandboxID,
    gone: gone.signal,
  });
  if (body === undefined) response.writeHead(status).end();
  else sendJson(response, status, body, headers);
}

function route(method: string, path: string): { handle: Handle; sandboxID: string } {
  const match = SANDBOX_PATH.exec(path);
  const pattern = match ? `${match[1]}/:id${match[3] ?? ''}` : path;
  const handle = ROUTES[`${method} ${pattern}`];
  if (!handle) throw new HttpError(404, `${method} ${path} is not part of this API.`);
  return { handle, sandboxID: decodeURIComponent(match?.[2] ?? '') };
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof ApiError && error.code === 409)
    return new HttpError(409, 'The sandbox changed meanwhile: try again.');
  if (error instanceof ApiError && error.code === 404) return new HttpError(404, 'The sandbox is gone.');
  if (error instanceof URIError) return new HttpError(400, 'The path is not encoded correctly.');
  return new HttpError(503, 'The cluster’s API server did not answer as expected: try again.');
}
