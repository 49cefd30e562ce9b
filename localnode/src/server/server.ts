import { constants } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Containers } from '../runtime/containers.ts';
import { type Address, parseAddress } from './address.ts';
import { prepareAttach } from './attach.ts';
import { containerLogs } from './containerLogs.ts';
import { prepareExec } from './exec.ts';
import { HttpError } from './httpError.ts';
import { portForward } from './portForward.ts';
import { wantedStreams } from './remoteStreams.ts';
import { spdyStreams } from './spdyStreams.ts';

export interface ServerOptions {
  containers: Containers;
  /** 0 for any free port. */
  port: number;
  /** Files in PEM: the server's certificate (for IP 127.0.0.1) and key, and the CA of its clients. */
  cert: string;
  key: string;
  clientCA: string;
  /** Common name that a client's certificate must have: the CA may sign others' certificates too. */
  clientCN: string;
  /** Told of failures that no client can be told of any more. */
  onError?: (error: Error) => void;
}

export interface Server {
  port: number;
  /** Stops at once; commands and followed logs end. */
  close(): Promise<void>;
}

/** The kubelet's HTTPS server on 127.0.0.1: logs, exec, attach and port-forward, for the API server alone. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { containers, clientCN, onError = () => {} } = options;
  const [cert, key, ca] = await Promise.all([
    readFile(options.cert),
    readFile(options.key),
    readFile(options.clientCA),
  ]);
  const server = createServer({
    cert,
    key,
    ca,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    // A resumed session need not carry the client's certificate, which every request is judged by.
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
  const sockets = new Set<Duplex>();
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(containers, clientCN, request, response).catch((error: Error) => {
      if (!(error instanceof HttpError)) onError(error);
      if (response.headersSent) response.destroy();
      else sendError(response, error);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    upgrade(containers, clientCN, request, socket, head).catch((error: Error) => {
      if (error instanceof HttpError) refuse(socket, error);
      else {
        onError(error);
        socket.destroy();
      }
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function answer(
  containers: Containers,
  clientCN: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  checkClient(request, clientCN);
  const url = new URL(request.url ?? '/', 'https://localnode');
  if (url.pathname === '/healthz') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    return;
  }
  const address = find(url);
  if (address.verb !== 'containerLogs')
    throw new HttpError(400, `${address.verb} needs a connection upgrade to SPDY/3.1`);
  if (request.method !== 'GET') throw new HttpError(405, `containerLogs is read by GET, not by ${request.method}`);
  await containerLogs(containers, address, url.searchParams, response);
}

async function upgrade(
  containers: Containers,
  clientCN: string,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  checkClient(request, clientCN);
  const url = new URL(request.url ?? '/', 'https://localnode');
  const address = find(url);
  const protocol = String(request.headers.upgrade ?? '').toLowerCase();
  if (protocol !== 'spdy/3.1') throw new HttpError(400, `upgrade to "${protocol}" is not offered, only to SPDY/3.1`);
  if (address.verb === 'portForward') {
    portForward(containers, address, request, socket, head);
    return;
  }
  if (address.verb === 'containerLogs') throw new HttpError(400, 'containerLogs needs no connection upgrade');
  const run =
    address.verb === 'exec' ? prepareExec(containers, address, url.searchParams) : prepareAttach(containers, address);
  await run(await spdyStreams(request, socket, head, wantedStreams(url.searchParams)));
}

function checkClient(request: IncomingMessage, clientCN: string): void {
  const socket = request.socket as TLSSocket;
  const name = socket.getPeerCertificate().subject?.CN;
  if (!socket.authorized || name !== clientCN)
    throw new HttpError(403, `client "${name ?? 'without a name'}" may not use this node; only "${clientCN}" may`);
}

function find(url: URL): Address {
  const address = parseAddress(url.pathname);
  if (!address) throw new HttpError(404, `there is nothing at "${url.pathname}"`);
  return address;
}

function sendError(response: ServerResponse, error: Error): void {
  const status = error instanceof HttpError ? error.status : 500;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(error instanceof HttpError ? error.message : 'localnode failed to answer; its log has the reason');
}

function refuse(socket: Duplex, error: HttpError): void {
  const body = Buffer.from(error.message);
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? 'Error'}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body.toString()}`,
  );
}
