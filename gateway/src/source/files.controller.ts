import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { personOf } from '../accounts/identifyRequest.ts';
import { toBuild } from '../builds/build.ts';
import { checkName, checkNamespace } from '../builds/buildName.ts';
import { notSignedIn } from '../graphql/context.ts';
import type { BuildIdentity } from '../history/stored.ts';
import { nothingHere, orHttpFailure } from '../http/httpFailure.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { LOG } from '../oidc/oidc.controller.ts';
import { BuildObjects } from './buildObjects.ts';
import { streamGit } from './git.ts';
import { FILES_PATH, screenshotKey } from './links.ts';
import { Repositories } from './repositories.ts';

/** Bytes of a screenshot: those of a long page on a desk have less than one million. */
const LARGEST_SCREENSHOT = 8_000_000;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Milliseconds for a whole archive to be fetched. */
const ARCHIVE_WITHIN = 600_000;

interface BuildParams {
  namespace: string;
  name: string;
}

/** Files of builds, for browsers and programs that are signed in. Kubernetes says as them whether there is such a build. */
@Controller(`${FILES_PATH}/:namespace/:name`)
export class FilesController {
  @Inject(BuildObjects) readonly objects!: BuildObjects;
  @Inject(Repositories) readonly repositories!: Repositories;
  @Inject(PeopleKube) readonly people!: PeopleKube;
  @Inject(LOG) readonly log!: Log;

  @Get('screenshots/:against/:file')
  screenshot(
    @Param() { against, file, ...params }: BuildParams & { against: string; file: string },
    @Query('digest') digest: unknown,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    return orHttpFailure(response, this.log, async () => {
      const build = await visibleBuild(this.people, request, params);
      const key = screenshotKey(against, file);
      const object = key === undefined ? undefined : await this.objects.find(build, key);
      // The picture of another run of the check would prove nothing of this one.
      if (!object || object.size > LARGEST_SCREENSHOT || (digest !== undefined && digest !== object.digest)) {
        throw nothingHere();
      }
      const tag = `"${object.digest}"`;
      // Private: it is for whoever may see the build.
      response.setHeader(
        'cache-control',
        digest === undefined ? 'private, no-cache' : 'private, max-age=31536000, immutable',
      );
      response.setHeader('etag', tag);
      response.setHeader('vary', 'cookie, authorization');
      if (request.headers['if-none-match'] === tag) {
        response.writeHead(304).end();
        return;
      }
      const png = await this.objects.content(build, object);
      if (!png.subarray(0, PNG.length).equals(PNG)) {
        response.removeHeader('etag');
        throw nothingHere();
      }
      response.writeHead(200, {
        'content-type': 'image/png',
        'content-length': png.length,
        'content-disposition': 'inline',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      response.end(png);
    });
  }

  @Get('source.zip')
  archive(
    @Param() params: BuildParams,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    return orHttpFailure(response, this.log, async () => {
      const build = await visibleBuild(this.people, request, params);
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const isThere = await this.repositories.use(build, async (repository) => {
        const [head] = await repository.log();
        if (!head) return false;
        const args = ['archive', '--format=zip', `--prefix=${build.name}/`, head.id];
        await streamGit(repository.folder, args, {
          begin: () =>
            response.writeHead(200, {
              'content-type': 'application/zip',
              'content-disposition': `attachment; filename="${build.name}-${head.id.slice(0, 7)}.zip"`,
              'cache-control': 'private, no-store',
            }),
          output: response,
          within: ARCHIVE_WITHIN,
          signal: gone.signal,
        });
        response.end();
        return true;
      });
      if (!isThere) throw nothingHere();
    });
  }
}

/** The build of these names, when Kubernetes shows it to whoever asks. @throws Failed when it does not */
export async function visibleBuild(
  people: PeopleKube,
  request: IncomingMessage,
  { namespace, name }: BuildParams,
): Promise<BuildIdentity> {
  const person = personOf(request);
  if (!person) throw notSignedIn();
  const build = await people.for(person).builds.find({ namespace: checkNamespace(namespace), name: checkName(name) });
  if (!build) throw nothingHere();
  return toBuild(build).identity;
}
