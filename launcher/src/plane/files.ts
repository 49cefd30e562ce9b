import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from '../binaries/binaries.ts';
import { CertificateAuthority, type CertificateFiles, serviceAccountKeys } from './certificates.ts';
import { writeKubeconfigs } from './identities.ts';
import { freePort } from './ports.ts';

const PORTS = [
  'api',
  'etcd',
  'etcdPeer',
  'controllerManager',
  'scheduler',
  'nats',
  'sandboxApi',
  'sandboxRouter',
  'postgres',
  'gateway',
] as const;
export type Ports = Record<(typeof PORTS)[number], number>;

/** Everything in the data folder that the parts of the control plane are started with. */
export interface PlaneFiles {
  dir: string;
  binaries: Binaries;
  ports: Ports;
  /** Of the API server. */
  url: string;
  clusterCa: string;
  etcdCa: string;
  kubeletCa: string;
  apiServer: CertificateFiles;
  etcdServer: CertificateFiles;
  etcdClient: CertificateFiles;
  etcdClientTls: { ca: string; cert: string; key: string };
  /** The API server's certificate towards the node. */
  kubeletClient: CertificateFiles;
  /** The node's own, for logs and exec. */
  kubeletServer: CertificateFiles;
  serviceAccounts: { privateKey: string; publicKey: string };
  adminTls(): { ca: string; cert: string; key: string };
  log(name: string): string;
}

/** The CN that the node checks besides the authority (research: every client of the authority would pass otherwise). */
export const KUBELET_CLIENT_CN = 'kube-apiserver-kubelet-client';

/**
 * Makes what is missing in `dir` and finds the rest: three authorities (cluster; etcd; API server to node), each for its
 * own pair, so that a certificate of one opens nothing of another; the ports of the last start where they are still free.
 */
export async function preparePlaneFiles(dir: string, binaries: Binaries): Promise<PlaneFiles> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const pki = join(dir, 'pki');
  const loopback = { ipAddresses: ['127.0.0.1'], dnsNames: ['localhost'] };
  const [cluster, etcd, kubelet, serviceAccounts, ports] = await Promise.all([
    CertificateAuthority.open(pki, 'cluster-ca'),
    CertificateAuthority.open(pki, 'etcd-ca'),
    CertificateAuthority.open(pki, 'kubelet-ca'),
    serviceAccountKeys(pki),
    choosePorts(join(dir, 'ports.json')),
  ]);
  const url = `https://127.0.0.1:${ports.api}`;
  const [apiServer, etcdServer, etcdClient, kubeletClient, kubeletServer] = await Promise.all([
    cluster.issue(pki, 'kube-apiserver', {
      commonName: 'kube-apiserver',
      use: 'server',
      ipAddresses: ['127.0.0.1', '127.96.0.1'],
      dnsNames: ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    }),
    etcd.issue(pki, 'etcd', { commonName: 'etcd', use: 'both', ...loopback }),
    etcd.issue(pki, 'etcd-client', { commonName: 'kube-apiserver', use: 'client' }),
    kubelet.issue(pki, 'kubelet-client', { commonName: KUBELET_CLIENT_CN, use: 'client' }),
    kubelet.issue(pki, 'kubelet', { commonName: 'system:node:local', use: 'server', ...loopback }),
    writeKubeconfigs(dir, cluster, url),
  ]);
  const text = (path: string) => readFileSync(path, 'utf8');
  return {
    dir,
    binaries,
    ports,
    url,
    clusterCa: cluster.certFile,
    etcdCa: etcd.certFile,
    kubeletCa: kubelet.certFile,
    apiServer,
    etcdServer,
    etcdClient,
    etcdClientTls: { ca: text(etcd.certFile), cert: text(etcdClient.cert), key: text(etcdClient.key) },
    kubeletClient,
    kubeletServer,
    serviceAccounts,
    adminTls: () => ({
      ca: text(cluster.certFile),
      cert: text(join(pki, 'clients', 'admin.crt')),
      key: text(join(pki, 'clients', 'admin.key')),
    }),
    log: (name) => join(dir, 'logs', `${name}.log`),
  };
}

async function choosePorts(file: string): Promise<Ports> {
  const kept: Partial<Ports> = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Partial<Ports>,
    () => ({}),
  );
  const ports: Partial<Ports> = {};
  for (const name of PORTS) {
    let port = await freePort(kept[name]);
    while (Object.values(ports).includes(port)) port = await freePort();
    ports[name] = port;
  }
  await writeFile(file, JSON.stringify(ports));
  return ports as Ports;
}
