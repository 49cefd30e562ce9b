import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { Cluster } from './cluster.ts';
import { ClusterIps } from './clusterIps.ts';
import { IngressStatus } from './ingressStatus.ts';
import { startProxy } from './proxy.ts';

/** How long running requests may take to end after SIGTERM. */
const graceMilliseconds = 3_000;

/** The ingress proxy: Ingresses by Host and path on INGRESS_PORT, Services on their ClusterIPs. */
async function main(): Promise<void> {
  const { INGRESS_PORT = '8080', INGRESS_CLASS = 'localnode', SERVICE_CIDR = '127.96.0.0/16' } = process.env;
  const port = Number(INGRESS_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`INGRESS_PORT "${INGRESS_PORT}" must be a port number`);
  const log = createLog('ingress');
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const client = new KubeClient(loadKubeConfig(), { userAgent: 'appfactory-ingress' });
  const cluster = new Cluster(client, log, INGRESS_CLASS);
  await Promise.race([cluster.start(stop.signal), stopped]);
  const proxy = await startProxy({ routes: cluster, log, port });
  const clusterIps = new ClusterIps(cluster, log, SERVICE_CIDR);
  const status = new IngressStatus(client, log, INGRESS_CLASS, proxy.port);
  const update = () => {
    clusterIps.update(cluster.services.list());
    status.update(cluster.ingresses.list(), cluster.hosts);
  };
  cluster.on('declared', update);
  update();
  process.stdout.write(`${JSON.stringify({ ready: true, address: `http://127.0.0.1:${proxy.port}` })}\n`);

  await stopped;
  stop.abort();
  clusterIps.close();
  await proxy.close(graceMilliseconds);
  await client.close();
}

main().then(
  () => process.exit(0),
  (error: NodeJS.ErrnoException) => {
    const advice = error.code === 'EADDRINUSE' ? '; end what listens there, or set INGRESS_PORT to another port' : '';
    process.stderr.write(`ingress proxy: ${error.message}${advice}\n`);
    process.exit(1);
  },
);
