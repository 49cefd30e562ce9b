import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CONTAINER_USER } from './isolation.ts';
import { replaceFile } from './replaceFile.ts';
import { type RootBind, writeSkeleton } from './rootfs.ts';
import { writeScripts } from './shim.ts';

/** What every container sees of this machine's system: its programs, and a small /etc. */
export interface HostSystem {
  skeleton: string;
  etc: string;
  etcBinds: RootBind[];
  directories: string[];
  links: { name: string; to: string }[];
}

/** The last two are where systems keep programs that have no /usr worth the name. */
const ROOTS = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix', '/gnu'];
const ETC_FOLDERS = [
  'ssl',
  'pki',
  'ca-certificates',
  'crypto-policies',
  'ld.so.conf.d',
  'alternatives',
  'fonts',
  'chromium.d',
];
const ETC_FILES = [
  'resolv.conf',
  'nsswitch.conf',
  'ld.so.cache',
  'ld.so.conf',
  'localtime',
  'mime.types',
  'services',
  'protocols',
];

/**
 * Writes the folder that becomes /etc of all containers, and lists what they share with the host. Running containers have the
 * folder mounted, so that files in it are replaced and nothing is ever taken away.
 */
export function prepareSystem(dir: string): HostSystem {
  const etc = join(dir, 'etc');
  mkdirSync(etc, { recursive: true, mode: 0o755 });
  replaceFile(join(etc, 'passwd'), passwd(CONTAINER_USER));
  replaceFile(join(etc, 'group'), group(CONTAINER_USER));
  replaceFile(join(etc, 'hosts'), '127.0.0.1 localhost\n');
  replaceFile(join(etc, 'profile'), '');
  for (const name of ETC_FILES) {
    const source = join('/etc', name);
    if (existsSync(source)) replaceFile(join(etc, name), readFileSync(source));
  }
  writeScripts(dir, etc);
  const folders = ETC_FOLDERS.filter((name) => statSync(join('/etc', name), { throwIfNoEntry: false })?.isDirectory());
  for (const name of folders) mkdirSync(join(etc, name), { recursive: true });
  const roots = ROOTS.filter((path) => existsSync(path)).map((path) => ({
    path,
    link: lstatSync(path).isSymbolicLink(),
  }));
  const directories = roots.filter((root) => !root.link).map((root) => root.path);
  const links = roots.filter((root) => root.link).map(({ path }) => ({ name: path.slice(1), to: readlinkSync(path) }));
  const skeleton = join(dir, 'skeleton');
  writeSkeleton(skeleton, { directories, links });
  return {
    skeleton,
    etc,
    etcBinds: folders.map((name) => ({ source: join('/etc', name), target: join('/etc', name), readOnly: true })),
    directories,
    links,
  };
}

export function passwd(user: number): string {
  return `app:x:${user}:${user}:app:/home/app:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n`;
}

export function group(id: number): string {
  return `app:x:${id}:\nnogroup:x:65534:\n`;
}

export function hosts(podIP: string, hostname: string): string {
  return `127.0.0.1 localhost\n::1 localhost ip6-localhost\n${podIP} ${hostname}\n`;
}
