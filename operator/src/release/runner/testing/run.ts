import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const CRASH_AT = fileURLToPath(new URL('./crashAt.ts', import.meta.url));
const NODE = fileURLToPath(new URL('../../../../../node_modules/.bin/node', import.meta.url));

export interface Ended {
  /** Exit status, or the signal. */
  status: number | string | null;
  stderr: string;
}

/** Starts the runner as a pod would. */
export function start(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(NODE, ['--disable-warning=ExperimentalWarning', '--import', CRASH_AT, MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

export async function run(args: string[], env: Record<string, string>): Promise<Ended> {
  const child = start(args, env);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { status: signal ?? code, stderr };
}
