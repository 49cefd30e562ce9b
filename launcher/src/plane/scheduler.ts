import type { ProcessSpec } from '../process.ts';
import type { PlaneFiles } from './files.ts';
import { kubeconfigPath } from './identities.ts';

export function scheduler(files: PlaneFiles): ProcessSpec {
  const port = files.ports.scheduler;
  return {
    name: 'kube-scheduler',
    command: files.binaries['kube-scheduler'],
    args: [
      `--kubeconfig=${kubeconfigPath(files.dir, 'scheduler')}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${files.apiServer.cert}`,
      `--tls-private-key-file=${files.apiServer.key}`,
      '--profiling=false',
    ],
    logFile: files.log('kube-scheduler'),
    ready: { health: { url: `https://127.0.0.1:${port}/healthz`, ca: files.adminTls().ca } },
    advice: 'see whether kube-apiserver answers, then start again',
  };
}
