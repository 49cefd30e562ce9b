import { access, constants } from 'node:fs/promises';
import { type Binaries, type BinaryName, cachedBinary, VERSIONS } from './binaries.ts';

/** The binaries that are already on this machine. Throws when one is missing. */
export async function findBinaries(): Promise<Binaries> {
  const found: Partial<Binaries> = {};
  for (const name of Object.keys(VERSIONS) as BinaryName[]) {
    await access(cachedBinary(name), constants.X_OK);
    found[name] = cachedBinary(name);
  }
  return found as Binaries;
}
