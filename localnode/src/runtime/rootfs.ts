import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overlayOptions } from './isolation.ts';

/**
 * What a container sees as its root directory in namespace mode, as a shell script that builds it. The script runs inside the
 * pod's namespaces in two stages. The first sees the host and takes from it only what this node names. The second runs after the
 * host is out of sight, and does what paths from pods decide (mountPath, subPath): a symbolic link in a volume then leads
 * nowhere but into the container itself.
 */

export interface RootBind {
  /** Absolute path on the host. */
  source: string;
  /** Absolute path in the container. */
  target: string;
  readOnly: boolean;
}

export interface RootOverlay {
  lower: string;
  upper: string;
  work: string;
  target: string;
  readOnly: boolean;
}

export interface RootVolume {
  source: string;
  subPath?: string;
  target: string;
  readOnly: boolean;
}

export interface RootPlan {
  /** An empty folder to build in. */
  root: string;
  /** Folder that writeSkeleton filled. */
  skeleton: string;
  /** Folder that becomes /etc, prepared by the node. */
  etc: string;
  /** Files or folders of the host bound over entries of that /etc. */
  etcBinds: RootBind[];
  /** Host paths that appear under their own names, and symbolic links of the host's root that are made again. */
  system: { directories: string[]; links: { name: string; to: string }[] };
  /** File that the container may write its last words to. */
  terminationLog: string;
  binds: RootBind[];
  overlays: RootOverlay[];
  volumes: RootVolume[];
  /** Absolute path in the container. */
  workingDir: string;
  /** Prefix of commands that make folders in the pod's volumes as the pod's user; empty when the script runs as that user. */
  asPodUser: string[];
  /** Mount option of overlays inside a user namespace. */
  userXattr: boolean;
  /** Options (",noexec") that the mount below a host path has and that a user namespace may not take away from it. */
  lockedFlags(path: string): string;
}

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];
const STAGE = '/.stage';

const STAGES = 32;

/** Makes what every container's root begins with, to be copied: a single command then makes a root. */
export function writeSkeleton(dir: string, system: RootPlan['system']): void {
  const folders = ['dev/pts', 'dev/shm', 'proc', 'tmp', 'run', 'var', 'home/app', 'etc', 'opt'];
  const stages = [...Array(STAGES).keys()].map((index) => join(STAGE.slice(1), String(index)));
  for (const name of [...folders, ...stages, ...system.directories]) mkdirSync(join(dir, name), { recursive: true });
  for (const name of [...DEVICES, 'termination-log']) writeFileSync(join(dir, 'dev', name), '');
  const links = [
    { name: 'dev/ptmx', to: 'pts/ptmx' },
    { name: 'dev/fd', to: '/proc/self/fd' },
    { name: 'dev/stdin', to: '/proc/self/fd/0' },
    { name: 'dev/stdout', to: '/proc/self/fd/1' },
    { name: 'dev/stderr', to: '/proc/self/fd/2' },
    { name: 'var/tmp', to: '../tmp' },
    { name: 'var/run', to: '../run' },
    ...system.links,
  ];
  for (const { name, to } of links) {
    rmSync(join(dir, name), { force: true });
    symlinkSync(to, join(dir, name));
  }
}

/** The script; its arguments are the command to go on with inside the finished root. Each command in it costs a process. */
export function rootScript(
  plan: RootPlan,
  tools: { mount: string; umount: string; pivot_root: string; cp: string },
): string {
  const { host, waves, staged } = mountTables(plan);
  if (staged.length > STAGES) throw new Error(`more than ${STAGES} mounts in one container`);
  const lines = [
    'set -eu',
    `cd ${quote(plan.root)}`,
    `${tools.mount} -t tmpfs -o mode=755,nosuid,nodev root .`,
    `cd ${quote(plan.root)}`,
    `${tools.cp} -a ${quote(`${plan.skeleton}/.`)} .`,
    `printf %s ${quote(host)} > .${STAGE}/host`,
    `${tools.mount} -a -T .${STAGE}/host`,
    `${tools.pivot_root} . .`,
    `${tools.umount} -l .`,
    'cd /',
    // Where the pod's user may not make a folder, the root file system for one, the script's user does.
    `folder() { ${[...plan.asPodUser.map(quote), 'mkdir'].join(' ')} -p "$1" 2>/dev/null || mkdir -p "$1"; }`,
    ...waves.flatMap((wave) => [
      ...wave.flatMap((one) => one.prepare),
      `printf %s ${quote(wave.map((one) => one.line).join(''))} > ${STAGE}/table`,
      `${tools.mount} -a -T ${STAGE}/table`,
    ]),
    // What was staged stays mounted where it was bound to; only the first view of it goes.
    ...(staged.length > 0 ? [`${tools.umount} -l ${staged.join(' ')}`] : []),
    // Should a view of a volume still be there in spite of that, its files must not go with it.
    `rm -r --one-file-system ${STAGE}`,
    `${tools.mount} -o remount,ro,bind,nosuid,nodev /`,
    `cd ${quote(plan.workingDir)}`,
    'exec "$@"',
  ];
  return `${lines.join('\n')}\n`;
}

