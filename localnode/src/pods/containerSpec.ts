import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Image } from '../images.ts';
import type { Container, Pod } from '../kubernetes.ts';
import type { InstanceSpec } from '../runtime/instance.ts';
import { asPodUser, CONTAINER_USER, type Isolation } from '../runtime/isolation.ts';
import type { ProcessId } from '../runtime/processTable.ts';
import type { RootBind, RootOverlay, RootPlan, RootVolume } from '../runtime/rootfs.ts';
import { group, type HostSystem, hosts, passwd } from '../runtime/system.ts';
import type { Tools } from '../runtime/tools.ts';
import type { PodVolumes } from '../volumes/podVolumes.ts';
import type { PodFacts } from './downward.ts';
import { buildEnvironment, expand } from './environment.ts';
import { fallbackSpec } from './fallbackSpec.ts';
import { ConfigError, type Sources } from './sources.ts';
import { TERMINATION_LOG } from './terminationMessage.ts';

/** What a container is started from. */
export interface ContainerInput {
  pod: Pod;
  container: Container;
  image: Image;
  facts: PodFacts;
  sources: Sources;
  volumes: PodVolumes;
  /** Folder of the pod. */
  podDir: string;
  /** Folder of this run's own files: writable layers, /tmp, home. */
  filesDir: string;
  holder: ProcessId | undefined;
  ownNetwork: boolean;
  isolation: Isolation;
  system: HostSystem;
  tools: Tools;
  apiServer: URL;
  lockedFlags: (path: string) => string;
}

const run = promisify(execFile);

const PATH = '/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
export const HOME = '/home/app';

/** Turns a container of a pod into what the runtime starts. Throws ConfigError when the spec cannot be met here. */
export async function containerSpec(input: ContainerInput): Promise<InstanceSpec> {
  const { pod, container, image, facts, sources } = input;
  const { user, group: groupId } = userOf(pod, container);
  const env = await buildEnvironment(pod, container, baseEnvironment(input), facts, sources);
  const argv = commandOf(container, image, env);
  const spec = { argv, env, user, group: groupId, workingDir: container.workingDir ?? image.workingDir };
  if (input.isolation.mode === 'none') return fallbackSpec(input, spec);
  if (!input.holder) throw new Error('the pod has no namespaces');
  const root = rootPlan(input, user, groupId, spec.workingDir);
  return { ...spec, namespaces: { root, holder: input.holder, ownNetwork: input.ownNetwork } };
}

/** Kubernetes' rule: command replaces the entrypoint, and then the image's cmd counts no more. */
function commandOf(container: Container, image: Image, env: ReadonlyMap<string, string>): string[] {
  const entrypoint = container.command?.map((one) => expand(one, env)) ?? image.entrypoint;
  const args = container.args?.map((one) => expand(one, env)) ?? (container.command ? [] : image.cmd);
  const argv = [...entrypoint, ...args];
  if (argv.length === 0)
    throw new ConfigError(`no command specified for container "${container.name}", and its image has none`);
  return argv;
}

function baseEnvironment({ pod, image, apiServer }: ContainerInput): Map<string, string> {
  return new Map([
    ['PATH', PATH],
    ['HOME', HOME],
    ['USER', 'app'],
    ['HOSTNAME', hostnameOf(pod)],
    ...Object.entries(image.env),
    ['KUBERNETES_SERVICE_HOST', apiServer.hostname],
    ['KUBERNETES_SERVICE_PORT', apiServer.port || '443'],
    ['KUBERNETES_SERVICE_PORT_HTTPS', apiServer.port || '443'],
  ]);
}

export function hostnameOf(pod: Pod): string {
  return (pod.spec.hostname ?? pod.metadata.name).slice(0, 63);
}

function userOf(pod: Pod, container: Container): { user: number; group: number } {
  const context = { ...pod.spec.securityContext, ...container.securityContext };
  if (context.privileged) {
    throw new ConfigError(`container "${container.name}" asks to be privileged, which localnode gives to nobody`);
  }
  if (context.runAsNonRoot && context.runAsUser === 0) {
    throw new ConfigError(`container's runAsUser breaks non-root policy (container "${container.name}")`);
  }
  const user = context.runAsUser ?? CONTAINER_USER;
  return { user, group: context.runAsGroup ?? user };
}

