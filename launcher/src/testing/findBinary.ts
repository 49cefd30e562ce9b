import { type BinaryName, cachedBinary } from '../binaries/binaries.ts';

/** The path of one binary of the control plane, for a test that needs only that one. */
export async function findBinary(name: BinaryName): Promise<string> {
  return cachedBinary(name);
}
