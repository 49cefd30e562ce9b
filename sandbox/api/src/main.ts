import { once } from 'node:events';
import type { Server } from 'node:http';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { KubernetesAccess } from './access/kubernetesAccess.ts';
import { readConfig } from './config.ts';
import { createControlServer } from './control/server.ts';
import { createRouter } from './router/server.ts';
import { Sandboxes } from './sandboxes.ts';

/** E2B's control API and the router to the sandboxes, in front of the Sandbox resources of one cluster. */
const config = readConfig(process.env);
const log = createLog('sandbox-api');
const client = new KubeClient(loadKubeConfig(), { userAgent: 'sandbox-api' });
const sandboxes = new Sandboxes({ client, log });
const stopping = new AbortController();
void sandboxes.cache.run(stopping.signal);
await sandboxes.cache.synced;

const router = createRouter({ ...config, sandboxes, log });
const routerAddress = await listen(router, config.routerHost, config.routerPort);
const api = createControlServer(
  {
    client,
    access: new KubernetesAccess(client),
    sandboxes,
    log,
    previewDomain: () => withPort(config.previewDomain, routerAddress),
  },
  config,
);
const apiAddress = await listen(api, config.apiHost, config.apiPort);

async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return `http://${host}:${typeof address === 'object' && address ? address.port : port}`;
}

/** On this machine browsers reach the router by its port; a real domain has a proxy before it. */
function withPort(domain: string, router: string): string {
  const isLocal = domain === 'localhost' || domain.endsWith('.localhost');
  return isLocal ? `${domain}:${new URL(router).port}` : domain;
}

async function stop(): Promise<void> {
  stopping.abort();
  for (const server of [api, router]) {
    server.close();
    server.closeAllConnections();
  }
  await client.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
process.stdout.write(`${JSON.stringify({ ready: true, address: apiAddress, router: routerAddress })}\n`);
