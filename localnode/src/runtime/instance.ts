import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  type FSWatcher,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LogCopier } from '../logs/logFile.ts';
import { asPodUser, dropTo, folderMode, type Isolation, noPrivileges } from './isolation.ts';
import {
  BOOT_ID,
  descendants,
  firstChild,
  isAlive,
  MARK,
  markedProcesses,
  type ProcessId,
  parseStat,
  readProcessTable,
  signal as sendSignal,
} from './processTable.ts';
import { type RootPlan, rootScript } from './rootfs.ts';
import { insideCommand, shimPath } from './shim.ts';
import type { Tools } from './tools.ts';

/** What one run of a container's program is started with. */
export interface InstanceSpec {
  /** Program and arguments. */
  argv: readonly string[];
  env: ReadonlyMap<string, string>;
  /** User and group that the program sees itself as. */
  user: number;
  group: number;
  workingDir: string;
  /** Without namespaces: where the paths of the spec really lie. */
  paths?: [string, string][];
  /** In namespace mode: its root, and the process that holds the pod's namespaces. */
  namespaces?: { root: RootPlan; holder: ProcessId; ownNetwork: boolean };
}

export interface InstanceState {
  phase: 'starting' | 'running' | 'exited';
  startedAt?: Date;
  finishedAt?: Date;
  exitCode?: number;
  /** Set when this node ended it, or lost it. */
  reason?: string;
  message?: string;
}

export interface RuntimeContext {
  isolation: Isolation;
  tools: Tools;
  /** Folder of scripts and of what containers have as /etc. */
  systemDir: string;
  log: { debug(object: object, text: string): void };
}

const PLAIN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * One run of a container: a shim, an init and the program, with a folder that holds all that is known about it, so that
 * this program can be killed at any moment and find everything again.
 */
export class Instance {
  readonly stateDir: string;
  readonly logPath: string;
  readonly #context: RuntimeContext;
  readonly #changed: () => void;
  readonly #copier: LogCopier;
  readonly #created = Date.now();
  #watcher: FSWatcher | undefined;
  #poll: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #flush: NodeJS.Timeout | undefined;
  #shim: ProcessId | undefined;
  #init: number | undefined;
  #state: InstanceState = { phase: 'starting' };

