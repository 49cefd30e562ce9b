import type { BinaryName } from '../binaries/binaries.ts';
import { ensureBinary } from '../binaries/ensure.ts';

/** The path of one binary of the control plane, for a test that needs only that one. */
export function findBinary(name: BinaryName): Promise<string> {
  return ensureBinary(name, (text) => process.stderr.write(`${text}\n`));
}
