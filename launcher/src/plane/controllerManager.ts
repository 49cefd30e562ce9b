import { join } from 'node:path';
import type { ProcessSpec } from '../process.ts';
import type { PlaneFiles } from './files.ts';
import { kubeconfigPath } from './identities.ts';

/** The controllers that something here needs. The endpoint controllers are left out: they refuse loopback addresses. */
const CONTROLLERS = [
  'deployment-controller',
  'replicaset-controller',
  'statefulset-controller',
  'daemonset-controller',
  'job-controller',
  'cronjob-controller',
  'namespace-controller',
  'garbage-collector-controller',
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller',
  'resourcequota-controller',
  'ttl-after-finished-controller',
  'disruption-controller',
  'pod-garbage-collector-controller',
  'node-lifecycle-controller',
  'taint-eviction-controller',
  'clusterrole-aggregation-controller',
  'persistentvolume-binder-controller',
  'persistentvolume-protection-controller',
  'persistentvolumeclaim-protection-controller',
];

export function controllerManager(files: PlaneFiles): ProcessSpec {
  const port = files.ports.controllerManager;
  return {
    name: 'kube-controller-manager',
    command: files.binaries['kube-controller-manager'],
    args: [
      `--kubeconfig=${kubeconfigPath(files.dir, 'controller-manager')}`,
      `--controllers=${CONTROLLERS.join(',')}`,
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${files.serviceAccounts.privateKey}`,
      `--root-ca-file=${files.clusterCa}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${files.apiServer.cert}`,
      `--tls-private-key-file=${files.apiServer.key}`,
      // A laptop that slept must not find its node's pods evicted.
      '--node-monitor-grace-period=10m',
      // Quotas of our own kinds count only after a whole round; the default of 5 minutes would keep a first tenant waiting.
      '--resource-quota-sync-period=10s',
      `--flex-volume-plugin-dir=${join(files.dir, 'volume-plugins')}`,
      '--profiling=false',
    ],
    logFile: files.log('kube-controller-manager'),
    ready: { health: { url: `https://127.0.0.1:${port}/healthz`, ca: files.adminTls().ca } },
    advice: 'see whether kube-apiserver answers, then start again',
  };
}
