import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gateway } from '../gateway.ts';
import { signedIn, type TestClient } from './client.ts';
import { startTestPlatform, type TestPlatform, type TestPlatformOptions } from './platform.ts';

export interface SignedInPlatform {
  platform: TestPlatform;
  gateway: Gateway;
  /** The first owner, signed in by the one-time link. */
  owner: TestClient;
  /** For files of the test; goes with the platform. */
  folder: string;
  stop(): Promise<void>;
}

/** A platform with one gateway whose owner has signed in. */
export async function startSignedIn(options?: TestPlatformOptions): Promise<SignedInPlatform> {
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-gateway-'));
  const platform = await startTestPlatform(options);
  const signInLinkFile = join(folder, 'link');
  const gateway = await platform.gateway({ signInLinkFile }, { now: options?.now });
  const owner = await signedIn(gateway.address, await readFile(signInLinkFile, 'utf8'));
  return {
    platform,
    gateway,
    owner,
    folder,
    async stop() {
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
