import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
}

const LAST_LINES = 20;

const running = new Set<ChildProcess>();

/** npm finishes what it is at before it heeds a SIGTERM; nobody waits that long for a stop. */
const PATIENCE = 2000;

/** Ends every command that `run` still waits for, with all its children: the person wants to stop, or something else failed. */
export function endRunning(): void {
  signalGroups('SIGTERM');
  setTimeout(() => signalGroups('SIGKILL'), PATIENCE).unref();
}

function signalGroups(signal: NodeJS.Signals): void {
  for (const child of running) {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // It has just ended.
    }
  }
}

/** Runs a command to its end, with this program's own Node first on PATH. Gives its output. Throws with its last lines when it fails. */
export function run(command: string, args: string[], options: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...environment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that endRunning reaches what npm started, too.
      detached: true,
    });
    running.add(child);
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error: NodeJS.ErrnoException) => {
      running.delete(child);
      const missing = `"${command}" is not on PATH: install it, then start again`;
      reject(error.code === 'ENOENT' ? new Error(missing) : error);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) return resolve(output);
      const lines = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      reject(new Error(`"${[command, ...args].join(' ')}" failed (${signal ?? `exit status ${code}`}):\n${lines}`));
    });
  });
}

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  env.PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
  // npm run passes its own settings on; they belong to the checkout, not to the template.
  for (const name of Object.keys(env))
    if (/^npm_/i.test(name) && !/registry|proxy|cafile|^npm_config_cache$/i.test(name)) delete env[name];
  delete env.NODE_OPTIONS;
  delete env.NODE_ENV;
  return env;
}
