import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '@appfactory/kube/log';
import type { Sandbox } from '@appfactory/resources/sandbox';
import {
  type Answer,
  type Forward,
  forwardRequest,
  forwardUpgrade,
  sendAnswer,
} from '@appfactory/sandbox-daemon/forward';
import { HttpError, sendError } from '../httpError.ts';
import { daemonAddress, type Sandboxes } from '../sandboxes.ts';
import { OpenStreams } from './openStreams.ts';
import { absentAnswer, startingAnswer } from './page.ts';
import { type Route, type RouteOptions, readRoute } from './route.ts';

export interface RouterOptions extends RouteOptions {
  sandboxes: Sandboxes;
  log: Log;
  previewScheme: 'http' | 'https';
}

/**
 * The data plane: one address for all sandboxes. It speaks to each sandbox's daemon only; the daemon passes on what is
 * for another port. It holds no credential: the daemon checks the token that the client brings.
 */
export function createRouter(options: RouterOptions): Server {
  // Idle connections to a daemon are few, and cheaper than a new one for each command.
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 16, timeout: 0 });
  const open = new OpenStreams(options.sandboxes);
  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, (request, response) => {
    response.on('error', () => undefined);
    const target = targetOf(request, options, agent);
    if (!('forward' in target)) return refuse(response, target);
    const forget = open.add(target.sandbox, () => response.destroy());
    response.once('close', forget);
    forwardRequest(request, response, target.forward);
  });
  server.on('upgrade', (request, socket, head) => {
    const target = targetOf(request, options, agent);
    if (!('forward' in target)) return refuseUpgrade(socket, target);
    const forget = open.add(target.sandbox, () => socket.destroy());
    socket.once('close', forget);
    forwardUpgrade(request, socket, head, target.forward);
  });
  server.on('close', () => agent.destroy());
  return server;
}

type Target = { sandbox: Sandbox; forward: Forward } | { answer: Answer } | { error: HttpError };

function targetOf(request: IncomingMessage, options: RouterOptions, agent: Agent): Target {
  let route: Route;
  try {
    route = readRoute(request, options);
  } catch (error) {
    return { error: error instanceof HttpError ? error : new HttpError(500, 'The request could not be routed.') };
  }
  const sandbox = options.sandboxes.find(route.sandboxID);
  if (!sandbox) return { answer: absentAnswer(request, route.sandboxID) };
  const address = daemonAddress(sandbox);
  if (!address) return { answer: startingAnswer(request, route.sandboxID) };
  return {
    sandbox,
    forward: {
      hosts: [address.host],
      port: address.port,
      agent,
      headers: headersFor(request, route, options.previewScheme),
      unreachable: () => absentAnswer(request, route.sandboxID),
    },
  };
}

/** The app sees the browser's own Host; the daemon takes the platform's headers off what it passes on. */
function headersFor(request: IncomingMessage, route: Route, scheme: string): Record<string, string | undefined> {
  return {
    'e2b-sandbox-id': undefined,
    'e2b-sandbox-port': String(route.port),
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': scheme,
    'x-forwarded-for': request.socket.remoteAddress,
    'x-forwarded-port': undefined,
    forwarded: undefined,
  };
}

function refuse(response: ServerResponse, target: { answer: Answer } | { error: HttpError }): void {
  if ('answer' in target) sendAnswer(response, target.answer);
  else sendError(response, target.error);
}

function refuseUpgrade(socket: Duplex, target: { answer: Answer } | { error: HttpError }): void {
  const status = 'answer' in target ? target.answer.status : target.error.code;
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
