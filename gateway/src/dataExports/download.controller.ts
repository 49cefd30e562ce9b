import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DATA_ARCHIVE_KEY } from '@appfactory/events/subjects';
import type { Log } from '@appfactory/kube/log';
import type { DataExport } from '@appfactory/resources/dataExport';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { personOf } from '../accounts/identifyRequest.ts';
import { nameOf } from '../accounts/person.ts';
import { AuditLog } from '../audit/auditLog.ts';
import { notSignedIn } from '../graphql/context.ts';
import { Failed, failedOf } from '../graphql/failure.ts';
import { rangeAsked } from '../http/byteRange.ts';
import { requestId } from '../http/guard.ts';
import { nothingHere, orHttpFailure } from '../http/httpFailure.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { LOG } from '../oidc/oidc.controller.ts';
import { findReady } from './dataExports.ts';
import { DataObjects } from './dataObjects.ts';
import { DATA_PATH } from './links.ts';

/** Milliseconds for a whole archive. */
const DOWNLOAD_WITHIN = 6 * 3_600_000;
/** Each has a few megabytes in memory. */
const MOST_AT_ONCE = 16;

/** Archives of apps' data, for those whom Kubernetes shows the DataExport. Every try is in the audit log. */
@Controller(DATA_PATH)
export class DownloadController {
  @Inject(DataObjects) readonly objects!: DataObjects;
  @Inject(PeopleKube) readonly people!: PeopleKube;
  @Inject(AuditLog) readonly audit!: AuditLog;
  @Inject(LOG) readonly log!: Log;
  #now = 0;

  @Get(':namespace/:file')
  download(
    @Param() { namespace, file }: { namespace: string; file: string },
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    return orHttpFailure(response, this.log, async () => {
      const person = personOf(request);
      if (!person) throw notSignedIn();
      const kube = this.people.for(person);
      // What cannot be logged is not done.
      const id = await this.audit.note({
        requestId: requestId(request),
        person: nameOf(person),
        actedAs: kube.actingAs,
        action: 'downloadData',
        arguments: {
          namespace: shown(namespace),
          file: shown(file),
          ...(request.headers.range !== undefined && { range: shown(request.headers.range) }),
        },
        address: request.socket.remoteAddress ?? '',
        outcome: null,
      });
      try {
        const [, name] = /^([a-z0-9-]{1,52})\.tar\.gz$/.exec(file) ?? [];
        const found = name === undefined ? undefined : await findReady(kube, { namespace, name });
        if (!found) throw nothingHere();
        await this.audit.end(id, await this.#send(found, request, response));
      } catch (error) {
        await this.audit.end(id, failedOf(error)?.code ?? 'error').catch(() => {});
        throw error;
      }
    });
  }

  /** How it ended, for the audit log. */
  async #send(found: DataExport, request: IncomingMessage, response: ServerResponse): Promise<string> {
    const { archive } = found.status ?? {};
    const identity = { uid: found.metadata.uid ?? '' };
    const object = await this.objects.find(identity, DATA_ARCHIVE_KEY);
    if (!archive || !object || `sha256:${object.digest}` !== archive.digest) throw nothingHere();
    if (this.#now >= MOST_AT_ONCE) {
      throw new Failed('UNAVAILABLE', 'Many archives are being downloaded now: try again in a few minutes.');
    }
    const { size } = object;
    const etag = `"${object.digest}"`;
    const asked = request.method === 'GET' ? rangeAsked(request.headers, { size, etag }) : 'all';
    if (asked === 'none') {
      response.writeHead(416, { 'content-range': `bytes */${size}`, 'content-length': 0, etag });
      response.end();
      return 'INVALID';
    }
    const { first, last } = asked === 'all' ? { first: 0, last: size - 1 } : asked;
    response.writeHead(asked === 'all' ? 200 : 206, {
      'content-type': 'application/gzip',
      'content-length': last - first + 1,
      ...(asked !== 'all' && { 'content-range': `bytes ${first}-${last}/${size}` }),
      'accept-ranges': 'bytes',
      // The archive is of one moment: a part of it goes on as long as it is there.
      etag,
      'content-disposition': `attachment; filename="${found.spec.release}-data-${archive.at.slice(0, 10)}.tar.gz"`,
      'cache-control': 'private, no-store',
    });
    if (request.method === 'HEAD') {
      response.end();
      return 'ok';
    }
    this.#now += 1;
    try {
      const parts = Readable.from(this.objects.parts(identity, object, { first, last }), { objectMode: false });
      await pipeline(parts, response, { signal: AbortSignal.timeout(DOWNLOAD_WITHIN) });
      return 'ok';
    } catch (error) {
      if (isGone(error)) return 'aborted';
      throw error;
    } finally {
      this.#now -= 1;
    }
  }
}

/** Whoever downloads has gone, or took too long. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}

const shown = (text: string) => text.slice(0, 200).toWellFormed().replaceAll('\0', '\ufffd');
