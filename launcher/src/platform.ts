import { join } from 'node:path';
import type { KubeClient } from '@appfactory/kube/client';
import type { Binaries } from './binaries/binaries.ts';
import { type GatewayAccess, startGateway } from './gateway.ts';
import { linkImages } from './images/link.ts';
import type { PreparedImages } from './images/prepare.ts';
import { endLeftovers } from './leftovers.ts';
import { applyManifests, makeDefaults, platformManifests } from './manifests.ts';
import { type Parts, type PartsOptions, settled } from './parts.ts';
import { defaultServiceAccount, type Plane, startPlane } from './plane/plane.ts';
import { freePort, portIsFree } from './plane/ports.ts';
import { ingress, localnode, operator, PREVIEW_DOMAIN, provisioner, sandboxApi } from './programs.ts';

export interface PlatformOptions extends PartsOptions {
  binaries: Binaries;
  images: PreparedImages;
  /** Of the ingress; 0 takes any free one. */
  port: number;
  /** Start PostgreSQL and the gateway, too. */
  gateway?: boolean;
  /** false only for tests. */
  fsync?: boolean;
}

/** A running platform, on this machine's control plane or on the user's cluster. */
export interface Platform {
  /** With the administrator's rights. */
  client: KubeClient;
  parts: Parts;
  /** Where what answers, for people. */
  addresses: Record<string, string>;
  /** The gateway is started beside the rest: resolves when it is up; rejects with PartFailed, and builds go on. */
  gateway?: Promise<GatewayAccess>;
  stop(): Promise<void>;
}

/** The port is somebody else's. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  constructor(port: number) {
    super(
      `Port ${port} is in use by another program on this machine, and the apps would answer there.\n` +
        `What to do: end that program (ss -ltnp "sport = :${port}" shows it), or choose another port: --port N.`,
    );
  }
}

/** Throws PortInUse when another program holds the port. */
export async function requireFree(port: number): Promise<void> {
  if (port !== 0 && !(await portIsFree(port))) throw new PortInUse(port);
}

/** Starts everything, in order, and undoes it when a part does not start. Throws PartFailed or PortInUse. */
export async function startPlatform(options: PlatformOptions): Promise<Platform & { plane: Plane }> {
  const { dir, binaries, images } = options;
  const nodeDir = join(dir, 'node');
  await endLeftovers(dir);
  const ingressPort = options.port === 0 ? await freePort() : options.port;
  await requireFree(ingressPort);
  await linkImages(images, nodeDir);
  const stopping = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal;
  const plane = await startPlane({ ...options, signal, dir, binaries });
  try {
    const { files } = plane;
    await applyManifests(plane.client, [...(await platformManifests()), ...images.manifests]);
    await makeDefaults(plane.client);
    const sandboxPorts = { api: files.ports.sandboxApi, router: files.ports.sandboxRouter };
    if (!plane.nats) throw new Error('the platform needs NATS');
    await settled([
      plane.parts.add(localnode(files, nodeDir)),
      plane.parts.add(provisioner(files, nodeDir)),
      plane.parts.add(ingress(files, ingressPort)),
      plane.parts.add(sandboxApi(files.log, plane.kubeconfigPath('sandbox-api'), sandboxPorts)),
      defaultServiceAccount(plane.client, options.signal),
    ]);
    await plane.parts.add(
      operator(files.log, {
        kubeconfig: plane.kubeconfigPath('operator'),
        nats: plane.nats,
        sandboxPorts,
        ingressPort,
        platformImage: images.platformImage,
      }),
    );
    const gateway = options.gateway
      ? startGateway({
          dir,
          parts: plane.parts,
          log: files.log,
          ports: files.ports,
          kubeconfig: plane.kubeconfigPath('gateway'),
          nats: plane.nats,
          fsync: options.fsync,
        })
      : undefined;
    gateway?.catch(() => {});
    return {
      plane,
      gateway,
      client: plane.client,
      parts: plane.parts,
      addresses: {
        apps: `http://NAME.NAMESPACE.localhost:${ingressPort}`,
        previews: `http://3000-ID.${PREVIEW_DOMAIN}:${sandboxPorts.router}`,
        kubernetes: plane.url,
        sandboxes: `http://127.0.0.1:${sandboxPorts.api} (E2B API)`,
        nats: plane.nats.url,
        kubeconfig: plane.kubeconfigPath('admin'),
        logs: join(dir, 'logs'),
      },
      async stop() {
        stopping.abort();
        // Nothing may still be starting when the rest is stopped.
        await gateway?.catch(() => {});
        await plane.stop();
      },
    };
  } catch (error) {
    await plane.stop();
    throw error;
  }
}
