import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Log } from '@appfactory/kube/log';
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { personOf } from '../accounts/identifyRequest.ts';
import { Failed } from '../graphql/failure.ts';
import { nothingHere, orHttpFailure } from '../http/httpFailure.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { LOG } from '../oidc/oidc.controller.ts';
import { visibleBuild } from './files.controller.ts';
import { streamGit } from './git.ts';
import { GIT_PATH } from './links.ts';
import { Repositories } from './repositories.ts';

/** Bytes of what a client says that it wants and has. */
const LARGEST_REQUEST = 4_000_000;
/** Milliseconds for a whole clone. */
const CLONE_WITHIN = 600_000;
const SERVICE = 'git-upload-pack';

interface GitParams {
  namespace: string;
  repository: string;
}

/**
 * `git clone` over git's smart HTTP protocol, reading alone. The password is an access token or a Kubernetes token; what git
 * shows of an answer that is no repository is its text.
 */
@Controller(`${GIT_PATH}/:namespace/:repository`)
export class GitController {
  @Inject(Repositories) readonly repositories!: Repositories;
  @Inject(PeopleKube) readonly people!: PeopleKube;
  @Inject(LOG) readonly log!: Log;

  @Get('info/refs')
  refs(
    @Param() params: GitParams,
    @Query('service') service: unknown,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    return this.#answer(request, response, params, async (folder, version) => {
      if (service !== SERVICE)
        throw new Failed('FORBIDDEN', 'This repository is for reading: an app is changed by its spec.');
      const begin = () => {
        beginAnswer(response, 'advertisement');
        // A line of the protocol begins with its length.
        if (version !== 'version=2') response.write('001e# service=git-upload-pack\n0000');
      };
      await this.#uploadPack(folder, ['--http-backend-info-refs'], { begin, response, version });
    });
  }

  @Post(SERVICE)
  pack(@Param() params: GitParams, @Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.#answer(request, response, params, async (folder, version) => {
      if (request.headers['content-type'] !== `application/x-${SERVICE}-request`) {
        throw new Failed('INVALID', 'This address is for git.');
      }
      const begin = () => beginAnswer(response, 'result');
      await this.#uploadPack(folder, [], { begin, response, version, input: limited(request) });
    });
  }

  async #uploadPack(
    folder: string,
    args: string[],
    stream: { begin: () => void; response: ServerResponse; version: string; input?: Readable },
  ): Promise<void> {
    const { begin, response, version, input } = stream;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    input?.once('error', () => gone.abort());
    await streamGit(folder, ['upload-pack', '--stateless-rpc', ...args, folder], {
      begin,
      input,
      output: response,
      env: version ? { GIT_PROTOCOL: version } : {},
      within: CLONE_WITHIN,
      signal: gone.signal,
    });
    if (gone.signal.aborted) response.destroy();
    else response.end();
  }

  #answer(
    request: IncomingMessage,
    response: ServerResponse,
    { namespace, repository }: GitParams,
    work: (folder: string, version: string) => Promise<void>,
  ): Promise<void> {
    return orHttpFailure(
      response,
      this.log,
      async () => {
        if (!personOf(request)) response.setHeader('www-authenticate', 'Basic realm="App Factory", charset="UTF-8"');
        const build = await visibleBuild(this.people, request, { namespace, name: repository.replace(/\.git$/, '') });
        const { 'git-protocol': said } = request.headers;
        const version = typeof said === 'string' && /^version=[012]$/.test(said) ? said : '';
        const isThere = await this.repositories.use(build, async ({ folder }) => {
          await work(folder, version);
          return true;
        });
        if (!isThere) throw nothingHere();
      },
      { isText: true },
    );
  }
}

function beginAnswer(response: ServerResponse, kind: 'advertisement' | 'result'): void {
  response.writeHead(200, { 'content-type': `application/x-${SERVICE}-${kind}`, 'cache-control': 'no-store' });
}

/** The body, unpacked, up to a size. */
function limited(request: IncomingMessage): Readable {
  let size = 0;
  const limit = new Transform({
    transform(part: Buffer, _, done) {
      size += part.length;
      done(size > LARGEST_REQUEST ? new Error('the request is too large') : null, part);
    },
  });
  const unpacked = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
  unpacked.on('error', (error) => limit.destroy(error));
  return unpacked.pipe(limit);
}
