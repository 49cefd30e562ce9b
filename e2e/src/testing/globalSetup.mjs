import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which the test files of one run tell each other what they share. */
export default async function globalSetup() {
  process.env.APPFACTORY_E2E_SHARED = await mkdtemp(join(tmpdir(), 'appfactory-e2e-shared-'));
}
