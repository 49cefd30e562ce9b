import type { ProcessSpec } from '../process.ts';
import type { PlaneFiles } from './files.ts';

/** Addresses of Services: loopback, so that the ingress proxy can really listen on each. */
export const SERVICE_CIDR = '127.96.0.0/16';

/** kube-apiserver: the Kubernetes API, for clients with a certificate or a service account token only. */
export function apiserver(files: PlaneFiles): ProcessSpec {
  return {
    name: 'kube-apiserver',
    command: files.binaries['kube-apiserver'],
    args: [
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${files.ports.api}`,
      `--tls-cert-file=${files.apiServer.cert}`,
      `--tls-private-key-file=${files.apiServer.key}`,
      `--client-ca-file=${files.clusterCa}`,
      '--anonymous-auth=false',
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      `--etcd-servers=https://127.0.0.1:${files.ports.etcd}`,
      `--etcd-cafile=${files.etcdCa}`,
      `--etcd-certfile=${files.etcdClient.cert}`,
      `--etcd-keyfile=${files.etcdClient.key}`,
      `--service-cluster-ip-range=${SERVICE_CIDR}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${files.serviceAccounts.privateKey}`,
      `--service-account-key-file=${files.serviceAccounts.publicKey}`,
      `--kubelet-client-certificate=${files.kubeletClient.cert}`,
      `--kubelet-client-key=${files.kubeletClient.key}`,
      `--kubelet-certificate-authority=${files.kubeletCa}`,
      '--kubelet-preferred-address-types=InternalIP',
      // Loopback addresses are not allowed in Endpoints; nothing here reads the Service "kubernetes".
      '--endpoint-reconciler-type=none',
      '--profiling=false',
    ],
    logFile: files.log('kube-apiserver'),
    ready: { health: { url: `${files.url}/readyz`, ...files.adminTls() } },
    advice: 'see whether etcd runs and whether the port is still free, then start again',
  };
}
