import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Config } from './config.ts';
import { type Answer, type Forward, forwardRequest, forwardUpgrade, sendAnswer } from './forward.ts';
import { startingAnswer } from './preview/page.ts';

/**
 * The port inside the sandbox that the router asks for by the header E2b-Sandbox-Port, or undefined when it is the
 * daemon's own or none. What listens there is the app's: it needs no token, and it is not shown the platform's headers.
 */
export function tunnelPort(request: IncomingMessage, config: Config): number | 'invalid' | undefined {
  const header = request.headers['e2b-sandbox-port'];
  if (header === undefined) return undefined;
  const port = Number(header);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'invalid';
  return port === config.port || port === ENVD_PORT ? undefined : port;
}

/** E2B's name for the daemon, on whatever port it really listens. */
const ENVD_PORT = 49_983;

export function tunnelRequest(request: IncomingMessage, response: ServerResponse, port: number, config: Config): void {
  forwardRequest(request, response, target(request, port, config));
}

export function tunnelUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  port: number,
  config: Config,
): void {
  forwardUpgrade(request, socket, head, target(request, port, config));
}

export function refusePort(request: IncomingMessage, response: ServerResponse): void {
  const message = `The header E2b-Sandbox-Port "${String(request.headers['e2b-sandbox-port'])}" is not a port.`;
  sendAnswer(response, { status: 400, type: 'application/json', body: JSON.stringify({ code: 400, message }) });
}

function target(request: IncomingMessage, port: number, config: Config): Forward {
  return {
    hosts: config.tunnelHosts,
    port,
    headers: { 'e2b-sandbox-id': undefined, 'e2b-sandbox-port': undefined, 'x-access-token': undefined },
    unreachable: () => (port === config.preview?.port ? startingAnswer(request, []) : nothingThere(port)),
  };
}

function nothingThere(port: number): Answer {
  const message = `Nothing answers on port ${port} of the sandbox: start a server there.`;
  return { status: 502, type: 'application/json', body: JSON.stringify({ code: 502, message }) };
}
