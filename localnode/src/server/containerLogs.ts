import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Containers } from '../runtime/containers.ts';
import type { Address } from './address.ts';
import { HttpError } from './httpError.ts';
import { openLog, type ReadLogOptions, readLog } from './logFile.ts';

interface LogQuery extends ReadLogOptions {
  previous: boolean;
  limitBytes?: number;
}

/** GET /containerLogs: what `kubectl logs` shows. Throws HttpError while no byte is sent. */
export async function containerLogs(
  containers: Containers,
  address: Address,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const { namespace, pod, container } = address;
  const options = parseQuery(query);
  if (!containers.names(namespace, pod)?.includes(container)) {
    throw new HttpError(
      404,
      `container "${container}" in pod "${pod}" of namespace "${namespace}" is not on this node`,
    );
  }
  const path = containers.logPath(namespace, pod, container, { previous: options.previous });
  if (!path) {
    if (options.previous)
      throw new HttpError(400, `previous terminated container "${container}" in pod "${pod}" not found`);
    throw new HttpError(400, `container "${container}" in pod "${pod}" is waiting to start: no log yet`);
  }
  const file = await openOrUndefined(path);
  const stop = new AbortController();
  response.on('close', () => stop.abort());
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.flushHeaders();
  if (file) {
    const follow = options.follow === true && !options.previous;
    const texts = readLog(file, path, { ...options, follow }, endOf(containers, address, path), stop.signal);
    await send(texts, options.limitBytes ?? Number.POSITIVE_INFINITY, response, stop.signal);
  }
  response.end();
}

async function send(
  texts: AsyncIterable<Buffer>,
  limit: number,
  to: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  let left = limit;
  for await (const text of texts) {
    const part = text.subarray(0, left);
    left -= part.length;
    if (!to.write(part)) await once(to, 'drain', { signal }).catch(() => {});
    if (left === 0) return;
  }
}

/** A log file goes away with its pod: there is then nothing to show. */
async function openOrUndefined(path: string): Promise<FileHandle | undefined> {
  try {
    return await openLog(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw new HttpError(404, 'the log file has been replaced by a link, which is not followed');
    throw error;
  }
}

/** The log at `path` has ended when its container does not run, or runs as another instance with another log. */
function endOf(containers: Containers, address: Address, path: string): () => boolean {
  const { namespace, pod, container } = address;
  return () => !containers.find(namespace, pod, container) || containers.logPath(namespace, pod, container) !== path;
}

function parseQuery(query: URLSearchParams): LogQuery {
  const stream = query.get('stream')?.toLowerCase();
  if (stream !== undefined && !['all', 'stdout', 'stderr'].includes(stream))
    throw new HttpError(400, `stream "${stream}" is neither All, Stdout nor Stderr`);
  return {
    follow: query.get('follow') === 'true',
    previous: query.get('previous') === 'true',
    timestamps: query.get('timestamps') === 'true',
    tailLines: wholeNumber(query, 'tailLines'),
    limitBytes: wholeNumber(query, 'limitBytes'),
    since: sinceOf(query),
    stream: stream === 'stdout' || stream === 'stderr' ? stream : undefined,
  };
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new HttpError(400, `${name} "${text}" must be a whole number of 0 or more`);
  return Number(text);
}

function sinceOf(query: URLSearchParams): number | undefined {
  const seconds = wholeNumber(query, 'sinceSeconds');
  if (seconds !== undefined) return Date.now() - seconds * 1000;
  const text = query.get('sinceTime');
  if (text === null) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new HttpError(400, `sinceTime "${text}" must be a time like 2026-01-02T03:04:05Z`);
  return time;
}
