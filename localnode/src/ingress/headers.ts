import type { IncomingMessage } from 'node:http';

/** Header lists as Node gives and takes them raw: name, value, name, value. Repeated headers stay repeated. */
export type RawHeaders = string[];

/** They speak of one connection, not of the message; the proxy's two connections each have their own. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'http2-settings',
]);
/** What a Connection header must not take away: whom the message is for, and where it ends. */
const protectedNames = new Set(['host', 'content-length', 'transfer-encoding']);

/**
 * The headers for the app: the browser's own, Host included, with X-Forwarded-* of ours in the place of any that came in.
 * `upgrade` keeps a WebSocket's handshake.
 */
export function requestHeaders(request: IncomingMessage, options: { upgrade: boolean }): RawHeaders {
  const headers = endToEnd(request.rawHeaders).filter(([name]) => !isForwarded(name));
  const { host = '' } = request.headers;
  const chunked = request.headers['transfer-encoding'] !== undefined;
  return [
    ...headers.flat(),
    ...['X-Forwarded-For', request.socket.remoteAddress ?? ''],
    ...['X-Forwarded-Host', host],
    ...['X-Forwarded-Proto', 'http'],
    ...(options.upgrade ? ['Connection', 'Upgrade', 'Upgrade', 'websocket'] : []),
    // The parser has taken the chunks apart and found no Content-Length beside them, or it would have refused the message.
    ...(chunked ? ['Transfer-Encoding', 'chunked'] : []),
  ];
}

/** The headers for the browser. Cookies lose their Domain: one app must not set cookies for its neighbours' hosts. */
export function responseHeaders(response: IncomingMessage): RawHeaders {
  return endToEnd(response.rawHeaders).flatMap(([name, value]) => [
    name,
    name.toLowerCase() === 'set-cookie' ? hostOnly(value) : value,
  ]);
}

function hostOnly(cookie: string): string {
  return cookie
    .split(';')
    .filter((part, index) => index === 0 || !/^\s*domain\s*(=|$)/i.test(part))
    .join(';');
}

function endToEnd(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  const named = new Set(
    pairs
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.toLowerCase().split(','))
      .map((name) => name.trim())
      .filter((name) => !protectedNames.has(name)),
  );
  return pairs.filter(([name]) => !hopByHop.has(name.toLowerCase()) && !named.has(name.toLowerCase()));
}

/** Also with underscores, which some servers read as the same name. */
function isForwarded(name: string): boolean {
  const plain = name.toLowerCase().replaceAll('_', '-');
  return plain.startsWith('x-forwarded-') || plain === 'forwarded' || plain === 'x-real-ip';
}
