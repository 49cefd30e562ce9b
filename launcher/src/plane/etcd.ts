import { join } from 'node:path';
import type { ProcessSpec } from '../process.ts';
import type { PlaneFiles } from './files.ts';

/** etcd: the API server's store. TLS with an authority of its own: nobody else on the machine may read the Secrets in it. */
export function etcd(files: PlaneFiles, options: { fsync: boolean }): ProcessSpec {
  const { cert, key } = files.etcdServer;
  const url = `https://127.0.0.1:${files.ports.etcd}`;
  const peer = `https://127.0.0.1:${files.ports.etcdPeer}`;
  return {
    name: 'etcd',
    command: files.binaries.etcd,
    args: [
      '--name=appfactory',
      `--data-dir=${join(files.dir, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=appfactory=${peer}`,
      '--client-cert-auth',
      `--trusted-ca-file=${files.etcdCa}`,
      `--cert-file=${cert}`,
      `--key-file=${key}`,
      '--peer-client-cert-auth',
      `--peer-trusted-ca-file=${files.etcdCa}`,
      `--peer-cert-file=${cert}`,
      `--peer-key-file=${key}`,
      '--log-level=warn',
      ...(options.fsync ? [] : ['--unsafe-no-fsync']),
    ],
    logFile: files.log('etcd'),
    ready: { health: { url: `${url}/health`, ...files.etcdClientTls } },
    advice: `check that the disk has room and that ${join(files.dir, 'etcd')} belongs to you, then start again`,
  };
}
