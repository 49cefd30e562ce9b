import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../manifests.ts';
import { run } from '../run.ts';
import { type BinaryName, cachedBinary, VERSIONS } from './binaries.ts';
import { goToolchain } from './toolchain.ts';

interface Source {
  /** Folder in launcher/modules with the go.mod and go.sum that pin it. */
  module: string;
  /** Its main package. */
  package: string;
}

const kubernetes = (name: BinaryName): Source => ({ module: 'kubernetes', package: `k8s.io/kubernetes/cmd/${name}` });

const SOURCES: Record<BinaryName, Source> = {
  etcd: { module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kubectl: kubernetes('kubectl'),
  'nats-server': { module: 'nats-server', package: 'github.com/nats-io/nats-server/v2' },
};

/** Builds one binary from its pinned module into the cache, where it appears when it is whole. Throws with Go's last lines. */
export async function buildBinary(name: BinaryName, say: (text: string) => void): Promise<string> {
  const go = await goToolchain(say);
  const source = SOURCES[name];
  const work = await mkdtemp(join(tmpdir(), 'appfactory-build-'));
  try {
    await cp(join(ROOT, 'launcher', 'modules', source.module), work, { recursive: true });
    const built = join(work, name);
    await run(go, ['build', '-trimpath', '-ldflags', linkerFlags(name), '-o', built, source.package], {
      cwd: work,
      // The go.mod names what is wanted, not the hundreds of modules behind it: Go completes it, in this copy only.
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
    });
    return await publish(built, name);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Moves a finished binary to its place in the cache. */
export async function publish(file: string, name: BinaryName): Promise<string> {
  const target = cachedBinary(name);
  await mkdir(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}`;
  try {
    // The cache may be on another file system than the temporary folder, and only a rename within one is atomic.
    await cp(file, beside);
    await rename(beside, target);
  } finally {
    await rm(beside, { force: true });
  }
  return target;
}

/** Kubernetes says its version by these flags alone; without them clients cannot parse what the server reports. */
function linkerFlags(name: BinaryName): string {
  if (SOURCES[name].module !== 'kubernetes') return '-s -w';
  const version = VERSIONS[name];
  const [major, minor] = version.split('.');
  const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  const set = Object.entries(values).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`);
  return ['-s -w', ...set].join(' ');
}
