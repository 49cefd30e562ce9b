import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Release } from './releases.ts';

/** A file could not be had, or is not what it must be; the message says which and what came instead. */
export class DownloadFailed extends Error {
  override readonly name = 'DownloadFailed';
}

export interface DownloadOptions {
  /** Milliseconds to the answer's first byte; short, since without a network the build should start. */
  connectTimeout?: number;
  /** Milliseconds without a byte after which a download counts as stalled. */
  stallTimeout?: number;
  /** Hears how much has come; total is undefined where the server does not say. */
  onProgress?: (bytes: number, total: number | undefined) => void;
}

/** Where a release is fetched from: APPFACTORY_DOWNLOAD_MIRROR stands for every origin, with the same paths below it. */
export function urlOf(release: Release): string {
  return `${process.env.APPFACTORY_DOWNLOAD_MIRROR || release.origin}/${release.path}`;
}

/** Fetches a release into `target`, which then has the pinned checksum; a file without it is removed. Throws DownloadFailed. */
export async function download(release: Release, target: string, options: DownloadOptions = {}): Promise<void> {
  const { connectTimeout = 5000, stallTimeout = 20_000 } = options;
  const url = urlOf(release);
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: connectTimeout } });
  const abort = new AbortController();
  // One timer, first for the answer, then for each piece.
  let timer = setTimeout(() => abort.abort(new Error(`no answer within ${connectTimeout / 1000} s`)), connectTimeout);
  const postpone = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error(`nothing came for ${stallTimeout / 1000} s`)), stallTimeout);
  };
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const response = await fetch(url, { dispatcher, signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const total = Number(response.headers.get('content-length')) || undefined;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        postpone();
        hash.update(chunk);
        bytes += chunk.length;
        options.onProgress?.(bytes, total);
        done(null, chunk);
      },
    });
    await mkdir(dirname(target), { recursive: true });
    postpone();
    await pipeline(Readable.fromWeb(response.body), measure, createWriteStream(target), { signal: abort.signal });
    const got = hash.digest('hex');
    if (got !== release.sha256) {
      throw new Error(`its checksum is ${got} where ${release.sha256} is pinned: it is not the file that was released`);
    }
  } catch (error) {
    await rm(target, { force: true });
    throw new DownloadFailed(`${url}: ${reasonOf(abort.signal.aborted ? abort.signal.reason : error)}`);
  } finally {
    clearTimeout(timer);
    await dispatcher.destroy();
  }
}

/** undici says "fetch failed" or "terminated", with the reason behind it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = (error.cause as { message?: string } | undefined)?.message ?? '';
  if (error.message === 'terminated') return `the connection was cut off${cause ? ` (${cause})` : ''}`;
  return cause && !error.message.includes(cause) ? `${error.message}: ${cause}` : error.message;
}
