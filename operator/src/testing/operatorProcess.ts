import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const NODE = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));

export interface OperatorProcess {
  pid: number;
  /** Where /metrics is. */
  address: string;
  /** Every line of its log so far. */
  log: string[];
  /** kill -9. */
  kill(): void;
  /** SIGTERM; resolves with the exit code, null for a signal. */
  stop(): Promise<number | null>;
  exited: Promise<number | null>;
}

export interface OperatorProcessOptions {
  /** Text of a kubeconfig file. */
  kubeconfig: string;
  env?: Record<string, string>;
  /** Called when the process exists, before it is ready. */
  onSpawn?: (child: ChildProcess) => void;
}

/** Starts the real operator and waits for its ready line. @throws Error with its last lines when it ends before that. */
export async function startOperatorProcess({
  kubeconfig,
  env,
  onSpawn,
}: OperatorProcessOptions): Promise<OperatorProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'appfactory-operator-'));
  const file = join(dir, 'kubeconfig');
  await writeFile(file, kubeconfig, { mode: 0o600 });
  const child = spawn(NODE, [MAIN], {
    env: { PATH: process.env.PATH ?? '', KUBECONFIG: file, METRICS_PORT: '0', LEASE_SECONDS: '2', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onSpawn?.(child);
  const log: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void exited.then(() => rm(dir, { recursive: true, force: true }));
  const address = await readyAddress(child, log, exited);
  return {
    pid: child.pid ?? 0,
    address,
    log,
    exited,
    kill: () => child.kill('SIGKILL'),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function readyAddress(child: ChildProcess, log: string[], exited: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('the operator has no stdout');
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(line);
      if (line.startsWith('{"ready":true')) resolve((JSON.parse(line) as { address: string }).address);
    });
    void exited.then(() => reject(new Error(`the operator ended before it was ready:\n${log.slice(-20).join('\n')}`)));
  });
}
