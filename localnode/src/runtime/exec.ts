import { spawn, spawnSync } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { ContainerProcess, ExecOptions } from './containers.ts';
import type { RuntimeContext } from './instance.ts';
import { asPodUser, noPrivileges } from './isolation.ts';
import { descendants, signal } from './processTable.ts';
import { insideCommand } from './shim.ts';

/** What a command needs to be run like the container's own program. */
export interface ExecTarget {
  /** Host process id of the container's first process. */
  pid: number;
  user: number;
  group: number;
  workingDir: string;
  env: ReadonlyMap<string, string>;
  /** Process that holds the pod's outer namespaces; undefined without namespaces. */
  holder: number | undefined;
}

/** Starts a command inside a running container. */
export function execInContainer(target: ExecTarget, options: ExecOptions, context: RuntimeContext): ContainerProcess {
  const { tools, isolation } = context;
  const command = options.tty ? withTerminal(options.command, tools.script) : [...options.command];
  const inner = [...insideCommand('exec', tools.bash, isolation.mode), target.workingDir, ...command];
  const [program = '', ...args] = [...entering(target, context), ...inner];
  const child = spawn(program, args, {
    cwd: '/',
    // The session keeps a signal of ours from reaching more than this command.
    detached: true,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const env = new Map([
    ...target.env,
    ...(options.tty ? [['TERM', 'xterm'] as const] : []),
    ...Object.entries(options.env ?? {}),
  ]);
  const channel = child.stdio[3] as Writable;
  channel.on('error', () => {});
  channel.end(
    [...env]
      .filter(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      .map(([name, value]) => `${name}=${value}\0`)
      .join(''),
  );
  const resize = (columns: number, rows: number) => {
    if (!options.tty || !tools.stty || child.pid === undefined) return;
    // The command is the child of script(1), and has the terminal as its standard input.
    const pid = descendants(child.pid).at(-1);
    if (pid === undefined) return;
    const words = [tools.stty, '-F', `/proc/${pid}/fd/0`, 'cols', String(columns), 'rows', String(rows)];
    spawnSync(words[0] ?? '', words.slice(1), { stdio: 'ignore' });
  };
  const kill = (name: NodeJS.Signals = 'SIGKILL') => {
    if (child.pid === undefined) return;
    for (const pid of descendants(child.pid).reverse()) signal(pid, name);
    if (name === 'SIGKILL') child.kill(name);
  };
  return { child, resize, kill };
}

/** Runs a command to its end, or until the time is over. */
export async function execToEnd(
  start: () => ContainerProcess,
  timeoutMs: number,
): Promise<{ code: number; output: string }> {
  const { child, kill } = start();
  let output = '';
  const read = (chunk: Buffer) => {
    if (output.length < 1000) output += chunk.toString();
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  child.stdin?.on('error', () => {}).end();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      kill('SIGKILL');
      reject(new Error(`timeout: the command did not end within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 137, output: output.slice(0, 1000).trim() });
    });
  });
}

function entering({ pid, user, group, holder }: ExecTarget, { isolation, tools }: RuntimeContext): string[] {
  const { nsenter = 'nsenter', setpriv = 'setpriv' } = tools;
  if (isolation.mode === 'none') {
    return tools.setpriv ? [...asPodUser(isolation, tools), ...noPrivileges(setpriv)] : [];
  }
  const namespaces = ['--mount', '--pid', '--net', '--ipc', '--uts'];
  const drop = noPrivileges(setpriv);
  if (isolation.asRoot) {
    return [
      nsenter,
      `--target=${pid}`,
      '--user',
      `--setuid=${user}`,
      `--setgid=${group}`,
      ...namespaces,
      '--',
      ...drop,
    ];
  }
  // Two steps: the pod's user namespace gives the rights to enter the others, and then the container's is the last.
  return [
    ...[nsenter, `--target=${holder}`, '--user', '--preserve-credentials', '--'],
    ...[nsenter, `--target=${pid}`, '--user', '--preserve-credentials', ...namespaces, '--', ...drop],
  ];
}

function withTerminal(command: readonly string[], script: string | undefined): string[] {
  if (!script)
    throw new Error('a terminal needs the program script(1), which is not on this machine; install util-linux');
  // Within the container: its own /dev/pts.
  return [script, '-qec', command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '), '/dev/null'];
}
