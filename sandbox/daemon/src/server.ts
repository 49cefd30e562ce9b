import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { checkToken } from './auth.ts';
import { toConnectError } from './connect/error.ts';
import { sendError, serveRpc } from './connect/serve.ts';
import type { Daemon } from './daemon.ts';
import { filesystemService } from './filesystem/service.ts';
import { files } from './http/files.ts';
import { init } from './http/init.ts';
import { sendHttpError, sendJson } from './http/json.ts';
import { readMetrics } from './http/metrics.ts';
import { processService } from './process/service.ts';
import { refusePort, tunnelPort, tunnelRequest, tunnelUpgrade } from './tunnel.ts';

const RPCS = { ...processService, ...filesystemService };

type Handle = (
  daemon: Daemon,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
) => Promise<void>;

/** The REST calls; `open` ones check who calls by themselves or need not know. */
const REST: Record<string, { handle: Handle; open?: true }> = {
  'GET /health': { open: true, handle: async (_daemon, _request, response) => void response.writeHead(204).end() },
  'GET /metrics': {
    handle: async (daemon, _request, response) => sendJson(response, 200, await readMetrics(daemon.workdir)),
  },
  'GET /envs': { handle: async (daemon, _request, response) => sendJson(response, 200, daemon.environment) },
  'POST /init': { handle: init },
  'GET /files': { open: true, handle: files },
  'HEAD /files': { open: true, handle: files },
  'POST /files': { open: true, handle: files },
};

/** The server of the sandbox's only port: E2B's protocol, and the tunnel to all other ports. */
export function createDaemonServer(daemon: Daemon): Server {
  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, (request, response) => {
    // A client that leaves in the middle is no error of ours.
    response.on('error', () => undefined);
    void serve(daemon, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const port = tunnelPort(request, daemon.config);
    if (typeof port === 'number') tunnelUpgrade(request, socket, head, port, daemon.config);
    else socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  return server;
}

async function serve(daemon: Daemon, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const port = tunnelPort(request, daemon.config);
  if (port === 'invalid') return refusePort(request, response);
  if (port !== undefined) return tunnelRequest(request, response, port, daemon.config);
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const rpc = request.method === 'POST' ? RPCS[url.pathname] : undefined;
  try {
    if (rpc) {
      checkToken(request, daemon.config.token);
      return await serveRpc(rpc, daemon, request, response);
    }
    const rest = REST[`${request.method} ${url.pathname}`];
    if (!rest?.open) checkToken(request, daemon.config.token);
    if (!rest)
      return sendJson(response, 404, {
        code: 404,
        message: `${request.method} ${url.pathname} is not part of this sandbox's protocol.`,
      });
    await rest.handle(daemon, request, response, url.searchParams);
  } catch (error) {
    const known = toConnectError(error, `${request.method} ${url.pathname}`);
    if (rpc) sendError(response, known);
    else sendHttpError(response, known);
    // Whatever of the body was not read would otherwise be taken for the next request's beginning.
    request.resume();
  }
}
