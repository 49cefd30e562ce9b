import { type BinaryName, VERSIONS } from './binaries.ts';

/** One file of an official release, with the checksum that it must have. */
export interface Release {
  /** Where the project publishes. */
  origin: string;
  /** Below the origin. */
  path: string;
  sha256: string;
  /** Path inside the archive; absent: the file is the program itself. */
  member?: string;
}

type Architecture = 'x64' | 'arm64';

const ETCD = VERSIONS.etcd;
const KUBERNETES = VERSIONS.kubectl;
export const GO_VERSION = '1.26.8';

/**
 * What may be downloaded. Only what has a checksum here is: for kube-apiserver, kube-controller-manager, kube-scheduler,
 * nats-server, and etcd on arm64, at these versions none could be confirmed from two independent places, so they are built
 * from Go modules, whose checksums are in launcher/modules/. A machine without Go gets Go itself by download. A checksum
 * that is fetched from beside the file proves nothing about the file, and is not used (docs/programs.md).
 */
export const RELEASES: Partial<Record<BinaryName | 'go', Partial<Record<Architecture, Release>>>> = {
  etcd: {
    x64: {
      origin: 'https://github.com/etcd-io/etcd/releases/download',
      path: `v${ETCD}/etcd-v${ETCD}-linux-amd64.tar.gz`,
      sha256: 'b4928654aed84d90952620c7144555e4186d795e1e7414e65fe0cf6265fd0465',
      member: `etcd-v${ETCD}-linux-amd64/etcd`,
    },
  },
  kubectl: {
    x64: {
      origin: 'https://dl.k8s.io',
      path: `v${KUBERNETES}/bin/linux/amd64/kubectl`,
      sha256: 'ebbd080e7c2e275093b55915722043257eb24004363e20acb3c4d71919f88336',
    },
    arm64: {
      origin: 'https://dl.k8s.io',
      path: `v${KUBERNETES}/bin/linux/arm64/kubectl`,
      sha256: '3d86f24401c41ae5a46ac50eef8865fe891d3647d324a0836f6c63757a126e62',
    },
  },
  go: {
    x64: {
      origin: 'https://go.dev/dl',
      path: `go${GO_VERSION}.linux-amd64.tar.gz`,
      sha256: 'd0f743b33e8d8945e6b1f432edd15785c70507121d6e2a723b21285eddf8b57b',
      member: 'go',
    },
    arm64: {
      origin: 'https://go.dev/dl',
      path: `go${GO_VERSION}.linux-arm64.tar.gz`,
      sha256: '211ffced9dcb9633a55eac6364816ec0ddd951389a740e88fa8b3337971bdda0',
      member: 'go',
    },
  },
};

/** The release for this machine, or undefined where there is none that can be checked. */
export function releaseFor(name: BinaryName | 'go'): Release | undefined {
  if (process.platform !== 'linux') return undefined;
  return RELEASES[name]?.[process.arch as Architecture];
}