function rootPlan(input: ContainerInput, user: number, groupId: number, workingDir: string): RootPlan {
  const { image, filesDir, isolation, system, lockedFlags, container } = input;
  const readOnlyRoot = container.securityContext?.readOnlyRootFilesystem === true;
  const folder = (name: string) => ownedFolder(join(filesDir, name), isolation);
  mkdirSync(join(filesDir, 'root'), { recursive: true });
  const binds: RootBind[] = [
    { source: folder('tmp'), target: '/tmp', readOnly: readOnlyRoot },
    { source: folder('home'), target: HOME, readOnly: readOnlyRoot },
  ];
  const overlays: RootOverlay[] = [];
  for (const [index, { from, to, mode }] of image.bind.entries()) {
    const source = join(image.dir, from);
    if (mode === 'ro') binds.push({ source, target: to, readOnly: true });
    else if (isolation.overlay) {
      const [upper, work] = [folder(`upper-${index}`), folder(`work-${index}`)];
      overlays.push({ lower: source, upper, work, target: to, readOnly: readOnlyRoot });
    } else binds.push({ source: join(filesDir, `copy-${index}`), target: to, readOnly: readOnlyRoot });
  }
  const node = dirname(dirname(process.execPath));
  if (!image.bind.some(({ to }) => to === '/opt' || to === '/opt/node')) {
    binds.push({ source: node, target: '/opt/node', readOnly: true });
  }
  return {
    root: join(filesDir, 'root'),
    skeleton: system.skeleton,
    etc: system.etc,
    etcBinds: [...system.etcBinds, ...ownEtc(input, user, groupId)],
    system: { directories: system.directories, links: system.links },
    terminationLog: terminationLog(filesDir, isolation),
    binds,
    overlays,
    volumes: volumesOf(input),
    workingDir,
    asPodUser: asPodUser(isolation, input.tools),
    userXattr: !isolation.asRoot,
    lockedFlags,
  };
}

/** Copies the writable parts of an image, where overlay mounts do not work. */
export async function makeCopies(
  image: Image,
  filesDir: string,
  { isolation, tools }: { isolation: Isolation; tools: Tools },
): Promise<void> {
  if (isolation.overlay) return;
  for (const [index, { from, mode }] of image.bind.entries()) {
    if (mode !== 'overlay') continue;
    await run(tools.cp, ['-a', '--reflink=auto', join(image.dir, from), join(filesDir, `copy-${index}`)]);
  }
}

function ownEtc({ pod, facts, filesDir }: ContainerInput, user: number, groupId: number): RootBind[] {
  const write = (name: string, text: string) => {
    writeFileSync(join(filesDir, name), text);
    return { source: join(filesDir, name), target: join('/etc', name), readOnly: true };
  };
  const files = [write('hosts', hosts(facts.podIP, hostnameOf(pod)))];
  if (user !== CONTAINER_USER) files.push(write('passwd', passwd(user)));
  if (groupId !== CONTAINER_USER) files.push(write('group', group(groupId)));
  return files;
}

export function volumesOf({ pod, container, volumes, facts }: ContainerInput): RootVolume[] {
  return (container.volumeMounts ?? []).map((mount) => {
    const source = volumes.path(mount.name);
    if (!source) throw new ConfigError(`volumeMount "${mount.name}" of container "${container.name}" names no volume`);
    // subPathExpr may use the pod's own fields only through env; the common case is the pod's name.
    const known = new Map([
      ['POD_NAME', pod.metadata.name],
      ['POD_IP', facts.podIP],
      ['POD_NAMESPACE', pod.metadata.namespace],
    ]);
    const subPath = mount.subPathExpr ? expand(mount.subPathExpr, known) : mount.subPath;
    if (subPath?.split('/').includes('..') || subPath?.startsWith('/')) {
      throw new ConfigError(`subPath "${subPath}" of container "${container.name}" must be relative and without ".."`);
    }
    return {
      source,
      ...(subPath && { subPath }),
      target: mount.mountPath.replace(/\/+$/, '') || '/',
      readOnly: mount.readOnly === true || volumes.isReadOnly(mount.name),
    };
  });
}

function terminationLog(filesDir: string, { asRoot, podUser, podGroup }: Isolation): string {
  const path = join(dirname(filesDir), TERMINATION_LOG);
  writeFileSync(path, '', { mode: 0o600 });
  if (asRoot) chownSync(path, podUser, podGroup);
  return path;
}

/** A folder that the pod's user may write in. */
export function ownedFolder(path: string, { asRoot, podUser, podGroup }: Isolation): string {
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o755);
    if (asRoot) chownSync(path, podUser, podGroup);
  }
  return path;
}
