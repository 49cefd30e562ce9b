import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents } from '@appfactory/events/connection';
import { inboxPrefix } from '@appfactory/events/credentials';
import { artifactKey } from '@appfactory/events/subjects';
import { x } from 'tar';
import { artifactFolder, hexOf, type Layout } from './layout.ts';

export interface FetchOptions {
  layout: Layout;
  digest: string;
  /** build_<uid> */
  bucket: string;
  natsUrl: string;
  credsFile: string;
}

/** Brings an artifact onto the volume, checked by its digest, in one step; nothing happens when it is there. */
export async function fetchArtifact({ layout, digest, bucket, natsUrl, credsFile }: FetchOptions): Promise<void> {
  const hex = hexOf(digest);
  const folder = artifactFolder(layout, hex);
  if (existsSync(folder)) return;
  mkdirSync(layout.artifacts, { recursive: true });
  const work = mkdtempSync(join(layout.artifacts, '.fetch-'));
  try {
    const archive = join(work, 'artifact.tgz');
    await download({ digest, bucket, natsUrl, credsFile }, archive);
    const found = await sha256(archive);
    if (found !== hex) throw new Error(`the artifact ${digest} arrived damaged: its content is sha256:${found}`);
    const unpacked = join(work, 'unpacked');
    mkdirSync(unpacked);
    await x({ file: archive, cwd: unpacked, strict: true });
    if (!existsSync(join(unpacked, 'server.js'))) {
      throw new Error(`the artifact ${digest} has no server.js at its root: it is no standalone production build`);
    }
    place(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(from: Omit<FetchOptions, 'layout'>, archive: string): Promise<void> {
  const uid = from.bucket.replace(/^build_/, '');
  const connection = await connectEvents({
    url: from.natsUrl,
    credsFile: from.credsFile,
    name: `release ${from.digest.slice(0, 19)}`,
    inboxPrefix: inboxPrefix(uid),
  });
  try {
    const bucket = await Bucket.open(connection, uid);
    if (await bucket.getFile(artifactKey(from.digest), archive)) return;
    throw new Error(`the bucket ${from.bucket} has no artifact ${from.digest}; build the app again`);
  } finally {
    await connection.close();
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Another fetch of the same artifact may have been first: then its folder is as good as ours. */
function place(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
