import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { eventually } from './eventually.ts';

export interface Process {
  pid: number;
  argv: string[];
}

/**
 * The processes of this machine that have to do with a folder, by their command, environment, working directory or mounts:
 * those of pods live in roots of their own, which are mounted from there. Ended ones that nobody has waited for do not count.
 */
export async function processesOf(folder: string): Promise<Process[]> {
  const found: Process[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const argv = (await text(pid, 'cmdline')).split('\0').filter(Boolean);
    if (argv.length === 0) continue;
    const signs = [
      argv.join(' '),
      await text(pid, 'environ'),
      await workingDirectory(pid),
      await text(pid, 'mountinfo'),
    ];
    if (signs.some((sign) => sign.includes(folder))) found.push({ pid, argv });
  }
  return found;
}

/** Waits until no process has to do with the folder: one that is killed is gone a moment later. @throws Error with those that stay */
export async function untilNoProcess(folder: string): Promise<void> {
  let left: Process[] = [];
  await eventually(`no process of ${folder} is left`, async () => {
    left = await processesOf(folder);
    return left.length === 0;
  }).catch((error: unknown) => {
    throw new Error(`these go on:\n${describeProcesses(left)}`, { cause: error });
  });
}

/** Whether a process is Node (wherever it lies) running this program. */
export function isNodeProgram({ argv }: Process, program: string): boolean {
  return basename(argv[0] ?? '') === 'node' && argv.some((argument) => basename(argument) === program);
}

/** Sends a signal; nothing happens to a process that has ended already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function describeProcesses(processes: Process[]): string {
  return processes.map(({ pid, argv }) => `  ${pid} ${argv.join(' ').slice(0, 200)}`).join('\n');
}

async function text(pid: number, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}

async function workingDirectory(pid: number): Promise<string> {
  return readlink(`/proc/${pid}/cwd`).catch(() => '');
}
