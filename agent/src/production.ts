import { createHash, randomBytes } from 'node:crypto';
import type { Bucket } from '@appfactory/events/bucket';
import { artifactKey } from '@appfactory/events/subjects';
import type { Account, Target } from './verify/actors.ts';
import { siblingPort, waitFor } from './workspace/preview.ts';
import type { BuildSandbox } from './workspace/sandbox.ts';
import type { Toolchain } from './workspace/toolchain.ts';

const PORT = 3100;
const FOLDER = '/tmp/appfactory-production';
const ARCHIVE = '/tmp/appfactory-artifact.tgz';
const STANDALONE = '.next/standalone';

export interface Artifact {
  /** sha256:<hex> of the archive. */
  digest: string;
  /** Bytes. */
  size: number;
}

/** The production build of the app in its sandbox: made, served on a database of its own, packed. */
export class Production {
  readonly #sandbox: BuildSandbox;
  readonly #toolchain: Toolchain;
  readonly #previewUrl: string;

  constructor(sandbox: BuildSandbox, toolchain: Toolchain, previewUrl: string) {
    this.#sandbox = sandbox;
    this.#toolchain = toolchain;
    this.#previewUrl = previewUrl;
  }

  /** Resolves with the seconds that it took. */
  build(): Promise<number> {
    // In a sandbox an app is built once for each generation: the image's cache helps, one of its own would not.
    return this.#toolchain.script('build', 'BuildFailed', { NODE_ENV: 'production', APP_BUILD_CACHE: 'read' });
  }

  /** Starts the built server as a release would: an empty database, the owner made at first start. */
  async serve(owner: Account): Promise<{ target: Target; stop(): Promise<void> }> {
    await this.#sandbox.must(`rm -rf ${FOLDER} && mkdir -p ${FOLDER}`, 'WorkspaceBroken');
    const databaseUrl = `file:${FOLDER}/app.db`;
    const server = await this.#sandbox.start('exec node --run start', {
      output: '/tmp/appfactory-production.log',
      env: {
        NODE_ENV: 'production',
        PORT: String(PORT),
        HOSTNAME: '127.0.0.1',
        DATABASE_URL: databaseUrl,
        UPLOADS_DIR: `${FOLDER}/uploads`,
        OUTBOX_DIR: `${FOLDER}/outbox`,
        AUTH_SECRET: randomBytes(32).toString('base64url'),
        AUTH_TRUST_HOST: 'true',
        APP_OWNER_EMAIL: owner.email,
        APP_OWNER_PASSWORD: owner.password,
        APP_SAMPLE_DATA: '0',
      },
    });
    const origin = siblingPort(this.#previewUrl, PORT);
    await waitFor(`${origin}/api/health`, ({ status }) => status === 200);
    return { target: { kind: 'production', origin, databaseUrl }, stop: () => server.stop() };
  }

  /** Packs the build the same way every time and stores it in the bucket. */
  async pack(bucket: Bucket): Promise<Artifact> {
    const same = '--sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner';
    await this.#sandbox.must(
      `tar -C ${STANDALONE} ${same} --exclude=./data -cf - . | gzip -n -6 > ${ARCHIVE}`,
      'ArtifactFailed',
    );
    const bytes = await this.#sandbox.readBytes(ARCHIVE);
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    await bucket.put(artifactKey(digest), bytes);
    return { digest, size: bytes.length };
  }
}
