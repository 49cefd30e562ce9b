import { readFile } from 'node:fs/promises';

/** Bytes of memory that a process holds now (resident set). Throws when it has ended. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => {
    throw new Error(`process ${pid} has ended, so its memory cannot be read`);
  });
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (!kibibytes) throw new Error(`/proc/${pid}/status does not tell VmRSS`);
  return Number(kibibytes) * 1024;
}
