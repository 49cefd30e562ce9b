import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLock } from '@appfactory/launcher/lock';
import { ROOT } from '@appfactory/launcher/manifests';
import { isSameProcess, startTimeOf } from '@appfactory/launcher/processIdentity';
import { eventually } from './eventually.ts';
import { describeProcesses, processesOf, signal } from './processes.ts';

/** What is needed to find a platform that another test file has started; it can be written down. */
export interface LauncherRef {
  /** Of start.mjs. */
  pid: number;
  startTime: string | undefined;
  /** A folder of this platform alone; its data are in `data`, what the launcher says in `output.log`. */
  base: string;
}

export interface Launched extends LauncherRef {
  /** Resolves with the exit status. */
  ended: Promise<number>;
}

/** A folder for one platform, below the machine's temporary folder. */
export function platformFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'appfactory-e2e-'));
}

export const dataOf = ({ base }: { base: string }) => join(base, 'data');
const outputOf = ({ base }: { base: string }) => join(base, 'output.log');

/** Starts the platform as a user does, by `node start.mjs`, as a child that ends with this process. */
export async function launch(base: string, args: string[]): Promise<Launched> {
  const log = await open(outputOf({ base }), 'a');
  const program = [process.execPath, join(ROOT, 'start.mjs'), '--data', dataOf({ base }), ...args];
  const [command = '', ...rest] = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'TERM', ...program] : program;
  const child = spawn(command, rest, { cwd: ROOT, stdio: ['ignore', log.fd, log.fd], detached: true });
  // Before anything is awaited: it may end within that time, and tells it once.
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, name) => resolve(code ?? (name ? 128 : 1)));
  });
  await log.close();
  // A platform that nobody waits for must not keep the test program from ending.
  child.unref();
  if (!child.pid) throw new Error(`${command} did not start`, { cause: await ended.catch((error: unknown) => error) });
  return { pid: child.pid, startTime: await startTimeOf(child.pid), base, ended };
}

const SETPRIV = '/usr/bin/setpriv';

/** What the launcher has said so far. */
export function outputText(ref: { base: string }): Promise<string> {
  return readFile(outputOf(ref), 'utf8');
}

/** Waits until the platform tells its addresses. Throws with what it said when it ends instead. */
export async function addressesOf(ref: LauncherRef): Promise<Record<string, string>> {
  // Preparing images may be part of it, where they are not cached.
  const lock = await eventually(
    'the platform tells its addresses',
    async () => {
      const content = await readLock(dataOf(ref));
      if (content && Object.keys(content.addresses).length > 0) return content;
      return (await isSameProcess(ref)) ? undefined : ('ended' as const);
    },
    1_200_000,
  );
  if (lock === 'ended') throw new Error(`the platform ended before it was up. It said:\n${await outputText(ref)}`);
  return lock.addresses;
}

/**
 * Stops the platform as Ctrl-C does, and removes its folder.
 * @throws Error when a process, a mount or a folder of it is left.
 */
export async function endLauncher(ref: LauncherRef): Promise<void> {
  if (await isSameProcess(ref)) signal(ref.pid, 'SIGTERM');
  await eventually('the platform stops', async () => !(await isSameProcess(ref)));
  const left = await processesOf(ref.base);
  for (const { pid } of left) signal(pid, 'SIGKILL');
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').filter((line) => line.includes(ref.base));
  const said = await outputText(ref);
  if (left.length > 0) await eventually('they end', async () => (await processesOf(ref.base)).length === 0);
  await rm(ref.base, { recursive: true, force: true });
  if (left.length > 0 || mounts.length > 0) {
    throw new Error(
      `a stopped platform left processes or mounts behind:\n${describeProcesses(left)}\n${mounts.join('\n')}\nIt said:\n${said}`,
    );
  }
}
