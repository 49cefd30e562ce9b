import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { x } from 'tar';
import { foundOrMade } from '../fileLock.ts';
import { BINARY_NAMES, type Binaries, type BinaryName, cacheDir, VERSIONS } from './binaries.ts';
import { buildBinary, publish } from './build.ts';
import { download } from './download.ts';
import { findBinary, overrideVariable } from './find.ts';
import { type Release, releaseFor } from './releases.ts';

/** What a build from nothing takes on two cores: said beforehand, since Go says nothing meanwhile. */
const BUILD_TIMES: Partial<Record<BinaryName, string>> = {
  'kube-apiserver': ' (once; 3 to 5 minutes)',
  'kube-controller-manager': ' (once; 1 to 2 minutes)',
  etcd: ' (once; about a minute)',
};

type Say = (text: string) => void;

/** Every binary: found, downloaded and checked, or built; `say` hears what is being done. Throws with all that was tried. */
export async function ensureBinaries(say: Say): Promise<Binaries> {
  const binaries: Partial<Binaries> = {};
  // One after another: a Go build uses every core by itself, and the later ones reuse the first one's packages.
  for (const name of BINARY_NAMES) binaries[name] = await ensureBinary(name, say);
  return binaries as Binaries;
}

export function ensureBinary(name: BinaryName, say: Say): Promise<string> {
  const lockFile = join(cacheDir(), 'bin', `.lock-${name}`);
  return foundOrMade(
    lockFile,
    () => findBinary(name),
    () => obtainBinary(name, say),
  );
}

async function obtainBinary(name: BinaryName, say: Say): Promise<string> {
  const version = VERSIONS[name];
  const tried: string[] = [];
  const release = releaseFor(name);
  if (release) {
    try {
      say(`downloading ${name} ${version}`);
      return await downloadBinary(name, release, say);
    } catch (error) {
      tried.push(messageOf(error));
      say(`${name} could not be downloaded (${messageOf(error)}); building it instead`);
    }
  }
  try {
    say(`building ${name} ${version} from its source${BUILD_TIMES[name] ?? ''}`);
    return await buildBinary(name, say);
  } catch (error) {
    tried.push(messageOf(error));
  }
  throw new Error(
    `${name} ${version} is not on this machine and could not be had:\n${tried.map((line) => `- ${line}`).join('\n')}\n` +
      'What to do: install Go 1.21 or newer (with a module proxy in reach), or give this machine the internet, or put the ' +
      `program on PATH in that version, or name it by ${overrideVariable(name)}. Then start again.`,
  );
}

/** Downloads, checks and unpacks one binary into the cache. Throws DownloadFailed. */
export async function downloadBinary(name: BinaryName, release: Release, say: Say): Promise<string> {
  await mkdir(cacheDir(), { recursive: true });
  const temporary = await mkdtemp(join(cacheDir(), '.download-'));
  try {
    const file = join(temporary, 'file');
    let tenths = 0;
    await download(release, file, {
      onProgress(bytes, total) {
        const now = total ? Math.floor((bytes / total) * 10) : 0;
        if (now > tenths && now < 10) say(`downloading ${name} ${VERSIONS[name]}: ${now * 10}%`);
        tenths = now;
      },
    });
    let program = file;
    if (release.member) {
      await x({ file, cwd: temporary }, [release.member]);
      program = join(temporary, release.member);
    }
    await chmod(program, 0o755);
    return await publish(program, name);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
