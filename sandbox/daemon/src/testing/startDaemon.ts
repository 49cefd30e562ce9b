import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface TestDaemon {
  /** http://127.x.y.z:port */
  url: string;
  workdir: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

const NOBODY = 65_534;
const WITHOUT_RIGHTS = [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
];

/** Runs the real daemon as a process of its own, in a temporary folder, on a loopback address. */
export async function startDaemon(options: {
  token: string;
  host?: string;
  port?: number;
  env?: Record<string, string>;
  /** Runs it without any right, as a pod under Pod Security "restricted" does. Only root can give rights up this way. */
  restricted?: boolean;
}): Promise<TestDaemon> {
  const workdir = await realpath(await mkdtemp(join(tmpdir(), 'sandbox-')));
  if (options.restricted) await chown(workdir, NOBODY, NOBODY);
  const program = [process.execPath, fileURLToPath(new URL('../main.ts', import.meta.url))];
  const [command = '', ...args] = options.restricted ? [...WITHOUT_RIGHTS, ...program] : program;
  const child = spawn(command, args, {
    env: {
      // No profile of the machine's user: a sandbox's image has none, and it can cost more than the command.
      PATH: process.env.PATH ?? '',
      HOME: workdir,
      LANG: 'C.UTF-8',
      SANDBOX_TOKEN: options.token,
      SANDBOX_WORKDIR: workdir,
      SANDBOX_HOST: options.host ?? '127.0.0.1',
      SANDBOX_PORT: String(options.port ?? 0),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { ready?: boolean; address?: string };
      if (message.ready && message.address) resolve(message.address);
    });
    child.once('exit', (code) => reject(new Error(`The daemon ended with ${code} before it was ready.`)));
  });
  return {
    url,
    workdir,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(workdir, { recursive: true, force: true });
    },
  };
}
