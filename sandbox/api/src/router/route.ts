import type { IncomingMessage } from 'node:http';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import { hostName, refuseBrowsers } from '../access/browserGuard.ts';
import { HttpError } from '../httpError.ts';

/** Which sandbox a request is for, and which port in it. */
export interface Route {
  sandboxID: string;
  port: number;
}

const LABEL = /^(\d{1,5})-([a-z0-9]{1,64})$/;

export interface RouteOptions {
  previewDomain: string;
  hosts: string[];
}

/**
 * Reads a request's route: from its Host (`<port>-<sandboxID>.<domain>`), which is a preview's address in a browser, or
 * from the SDK's headers. A page of one sandbox can send any header but not another Host, so the Host alone decides
 * where there is one, and headers that say something else are refused.
 */
export function readRoute(request: IncomingMessage, options: RouteOptions): Route {
  const byHost = fromHost(request, options.previewDomain);
  const byHeader = fromHeaders(request);
  if (byHost && byHeader && (byHost.sandboxID !== byHeader.sandboxID || byHost.port !== byHeader.port)) {
    throw new HttpError(400, 'The Host names one sandbox and port, the headers E2b-Sandbox-Id and -Port another.');
  }
  const route = byHost ?? byHeader;
  if (!route) {
    throw new HttpError(
      404,
      `No sandbox is named: use the host <port>-<sandboxID>.${options.previewDomain}, or the header E2b-Sandbox-Id.`,
    );
  }
  if (!byHost) refuseBrowsers(request, options.hosts);
  else if (route.port === DAEMON_PORT && request.headers.origin !== undefined) {
    throw new HttpError(403, 'Requests of web pages (with an Origin header) do not reach a sandbox’s daemon.');
  }
  return route;
}

function fromHost(request: IncomingMessage, domain: string): Route | undefined {
  const name = hostName(request);
  const suffix = `.${domain.replace(/:\d+$/, '')}`;
  if (!name.endsWith(suffix)) return undefined;
  const [, port, sandboxID] = LABEL.exec(name.slice(0, -suffix.length)) ?? [];
  return port && sandboxID ? { sandboxID, port: validPort(port) } : undefined;
}

function fromHeaders(request: IncomingMessage): Route | undefined {
  const id = request.headers['e2b-sandbox-id'];
  if (typeof id !== 'string') return undefined;
  return { sandboxID: id, port: validPort(String(request.headers['e2b-sandbox-port'] ?? DAEMON_PORT)) };
}

function validPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new HttpError(400, `"${text}" is not a port.`);
  return port;
}
