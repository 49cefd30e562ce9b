import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { ConnectError, errnoOf, toConnectError } from '../connect/error.ts';

const WRITE_IN_PLACE = constants.O_WRONLY | constants.O_CREAT;

/** What the SDK is told about a file that was written. */
export interface WrittenFile {
  name: string;
  type: 'file';
  path: string;
}

/** POST /files: one file as the body, or many as a form whose file names are the paths (a `path` given in the URL wins). */
export async function upload(
  request: IncomingMessage,
  path: string | undefined,
  resolve: (path: string) => string,
): Promise<WrittenFile[]> {
  const metadata = Object.keys(request.headers).find((name) => name.startsWith('x-metadata-'));
  if (metadata)
    throw new ConnectError('unimplemented', 'File metadata (X-Metadata-*) is not supported by this sandbox.');
  const body = decoded(request);
  if (request.headers['content-type']?.startsWith('multipart/form-data'))
    return uploadForm(request, body, path, resolve);
  if (path === undefined) throw new ConnectError('invalid_argument', 'The query parameter "path" is missing.');
  return [await write(resolve(path), body)];
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request;
  if (encoding !== 'gzip')
    throw new ConnectError('unimplemented', `The content encoding "${encoding}" is not supported: use gzip.`);
  const gunzip = createGunzip();
  request.once('error', (error) => gunzip.destroy(error));
  return request.pipe(gunzip);
}

async function uploadForm(
  request: IncomingMessage,
  body: Readable,
  path: string | undefined,
  resolve: (path: string) => string,
): Promise<WrittenFile[]> {
  const parts: { content: Readable; written: Promise<WrittenFile> }[] = [];
  const form = formParser(request);
  form.on('file', (_field, content, fileName) => {
    const target = path ?? unescapeFileName(fileName ?? '');
    const written = target === '' ? refuse() : write(resolve(target), content);
    // Reported below, after the whole form has been read: an unread part would stall the request.
    written.catch(() => content.resume());
    parts.push({ content, written });
  });
  try {
    await readWhole(form, body, request);
  } catch (error) {
    // A part that never ends would keep its file open for ever.
    for (const { content } of parts) content.destroy(new Error('the upload was cut off'));
    throw error;
  }
  if (parts.length === 0) throw new ConnectError('invalid_argument', 'The form holds no file.');
  return Promise.all(parts.map(({ written }) => written));
}

function readWhole(form: BusboyInstance, body: Readable, request: IncomingMessage): Promise<void> {
  return new Promise((done, fail) => {
    form.once('finish', done);
    form.once('error', (error) =>
      fail(new ConnectError('invalid_argument', `The form cannot be read: ${String(error)}`)),
    );
    body.once('error', fail);
    request.once('close', () => {
      if (!request.complete) fail(new ConnectError('invalid_argument', 'The upload was cut off.'));
    });
    body.pipe(form);
  });
}

function formParser(request: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      preservePath: true,
      fileHwm: 256 * 1024,
      isPartAFile: (_field, _type, fileName) => fileName !== undefined,
    });
  } catch (error) {
    throw new ConnectError('invalid_argument', `The form cannot be read: ${String(error)}`);
  }
}

async function refuse(): Promise<never> {
  throw new ConnectError('invalid_argument', 'A file of the form has no name: its name is the path to write to.');
}

/** The three characters that browsers (and undici) escape in a form's file names. */
function unescapeFileName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/**
 * Writes in place and shortens at the end: a program that watches the file never sees it empty, and a link, its mode
 * and its watchers stay as they are.
 */
async function write(path: string, content: Readable): Promise<WrittenFile> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, WRITE_IN_PLACE, 0o644);
    let length = 0;
    try {
      // Kept open when writing fails: destroying it would end the connection before the answer.
      for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        await file.writeFile(chunk);
        length += chunk.length;
      }
    } finally {
      // After a failure too: a new beginning with the old file's end would look like a whole file.
      await file.truncate(length).catch(ignoreDevice);
      await file.close();
    }
    return { name: basename(path), type: 'file', path };
  } catch (error) {
    throw toConnectError(error, `Writing "${path}"`);
  }
}

/** Pipes and devices have no length to set. */
function ignoreDevice(error: unknown): void {
  if (errnoOf(error) !== 'EINVAL') throw error;
}
