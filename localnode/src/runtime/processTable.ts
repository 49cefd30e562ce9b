import { readdirSync, readFileSync } from 'node:fs';

/** One line of /proc: enough to know a process again, and whose child it is. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  state: string;
  /** Clock ticks since boot: with the pid it names one process for good. */
  startTime: number;
  session: number;
  /** Resident pages. */
  residentPages: number;
}

/** A process that can be recognised after its pid was given to another. */
export interface ProcessId {
  pid: number;
  startTime: number;
}

/** Names the time since this machine was started; process numbers of another are worth nothing. */
export const BOOT_ID = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** Reads the text of /proc/PID/stat; undefined when it is not one. */
export function parseStat(text: string): ProcessEntry | undefined {
  // The name is in parentheses and may contain anything, parentheses and spaces included.
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const pid = Number.parseInt(text, 10);
  if (end < 0 || fields.length < 22 || Number.isNaN(pid)) return undefined;
  return {
    pid,
    state: fields[0] ?? '?',
    parent: Number(fields[1]),
    session: Number(fields[3]),
    startTime: Number(fields[19]),
    residentPages: Number(fields[21]),
  };
}

/** The process with this pid, zombies left out; undefined when there is none. */
export function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const entry = parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
    return entry?.state === 'Z' || entry?.state === 'X' ? undefined : entry;
  } catch {
    return undefined;
  }
}

export function isAlive(id: ProcessId): boolean {
  return readProcess(id.pid)?.startTime === id.startTime;
}

/** All processes that this user may see. */
export function readProcessTable(): Map<number, ProcessEntry> {
  const table = new Map<number, ProcessEntry>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const entry = readProcess(pid);
    if (entry) table.set(pid, entry);
  }
  return table;
}

/** The pids below a process, nearest first, itself left out. */
export function descendants(root: number, table = readProcessTable()): number[] {
  const children = new Map<number, number[]>();
  for (const entry of table.values()) {
    const siblings = children.get(entry.parent);
    if (siblings) siblings.push(entry.pid);
    else children.set(entry.parent, [entry.pid]);
  }
  const found: number[] = [];
  const queue = [root];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    const next = children.get(pid) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** Environment variable that names the run a process belongs to, where no pid namespace does. */
export const MARK = 'LOCALNODE_RUN';

/** Processes that were started with this mark, whoever their parent is by now. */
export function markedProcesses(mark: string): number[] {
  const wanted = `${MARK}=${mark}`;
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(wanted) ? [pid] : [];
    } catch {
      // Somebody else's, or just ended.
      return [];
    }
  });
}

/** The first child of a process, or undefined. */
export function firstChild(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return text === '' ? undefined : Number.parseInt(text, 10);
  } catch {
    // Kernels without CONFIG_PROC_CHILDREN.
    for (const entry of readProcessTable().values()) if (entry.parent === pid) return entry.pid;
    return undefined;
  }
}

/** Sends a signal; a process that is gone, or that belongs to somebody else by now, is no error. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
