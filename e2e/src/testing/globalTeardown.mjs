import { rm } from 'node:fs/promises';
import { endSharedPlatform } from './sharedPlatform.ts';

/** Ends the platform that the test files shared, where any asked for one. A throw here fails the run. */
export default async function globalTeardown() {
  try {
    await endSharedPlatform();
  } finally {
    await rm(process.env.APPFACTORY_E2E_SHARED, { recursive: true, force: true });
  }
}
