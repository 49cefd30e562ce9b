import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeE2bSandbox {
  id: string;
  templateID: string;
  metadata: Record<string, string>;
  envVars: Record<string, string>;
  token: string;
  startedAt: Date;
  endAt: Date;
}

export interface FakeE2b {
  url: string;
  apiKey: string;
  running: Map<string, FakeE2bSandbox>;
  /** How many were ever made. */
  created: number;
  /** While true, lists do not show what was made, as the real cloud's may for some seconds. */
  lists: 'current' | 'lagging';
  close(): Promise<void>;
}

const PAGE = 2;

/** As much of E2B's control API as the operator uses, over real HTTP, for its unchanged SDK. */
export async function startFakeE2b(): Promise<FakeE2b> {
  const running: FakeE2b['running'] = new Map();
  const server = createServer((request, response) => {
    void body(request).then((sent) => {
      const { status, json, headers = {} } = answer(request, sent);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(json === undefined ? undefined : JSON.stringify(json));
    });
  });

  function answer(request: IncomingMessage, sent: Record<string, unknown>): Answer {
    if (request.headers['x-api-key'] !== fake.apiKey) return failure(401, 'wrong key');
    const url = new URL(request.url ?? '/', 'http://e2b');
    const [, id, verb] = /^(?:\/v2)?\/sandboxes(?:\/([^/]+))?(?:\/([a-z]+))?$/.exec(url.pathname) ?? [];
    const sandbox = running.get(id ?? '');
    if (request.method === 'POST' && !id) return create(sent);
    if (request.method === 'GET' && !id) return list(url);
    if (!sandbox) return failure(404, `sandbox ${id} not found`);
    if (request.method === 'GET') return { status: 200, json: info(sandbox) };
    if (request.method === 'DELETE') {
      running.delete(sandbox.id);
      return { status: 204 };
    }
    if (verb === 'timeout') sandbox.endAt = new Date(Date.now() + Number(sent.timeout) * 1000);
    return verb === 'connect' ? { status: 200, json: opened(sandbox) } : { status: 204 };
  }

  function create(sent: Record<string, unknown>): Answer {
    fake.created++;
    const sandbox: FakeE2bSandbox = {
      id: `i${randomBytes(9).toString('hex')}`,
      templateID: String(sent.templateID),
      metadata: (sent.metadata ?? {}) as Record<string, string>,
      envVars: (sent.envVars ?? {}) as Record<string, string>,
      token: randomBytes(12).toString('hex'),
      startedAt: new Date(),
      endAt: new Date(Date.now() + Number(sent.timeout ?? 300) * 1000),
    };
    running.set(sandbox.id, sandbox);
    return { status: 201, json: opened(sandbox) };
  }

  function list(url: URL): Answer {
    const wanted = new URLSearchParams(url.searchParams.get('metadata') ?? '');
    const matches = [...running.values()].filter(({ metadata }) =>
      // The SDK encodes twice.
      [...wanted].every(([key, value]) => metadata[decodeURIComponent(key)] === decodeURIComponent(value)),
    );
    const from = Number(url.searchParams.get('nextToken') ?? 0);
    const page = fake.lists === 'lagging' ? [] : matches.slice(from, from + PAGE);
    const more = fake.lists === 'current' && from + PAGE < matches.length;
    return { status: 200, json: page.map(info), headers: more ? { 'x-next-token': String(from + PAGE) } : {} };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const fake: FakeE2b = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: `e2b_${randomBytes(20).toString('hex')}`,
    running,
    created: 0,
    lists: 'current',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

interface Answer {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
}

function failure(code: number, message: string): Answer {
  return { status: code, json: { code, message } };
}

function opened({ id, templateID, token }: FakeE2bSandbox) {
  return { sandboxID: id, templateID, clientID: 'c', envdVersion: '0.6.13', envdAccessToken: token, domain: null };
}

function info({ id, templateID, metadata, startedAt, endAt }: FakeE2bSandbox) {
  const size = { cpuCount: 2, memoryMB: 512, diskSizeMB: 1000 };
  const common = { sandboxID: id, templateID, clientID: 'c', envdVersion: '0.6.13', state: 'running', ...size };
  return { ...common, metadata, startedAt: startedAt.toISOString(), endAt: endAt.toISOString() };
}

async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}
