import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type {
  ContainerProcess,
  Containers,
  ExecOptions,
  LogOptions,
  RunningContainer,
} from '../../runtime/containers.ts';

/** One pod, "web" in "default", whose container "app" is this very machine: real processes and files, no isolation. */
export class MachineContainers implements Containers {
  readonly folder: string;
  readonly app: RunningContainer = {
    namespace: 'default',
    pod: 'web',
    uid: 'uid-1',
    container: 'app',
    restartCount: 1,
    pid: process.pid,
  };
  running = true;
  readonly started: ChildProcess[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<MachineContainers> {
    const containers = new MachineContainers(await mkdtemp(join(tmpdir(), 'localnode-server-')));
    await mkdir(dirname(containers.log()), { recursive: true });
    await writeFile(containers.log(), '');
    return containers;
  }

  log(restartCount = this.app.restartCount): string {
    return join(this.folder, 'pods', 'default_web_uid-1', 'app', `${restartCount}.log`);
  }

  find(namespace: string, pod: string, container: string): RunningContainer | undefined {
    return this.running && namespace === 'default' && pod === 'web' && container === 'app' ? this.app : undefined;
  }

  names(namespace: string, pod: string): readonly string[] | undefined {
    return namespace === 'default' && pod === 'web' ? ['app', 'waiting'] : undefined;
  }

  logPath(_namespace: string, _pod: string, container: string, options: LogOptions = {}): string | undefined {
    return container === 'app' ? this.log(this.app.restartCount - (options.previous ? 1 : 0)) : undefined;
  }

  podIP(): string {
    return '127.0.0.1';
  }

  async connect(_namespace: string, _pod: string, port: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }

  exec(_container: RunningContainer, { command, tty }: ExecOptions): ContainerProcess {
    const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const [file = '', ...args] = tty ? ['script', '-qefc', quoted, '/dev/null'] : command;
    const child = spawn(file, args, { stdio: 'pipe', detached: true });
    this.started.push(child);
    return {
      child,
      kill: (signal = 'SIGKILL') => {
        if (child.pid) process.kill(-child.pid, signal);
      },
      resize: (columns, rows) => {
        // The first size comes at once, before `script` has opened the terminal.
        const set = () => {
          const terminal = terminalOf(child);
          if (terminal) execFile('stty', ['-F', terminal, 'cols', String(columns), 'rows', String(rows)], () => {});
          else if (child.exitCode === null) setTimeout(set, 10);
        };
        set();
      },
    };
  }

  async remove(): Promise<void> {
    for (const child of this.started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}

function terminalOf(child: ChildProcess): string | undefined {
  try {
    const [inner] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
    const terminal = readlinkSync(`/proc/${inner}/fd/0`);
    return terminal.startsWith('/dev/pts/') ? terminal : undefined;
  } catch {
    return undefined;
  }
}
