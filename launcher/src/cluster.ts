import { join } from 'node:path';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { ensureBinary } from './binaries/ensure.ts';
import type { PreparedImages } from './images/prepare.ts';
import { endLeftovers } from './leftovers.ts';
import { applyManifests, crdManifests, makeDefaults } from './manifests.ts';
import { Parts, type PartsOptions } from './parts.ts';
import { writePrivate } from './plane/certificates.ts';
import { nats } from './plane/nats.ts';
import { freePort } from './plane/ports.ts';
import type { Platform } from './platform.ts';
import { operator, PREVIEW_DOMAIN, sandboxApi } from './programs.ts';
import { contextKubeconfig } from './userKubeconfig.ts';

export interface ClusterOptions extends PartsOptions {
  /** A context of the user's kubeconfig. */
  context: string;
  images: PreparedImages;
  /** Where the cluster's own ingress answers on this machine. */
  port: number;
}

/** What a cluster of the user's own does not get from this machine. */
export const NOT_ON_A_CLUSTER = [
  'No control plane, node, ingress or volumes are started here: the cluster brings its own.',
  "Pods use the images that the AppTemplates and PLATFORM_IMAGE name: the cluster's nodes must have them.",
  'NATS and the sandbox API listen on this machine only: agents in pods reach them where the cluster shares its network.',
  'The operator and the sandbox API act with the rights of this context, not with roles of their own.',
  'The gateway is not started: it would give whoever signs in the rights of this context.',
];

/** Runs the platform's programs against the user's cluster: our kinds applied, NATS, sandbox API and operator started here. */
export async function startOnCluster(options: ClusterOptions): Promise<Platform> {
  const { dir } = options;
  const chosen = await contextKubeconfig(options.context);
  await endLeftovers(dir);
  const kubeconfig = join(dir, 'kubeconfig', 'context');
  await writePrivate(kubeconfig, chosen);
  const client = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: kubeconfig } }));
  const parts = new Parts(options);
  const log = (name: string) => join(dir, 'logs', `${name}.log`);
  const stop = async () => {
    await parts.stop();
    await client.close();
  };
  try {
    await reachable(client, options.context);
    await applyManifests(client, [...(await crdManifests()), ...options.images.manifests]);
    await makeDefaults(client);
    const binary = await ensureBinary('nats-server', (text) => options.onStart?.(text));
    const queue = await nats({ dir: join(dir, 'nats'), port: await freePort(), binary, logFile: log('nats-server') });
    await parts.add(queue.spec);
    const sandboxPorts = { api: await freePort(), router: await freePort() };
    await parts.add(sandboxApi(log, kubeconfig, sandboxPorts));
    const platformImage = options.images.platformImage;
    const settings = { kubeconfig, nats: queue.access, sandboxPorts, ingressPort: options.port, platformImage };
    await parts.add(operator(log, settings));
    return {
      client,
      parts,
      addresses: {
        cluster: `${client.config.server} (context ${options.context})`,
        previews: `http://3000-ID.${PREVIEW_DOMAIN}:${sandboxPorts.router}`,
        sandboxes: `http://127.0.0.1:${sandboxPorts.api} (E2B API)`,
        nats: queue.access.url,
        kubeconfig,
        logs: join(dir, 'logs'),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function reachable(client: KubeClient, context: string): Promise<void> {
  try {
    await client.request('GET', '/version');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the cluster of context "${context}" at ${client.config.server} does not answer: ${reason}`);
  }
}
