import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const NEEDED = ['bash', 'sh', 'sleep', 'cp', 'chown', 'chmod', 'rm', 'du'] as const;
const FOR_NAMESPACES = ['unshare', 'nsenter', 'setpriv', 'mount', 'umount', 'pivot_root', 'mkdir', 'ln'] as const;
const OPTIONAL = ['script', 'stty', 'fallocate', 'ip', 'ifconfig'] as const;

type Needed = (typeof NEEDED)[number];
type ForNamespaces = (typeof FOR_NAMESPACES)[number];
type Optional = (typeof OPTIONAL)[number];

/** Absolute paths of the host's programs that the runtime is made of: no PATH of a pod decides what runs outside it. */
export type Tools = Record<Needed, string> & Partial<Record<ForNamespaces | Optional, string>>;

/** Directories looked through after PATH: an ordinary user's PATH often lacks the last ones. */
const DIRECTORIES = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** Throws when a program is missing without which no pod can run. */
export function findTools(path = process.env.PATH ?? ''): Tools {
  const directories = [...DIRECTORIES, ...path.split(':').filter((one) => one.startsWith('/'))];
  const found: Partial<Record<Needed | ForNamespaces | Optional, string>> = {};
  for (const name of [...NEEDED, ...FOR_NAMESPACES, ...OPTIONAL]) {
    found[name] = directories.map((one) => join(one, name)).find(isExecutable);
  }
  const missing = NEEDED.filter((name) => !found[name]);
  if (missing.length > 0) {
    throw new Error(`not found on this machine: ${missing.join(', ')}; install bash and coreutils`);
  }
  return found as Tools;
}

/** The tools that namespaces need and this machine lacks. */
export function missingForNamespaces(tools: Tools): string[] {
  return FOR_NAMESPACES.filter((name) => !tools[name]);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
