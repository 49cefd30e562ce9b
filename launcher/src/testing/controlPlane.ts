import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../binaries/find.ts';
import { applyManifests, platformManifests } from '../manifests.ts';
import type { Identity } from '../plane/identities.ts';
import { defaultServiceAccount, type Plane, startPlane } from '../plane/plane.ts';

export interface TestControlPlane {
  /** Of the API server. */
  url: string;
  kubeconfigPath(identity?: Identity): string;
  /** The pieces behind it: ports, certificates, an administrator's client, NATS. */
  plane: Plane;
  stop(): Promise<void>;
}

export interface TestControlPlaneOptions {
  /** Beside etcd and the API server; default: the controller manager and the scheduler. */
  parts?: ('controller-manager' | 'scheduler' | 'nats')[];
  /** false leaves out our CRDs and roles. */
  manifests?: boolean;
}

/**
 * A real control plane of its own in a temporary folder, with our CRDs and the roles of our programs, for one test file:
 * about five seconds. `stop()` ends it and removes the folder.
 */
export async function startControlPlane(options: TestControlPlaneOptions = {}): Promise<TestControlPlane> {
  const dir = await mkdtemp(join(tmpdir(), 'appfactory-plane-'));
  const parts = options.parts ?? ['controller-manager', 'scheduler'];
  try {
    const plane = await startPlane({ dir, binaries: await findBinaries(), parts, fsync: false });
    try {
      if (options.manifests !== false) await applyManifests(plane.client, await platformManifests());
      if (parts.includes('controller-manager')) await defaultServiceAccount(plane.client);
    } catch (error) {
      await plane.stop();
      throw error;
    }
    return {
      url: plane.url,
      plane,
      kubeconfigPath: (identity = 'admin') => plane.kubeconfigPath(identity),
      async stop() {
        await plane.stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}
