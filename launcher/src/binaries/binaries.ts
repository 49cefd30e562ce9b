import { homedir } from 'node:os';
import { join } from 'node:path';

/** The programs that are not ours, at the versions that the platform is tested with. */
export const VERSIONS = {
  etcd: '3.6.13',
  'kube-apiserver': '1.36.3',
  'kube-controller-manager': '1.36.3',
  'kube-scheduler': '1.36.3',
  kubectl: '1.36.3',
  'nats-server': '2.15.2',
} as const;

export type BinaryName = keyof typeof VERSIONS;
/** Path by name. */
export type Binaries = Record<BinaryName, string>;

export const BINARY_NAMES = Object.keys(VERSIONS) as BinaryName[];

/** Where prepared binaries and images are kept, outside any checkout. */
export function cacheDir(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return process.env.APPFACTORY_CACHE || join(base, 'app-factory');
}

export function cachedBinary(name: BinaryName): string {
  return join(cacheDir(), 'bin', `${name}-${VERSIONS[name]}`, name);
}
