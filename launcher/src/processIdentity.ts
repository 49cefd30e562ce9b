import { readFile } from 'node:fs/promises';

/** When the kernel started a process (ticks since boot), and undefined where there is no /proc or no such process. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The command's name, in parentheses, may hold spaces: fields are counted from behind it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z') return undefined;
  return fields[19];
}

/** True while the very process that was recorded lives, not another that got its id. */
export async function isSameProcess(recorded: { pid: number; startTime: string | undefined }): Promise<boolean> {
  if (recorded.startTime !== undefined) return (await startTimeOf(recorded.pid)) === recorded.startTime;
  try {
    process.kill(recorded.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