interface InnerMount {
  target: string;
  /** Commands before the mount. */
  prepare: string[];
  line: string;
}

function mountTables(plan: RootPlan): { host: string; waves: InnerMount[][]; staged: string[] } {
  const at = (path: string) => plan.root + path;
  const host = [
    ...plan.system.directories.map((path) => entry(path, at(path), 'none', `rbind,ro${plan.lockedFlags(path)}`)),
    entry(plan.etc, at('/etc'), 'none', 'bind,ro,nosuid,nodev'),
    ...plan.etcBinds.map((bind) =>
      entry(bind.source, at(bind.target), 'none', `rbind,ro${plan.lockedFlags(bind.source)}`),
    ),
    entry('proc', at('/proc'), 'proc', 'nosuid,nodev,noexec'),
    entry('devpts', at('/dev/pts'), 'devpts', 'newinstance,ptmxmode=0666,mode=0620'),
    entry('shm', at('/dev/shm'), 'tmpfs', 'nosuid,nodev,mode=1777'),
    ...DEVICES.map((name) => entry(`/dev/${name}`, at(`/dev/${name}`), 'none', 'bind')),
    entry(plan.terminationLog, at('/dev/termination-log'), 'none', 'bind,nosuid,nodev'),
  ];
  const inner: InnerMount[] = [];
  const staged: string[] = [];
  const stage = (source: string, type: string, options: string) => {
    const path = `${STAGE}/${staged.length}`;
    staged.push(path);
    host.push(entry(source, at(path), type, options));
    return path;
  };
  for (const { source, target, readOnly } of plan.binds) {
    inner.push(innerMount(stage(source, 'none', 'rbind'), target, readOnly, plan.lockedFlags(source)));
  }
  for (const { lower, upper, work, target, readOnly } of plan.overlays) {
    const options = overlayOptions(lower, upper, work, plan.userXattr);
    inner.push(innerMount(stage('overlay', 'overlay', options), target, readOnly, ''));
  }
  for (const { source, subPath, target, readOnly } of plan.volumes) {
    const whole = stage(source, 'none', 'rbind');
    const flags = plan.lockedFlags(source);
    if (subPath === undefined) inner.push(innerMount(whole, target, readOnly, flags));
    else inner.push(subPathMount(`${whole}/${subPath}`, target, readOnly, flags));
  }
  return { host: host.join(''), waves: inWaves(inner), staged };
}

/** A folder at a place that mount(8) makes when it is missing. */
function innerMount(source: string, target: string, readOnly: boolean, flags: string): InnerMount {
  const options = `rbind,nosuid,nodev${readOnly ? ',ro' : ''}${flags},X-mount.mkdir`;
  return { target, line: entry(source, target, 'none', options), prepare: [] };
}

/** A part of a volume: made when it is not there, as a folder; mounted at a folder when it is one, at a file when it is a file. */
function subPathMount(source: string, target: string, readOnly: boolean, flags: string): InnerMount {
  const [from, to, parent] = [source, target, target.slice(0, target.lastIndexOf('/')) || '/'].map(quote);
  const line = entry(source, target, 'none', `rbind,nosuid,nodev${readOnly ? ',ro' : ''}${flags}`);
  const prepare = [
    `[ -e ${from} ] || folder ${from}`,
    `if [ -d ${from} ]; then [ -d ${to} ] || folder ${to}; elif [ ! -e ${to} ]; then folder ${parent}; : > ${to}; fi`,
  ];
  return { target, line, prepare };
}

/** Outer mounts before those that lie inside them, whose mount points only then can be made. */
function inWaves(mounts: InnerMount[]): InnerMount[][] {
  const waves: InnerMount[][] = [];
  for (const mount of mounts.toSorted((a, b) => a.target.length - b.target.length)) {
    let last = -1;
    for (const [index, wave] of waves.entries()) {
      if (wave.some((outer) => mount.target.startsWith(`${outer.target}/`))) last = index;
    }
    const wave = waves[last + 1];
    if (wave) wave.push(mount);
    else waves.push([mount]);
  }
  return waves;
}

/** A line of an fstab: spaces and backslashes are written in octal there. */
function entry(source: string, target: string, type: string, options: string): string {
  const field = (text: string) =>
    text.replace(/[\\\s#]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return `${field(source)} ${field(target)} ${type} ${field(options)} 0 0\n`;
}

/** For a POSIX shell: one word, nothing in it expanded. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
