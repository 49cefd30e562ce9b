import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { x } from 'tar';
import { cacheDir } from './binaries.ts';
import { download } from './download.ts';
import { isExecutable } from './find.ts';
import { GO_VERSION, releaseFor } from './releases.ts';

/** The oldest Go that fetches the newer one which a go.mod asks for. */
const SELF_UPDATING = 21;
const NEEDED = Number(GO_VERSION.split('.')[1]);

/** A Go that can build: APPFACTORY_GO, or on PATH or in its usual place; in the cache; else the official one, downloaded. */
export async function goToolchain(say: (text: string) => void): Promise<string> {
  const cached = join(cacheDir(), 'go', GO_VERSION, 'bin', 'go');
  const named = process.env.APPFACTORY_GO;
  const candidates = named ? [named, cached] : ['go', '/usr/local/go/bin/go', cached];
  for (const candidate of candidates) if (await suits(candidate)) return candidate;
  const release = releaseFor('go');
  if (!release) {
    throw new Error(`there is no Go 1.${SELF_UPDATING} or newer here, and no checked download for this machine`);
  }
  say(`downloading Go ${GO_VERSION} to build with`);
  await mkdir(cacheDir(), { recursive: true });
  const temporary = await mkdtemp(join(cacheDir(), '.go-'));
  try {
    const archive = join(temporary, 'go.tar.gz');
    await download(release, archive);
    await x({ file: archive, cwd: temporary });
    await mkdir(join(cacheDir(), 'go'), { recursive: true });
    await rename(join(temporary, 'go'), join(cacheDir(), 'go', GO_VERSION)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  if (await isExecutable(cached)) return cached;
  throw new Error(`the Go that was downloaded has no ${cached}`);
}

async function suits(go: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(go, ['env', 'GOVERSION', 'GOTOOLCHAIN'], { timeout: 10_000 });
    const [version = '', toolchain = ''] = stdout.split('\n');
    const minor = Number(/^go1\.(\d+)/.exec(version)?.[1] ?? 0);
    return minor >= NEEDED || (minor >= SELF_UPDATING && toolchain !== 'local');
  } catch {
    return false;
  }
}
