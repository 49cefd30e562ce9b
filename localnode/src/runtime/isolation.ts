import { execFile } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IsolationSetting } from '../config.ts';
import { missingForNamespaces, type Tools } from './tools.ts';

const run = promisify(execFile);

/** The user that programs see themselves as, unless a pod's runAsUser says another. */
export const CONTAINER_USER = 1000;

/** The unprivileged user that pods run as when this program is root: no account of any machine has this number. */
export const DEFAULT_POD_USER = 700_001_000;

/** How pods are kept apart on this machine. */
export interface Isolation {
  mode: 'namespaces' | 'none';
  /** This program is root: pods then run as `podUser`, and their files must be that user's. */
  asRoot: boolean;
  podUser: number;
  podGroup: number;
  /** Writable layers over an image by overlay mounts; without them by copies. */
  overlay: boolean;
  /** Why something is not as strong as it could be, for the node's conditions. */
  shortcomings: { namespaces?: string; overlay?: string };
}

/** Finds out by trying. With `setting` 'namespaces' it throws where they do not work; with 'none' nothing is tried. */
export async function probeIsolation(setting: IsolationSetting, dir: string, tools: Tools): Promise<Isolation> {
  const asRoot = process.getuid?.() === 0;
  const podUser = asRoot ? Number(process.env.LOCALNODE_POD_USER ?? DEFAULT_POD_USER) : (process.getuid?.() ?? 0);
  const podGroup = asRoot ? podUser : (process.getgid?.() ?? 0);
  const base: Isolation = { mode: 'none', asRoot, podUser, podGroup, overlay: false, shortcomings: {} };
  if (setting === 'none') return withoutNamespaces(base, 'switched off by LOCALNODE_ISOLATION=none', dir, tools);
  const missing = missingForNamespaces(tools);
  const refusal =
    missing.length > 0 ? `not found: ${missing.join(', ')} (util-linux)` : await tryNamespaces(base, tools);
  if (refusal !== undefined) {
    if (setting === 'namespaces') throw new Error(`LOCALNODE_ISOLATION=namespaces, but: ${refusal}`);
    return withoutNamespaces(base, refusal, dir, tools);
  }
  const overlayRefusal = await tryOverlay(base, dir, tools);
  return {
    ...base,
    mode: 'namespaces',
    overlay: overlayRefusal === undefined,
    shortcomings: { ...(overlayRefusal !== undefined && { overlay: overlayRefusal }) },
  };
}

/**
 * Without namespaces a pod's user walks through the host's folders to its own. Where root's private folders are in the way, pods
 * run as root without capabilities, and the node says so.
 */
async function withoutNamespaces(base: Isolation, why: string, dir: string, tools: Tools): Promise<Isolation> {
  if (!base.asRoot) return { ...base, shortcomings: { namespaces: why } };
  await mkdir(dir, { recursive: true, mode: 0o711 });
  const look = [tools.bash, '-c', 'cd -- "$1" && test -x "$2"', 'probe', dir, process.execPath];
  const barred = tools.setpriv ? await attempt([...asPodUser(base, tools), ...look]) : 'setpriv not found';
  if (barred === undefined) return { ...base, shortcomings: { namespaces: why } };
  const message = `${why}; pods run as root without capabilities, because another user cannot reach "${dir}": choose a data folder outside /root`;
  return { ...base, asRoot: false, podUser: 0, podGroup: 0, shortcomings: { namespaces: message } };
}

/** Permissions of folders on the way to what pods use. */
export function folderMode({ mode, asRoot }: Isolation): number {
  return mode === 'none' && asRoot ? 0o711 : 0o700;
}

/** The command prefix that makes the user namespace in which an ordinary user may mount; nothing for root. */
export function userNamespace(isolation: Isolation, tools: Tools): string[] {
  return isolation.asRoot ? [] : [tools.unshare ?? 'unshare', '--user', '--map-root-user'];
}

/** Further user namespaces would hand out capabilities again, if only over themselves: much of the kernel to be attacked. */
const NO_MORE_NAMESPACES = '{ echo 0 > /proc/sys/user/max_user_namespaces; } 2>/dev/null; exec "$@"';

/**
 * The command prefix that becomes the container's user for good: no capability, none to be had again, and no way into user
 * namespaces of the outer user's.
 */
export function dropTo(user: number, group: number, isolation: Isolation, tools: Tools): string[] {
  const { unshare = 'unshare', setpriv = 'setpriv' } = tools;
  return [
    ...asPodUser(isolation, tools),
    ...[unshare, '--user', `--map-user=${user}`, `--map-group=${group}`, '--keep-caps'],
    ...[tools.sh, '-c', NO_MORE_NAMESPACES, 'localnode-drop'],
    ...noPrivileges(setpriv),
  ];
}

/** The command prefix that makes root the pods' user; nothing for an ordinary user, whose pods are his own. */
export function asPodUser({ asRoot, podUser, podGroup }: Isolation, { setpriv = 'setpriv' }: Tools): string[] {
  return asRoot ? [setpriv, `--reuid=${podUser}`, `--regid=${podGroup}`, '--clear-groups', '--'] : [];
}

export function noPrivileges(setpriv: string): string[] {
  return [setpriv, '--no-new-privs', '--inh-caps=-all', '--ambient-caps=-all', '--bounding-set=-all', '--'];
}

async function tryNamespaces(isolation: Isolation, tools: Tools): Promise<string | undefined> {
  const { unshare = '', mount = '', bash } = tools;
  // The steps of a real pod in small: what a container engine around this machine forbids shows here, not at the first pod.
  const inner = `${mount} -t tmpfs none /tmp && mkdir /tmp/proc && ${mount} -t proc proc /tmp/proc && exec "$@"`;
  const drop = dropTo(CONTAINER_USER, CONTAINER_USER, isolation, tools);
  const command = [
    ...userNamespace(isolation, tools),
    ...[unshare, '--net', '--ipc', '--uts', unshare, '--mount', '--pid', '--fork', '--kill-child'],
    ...[bash, '-c', inner, 'probe', ...drop, bash, '-c', ':'],
  ];
  return attempt(command);
}

async function tryOverlay(isolation: Isolation, dir: string, tools: Tools): Promise<string | undefined> {
  const { unshare = '', mount = '', bash } = tools;
  await mkdir(dir, { recursive: true });
  const folder = await mkdtemp(join(dir, '.overlay-probe-'));
  try {
    for (const name of ['lower', 'upper', 'work', 'merged']) await mkdir(join(folder, name));
    if (isolation.asRoot) chownSync(join(folder, 'upper'), isolation.podUser, isolation.podGroup);
    const options = overlayOptions(
      join(folder, 'lower'),
      join(folder, 'upper'),
      join(folder, 'work'),
      !isolation.asRoot,
    );
    const script = `${mount} -t overlay -o "$1" overlay "$2" && : > "$2/written"`;
    return await attempt([
      ...userNamespace(isolation, tools),
      ...[unshare, '--mount', bash, '-c', script, 'probe', options, join(folder, 'merged')],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function overlayOptions(lower: string, upper: string, work: string, userXattr: boolean): string {
  return `${userXattr ? 'userxattr,' : ''}lowerdir=${lower},upperdir=${upper},workdir=${work}`;
}

async function attempt([program = '', ...args]: string[]): Promise<string | undefined> {
  try {
    await run(program, args, { timeout: 20_000 });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return (stderr || message).trim().split('\n')[0] ?? 'refused';
  }
}