  private constructor(stateDir: string, logPath: string, context: RuntimeContext, changed: () => void) {
    this.stateDir = stateDir;
    this.logPath = logPath;
    this.#context = context;
    this.#changed = changed;
    const files = { out: this.#file('out'), err: this.#file('err'), log: logPath, offsets: this.#file('offsets') };
    this.#copier = new LogCopier(files, (path, length) => punchHole(context.tools.fallocate, path, length));
  }

  /** Starts a run in a new folder. `changed` is called whenever `state` may be another. */
  static async start(
    stateDir: string,
    logPath: string,
    spec: InstanceSpec,
    context: RuntimeContext,
    changed: () => void,
  ): Promise<Instance> {
    await mkdir(stateDir, { recursive: true, mode: folderMode(context.isolation) });
    const instance = new Instance(stateDir, logPath, context, changed);
    instance.#watch();
    instance.#spawn(spec);
    return instance;
  }

  /** Takes over a run that an earlier life of this program started. */
  static adopt(stateDir: string, logPath: string, context: RuntimeContext, changed: () => void): Instance {
    const instance = new Instance(stateDir, logPath, context, changed);
    instance.#refresh();
    if (instance.#state.phase !== 'exited') instance.#watch();
    return instance;
  }

  get state(): InstanceState {
    return this.#state;
  }

  /** The program's folder of temporary files, home and writable layers. */
  get filesDir(): string {
    return this.#file('fs');
  }

  /** Host process id of the container's first process; undefined when it does not run. */
  get initPid(): number | undefined {
    if (this.#state.phase !== 'running' || !this.#shim) return undefined;
    if (this.#init === undefined) {
      const child = firstChild(this.#shim.pid);
      const namespaced = this.#context.isolation.mode === 'namespaces';
      this.#init = child !== undefined && namespaced ? firstChild(child) : child;
    }
    return this.#init;
  }

  /** Host process ids of everything in it. */
  processes(table = readProcessTable()): number[] {
    return this.#shim ? descendants(this.#shim.pid, table) : [];
  }

  /** Asks the program to end. */
  terminate(): void {
    const pid = this.initPid;
    if (pid !== undefined) sendSignal(pid, 'SIGTERM');
  }

  /** Ends everything in it at once. With a reason, the end is told as this node's doing. */
  kill(told?: { reason: string; message: string }): void {
    if (told) writeFileSync(this.#file('killed'), JSON.stringify(told));
    const shim = this.#shim;
    if (!shim || !isAlive(shim)) return;
    const below = descendants(shim.pid);
    const pid = this.initPid;
    // The kernel ends a whole pid namespace with its first process; without one, each process by itself.
    if (pid !== undefined && this.#context.isolation.mode === 'namespaces') sendSignal(pid, 'SIGKILL');
    else for (const one of below.reverse()) sendSignal(one, 'SIGKILL');
    this.#killStrays();
  }

  /** Without a pid namespace, what a program left behind has to be looked for. */
  #killStrays(): void {
    if (this.#context.isolation.mode === 'namespaces') return;
    for (const pid of markedProcesses(this.stateDir)) sendSignal(pid, 'SIGKILL');
  }

  /** Stops watching; the processes go on. */
  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    clearInterval(this.#poll);
    clearTimeout(this.#look);
    clearTimeout(this.#flush);
  }

  /** The last lines that the runtime itself said while it built the container. */
  setupMessage(): string {
    return readText(this.#file('setup.log')).trim().split('\n').slice(-3).join('; ').slice(0, 1000);
  }

  #mark(): [string, string][] {
    return this.#context.isolation.mode === 'none' ? [[MARK, this.stateDir]] : [];
  }

  #file(name: string): string {
    return join(this.stateDir, name);
  }

  #spawn(spec: InstanceSpec): void {
    const { isolation, tools } = this.#context;
    const open = (name: string, owned = false) => {
      const fd = openSync(this.#file(name), 'a', 0o600);
      // Programs open /dev/stdout anew by name, which asks for the file's permissions.
      if (owned && isolation.asRoot) chownSync(this.#file(name), isolation.podUser, isolation.podGroup);
      return fd;
    };
    const { exported, leading } = splitEnvironment(new Map([...spec.env, ...this.#mark()]));
    writeFileSync(this.#file('env'), exported, { mode: 0o600 });
    const setup = open('setup.log');
    const fds = [
      setup,
      open('out', true),
      open('err', true),
      open('code'),
      openSync(this.#file('env'), 'r'),
      open('started'),
    ];
    try {
      const command = this.#command(spec, [...leading, ...spec.argv]);
      const child = spawn(tools.sh, [shimPath(this.#context.systemDir), this.stateDir, ...command], {
        cwd: '/',
        detached: true,
        env: { PATH: PLAIN_PATH, LANG: 'C.UTF-8' },
        stdio: ['ignore', setup, setup, ...fds.slice(1)],
      });
      child.on('error', (error) => writeFileSync(this.#file('exit'), `128\n${error.message}`));
      child.on('exit', () => this.#refresh());
      child.unref();
    } finally {
      for (const fd of fds) closeSync(fd);
    }
  }

  #command(spec: InstanceSpec, argv: string[]): string[] {
    const { isolation, tools } = this.#context;
    const init = [...insideCommand('init', tools.bash, isolation.mode), ...argv];
    const { nsenter = '', setpriv, unshare = '', mount = '', umount = '', pivot_root = '' } = tools;
    if (!spec.namespaces) {
      // An ordinary user has no capability to drop, and setpriv is no part of the smallest systems.
      const drop = setpriv ? noPrivileges(setpriv) : [];
      const enter = [tools.bash, '-c', 'cd -- "$1" && shift && exec "$@"', 'localnode-cd', spec.workingDir];
      return [...asPodUser(isolation, tools), ...drop, ...enter, ...init];
    }
    const { root, holder, ownNetwork } = spec.namespaces;
    writeFileSync(this.#file('setup.sh'), rootScript(root, { mount, umount, pivot_root, cp: tools.cp }), {
      mode: 0o600,
    });
    const user = isolation.asRoot ? [] : ['--user', '--preserve-credentials'];
    const network = ownNetwork ? ['--net'] : [];
    return [
      ...[nsenter, `--target=${holder.pid}`, ...user, '--ipc', '--uts', ...network, '--'],
      ...[setpriv ?? '', '--pdeathsig=KILL', '--', unshare, '--mount', '--pid', '--fork', '--kill-child', '--'],
      ...[tools.bash, this.#file('setup.sh')],
      ...dropTo(spec.user, spec.group, isolation, tools),
      ...init,
    ];
  }

  #watch(): void {
    // For what makes no event: a shim that was killed; all, where the system gives no more watches.
    let period = 1000;
    try {
      this.#watcher = watch(this.stateDir, { persistent: false }, () => this.#soon());
      this.#watcher.on('error', () => {});
    } catch {
      period = 100;
    }
    this.#poll = setInterval(() => this.#refresh(), period);
    this.#poll.unref();
  }

  #soon(): void {
    this.#look ??= setTimeout(() => {
      this.#look = undefined;
      this.#refresh();
    }, 1);
  }

  #refresh(): void {
    if (this.#state.phase === 'exited') return;
    const next = this.#read();
    const waiting = this.#copier.copy(next.phase === 'exited');
    if (waiting && this.#watcher) {
      // An unended line, a prompt perhaps: shown when nothing more comes for a moment.
      this.#flush ??= setTimeout(() => {
        this.#flush = undefined;
        this.#copier.copy(true);
      }, 200);
    }
    if (next.phase === this.#state.phase) return;
    this.#state = next;
    if (next.phase === 'exited') {
      this.close();
      this.#killStrays();
      // It may hold secrets, and nobody needs it any more.
      rmSync(this.#file('env'), { force: true });
    }
    this.#changed();
  }

  #read(): InstanceState {
    this.#shim ??= readShim(this.#file('shim'));
    const startedAt = timeOf(this.#file('started'));
    const finishedAt = timeOf(this.#file('exit'));
    const started = startedAt && { startedAt };
    if (finishedAt) {
      const exitCode = Number.parseInt(readText(this.#file('exit')), 10);
      return { phase: 'exited', ...started, finishedAt, exitCode, ...this.#told() };
    }
    // A moment between spawn and the shim's first line.
    const lost = this.#shim ? !isAlive(this.#shim) : Date.now() - this.#created > 5000;
    if (lost && timeOf(this.#file('exit')) === undefined) {
      const message = 'the processes of the container ended and nobody could see how';
      const told = this.#told() ?? { reason: 'ContainerStatusUnknown', message };
      return { phase: 'exited', ...started, finishedAt: new Date(), exitCode: 137, ...told };
    }
    return startedAt ? { phase: 'running', startedAt } : { phase: 'starting' };
  }

  #told(): { reason: string; message: string } | undefined {
    const text = readText(this.#file('killed'));
    return text === '' ? undefined : (JSON.parse(text) as { reason: string; message: string });
  }
}

/** The container's environment for init's `export`, and what that refuses, as a command line of env(1). */
export function splitEnvironment(env: ReadonlyMap<string, string>): { exported: string; leading: string[] } {
  let exported = '';
  const others: string[] = [];
  for (const [name, value] of env) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !OWNED_BY_BASH.has(name)) exported += `${name}=${value}\0`;
    else others.push(`${name}=${value}`);
  }
  return { exported, leading: others.length > 0 ? ['/usr/bin/env', ...others] : [] };
}

const OWNED_BY_BASH = new Set([
  'UID',
  'EUID',
  'PPID',
  'BASHOPTS',
  'SHELLOPTS',
  'BASH_VERSINFO',
  'GROUPS',
  'DIRSTACK',
  'FUNCNAME',
  '_',
]);

function readShim(path: string): ProcessId | undefined {
  const [boot, stat] = readText(path).split('\n');
  const entry = stat === undefined ? undefined : parseStat(stat);
  if (!entry) return undefined;
  // After a restart of the machine the same number names nobody.
  return { pid: entry.pid, startTime: boot === BOOT_ID ? entry.startTime : -1 };
}

/** When a file was last written; undefined when it is absent or empty. */
function timeOf(path: string): Date | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && stat.size > 0 ? stat.mtime : undefined;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function punchHole(fallocate: string | undefined, path: string, length: number): void {
  if (!fallocate) return;
  const child = spawn(fallocate, ['--punch-hole', '--offset', '0', '--length', String(length), path], {
    stdio: 'ignore',
  });
  child.on('error', () => {});
  child.unref();
}
