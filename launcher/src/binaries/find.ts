import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { BINARY_NAMES, type Binaries, type BinaryName, cachedBinary, VERSIONS } from './binaries.ts';

/** The variable by which a user names one binary, for example APPFACTORY_KUBE_APISERVER. */
export function overrideVariable(name: BinaryName): string {
  return `APPFACTORY_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * A binary that is already on this machine: named by the user (whatever its version), in KUBEBUILDER_ASSETS (same minor
 * version), in the cache, on PATH (same version). Throws when the user named one that cannot be run.
 */
export async function findBinary(name: BinaryName): Promise<string | undefined> {
  const named = process.env[overrideVariable(name)];
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Error(`${overrideVariable(name)} names "${named}", which cannot be run: correct or unset it`);
  }
  const minor = VERSIONS[name].split('.').slice(0, 2).join('.');
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets) {
    const path = join(assets, name);
    if ((await isExecutable(path)) && (await versionOf(name, path))?.startsWith(`${minor}.`)) return path;
  }
  if (await isExecutable(cachedBinary(name))) return cachedBinary(name);
  for (const dir of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(dir, name);
    if ((await isExecutable(path)) && (await versionOf(name, path)) === VERSIONS[name]) return path;
  }
  return undefined;
}

/** All binaries, when all are on this machine. Throws with the names of those that are missing. */
export async function findBinaries(): Promise<Binaries> {
  const found: Partial<Binaries> = {};
  for (const name of BINARY_NAMES) found[name] = await findBinary(name);
  const missing = BINARY_NAMES.filter((name) => !found[name]);
  if (missing.length === 0) return found as Binaries;
  throw new Error(`${missing.join(', ')}: not on this machine yet; npm start and npm test fetch or build them`);
}

/** The version that a binary says it has, without the v; undefined when it does not run. */
export async function versionOf(name: BinaryName, path: string): Promise<string | undefined> {
  const args = name === 'kubectl' ? ['version', '--client'] : ['--version'];
  try {
    const { stdout } = await promisify(execFile)(path, args, { timeout: 10_000 });
    return /v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
