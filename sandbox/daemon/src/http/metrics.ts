import { readdir, readFile, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** What the sandbox uses and may use; E2B's GET /metrics. Memory and disk in bytes. */
export interface Metrics {
  ts: number;
  cpu_count: number;
  cpu_used_pct: number;
  mem_total: number;
  mem_used: number;
  mem_cache: number;
  disk_used: number;
  disk_total: number;
}

const CGROUP = '/sys/fs/cgroup';
const PAGE = 4096;
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 200;

/** Measures for a fifth of a second. The pod's cgroup counts where there is one, else the processes that can be seen. */
export async function readMetrics(workdir: string): Promise<Metrics> {
  const before = await cpuSeconds();
  const from = performance.now();
  await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  const used = ((await cpuSeconds()) - before) / ((performance.now() - from) / 1000);
  const count = availableParallelism();
  const disk = await statfs(workdir);
  return {
    ts: Math.floor(Date.now() / 1000),
    cpu_count: count,
    cpu_used_pct: Math.round((10_000 * Math.max(0, used)) / Math.max(1, cpus().length)) / 100,
    mem_total: (await cgroupNumber('memory.max')) ?? totalmem(),
    mem_used: (await cgroupNumber('memory.current')) ?? (await residentBytes()),
    mem_cache: await cgroupStat('memory.stat', 'file'),
    disk_used: (disk.blocks - disk.bfree) * disk.bsize,
    disk_total: disk.blocks * disk.bsize,
  };
}

async function cpuSeconds(): Promise<number> {
  const micros = await cgroupStat('cpu.stat', 'usage_usec');
  if (micros > 0) return micros / 1e6;
  const ticks = (await processStats()).map((fields) => Number(fields[11]) + Number(fields[12]));
  return ticks.reduce((sum, value) => sum + value, 0) / TICKS_PER_SECOND;
}

async function residentBytes(): Promise<number> {
  return PAGE * (await processStats()).reduce((sum, fields) => sum + Number(fields[21]), 0);
}

/** The fields of /proc/PID/stat after the command's name, for every process of the sandbox's view. */
async function processStats(): Promise<string[][]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return texts.filter((text) => text !== '').map((text) => text.slice(text.lastIndexOf(')') + 2).split(' '));
}

/** Only of the pod's own cgroup: at the root of the machine's hierarchy the file is absent, or says "max". */
async function cgroupNumber(file: string): Promise<number | undefined> {
  const text = await readFile(`${CGROUP}/${file}`, 'utf8').catch(() => 'max');
  return Number.isFinite(Number(text)) ? Number(text) : undefined;
}

async function cgroupStat(file: string, key: string): Promise<number> {
  // Without a limit of its own the numbers would be those of the whole machine.
  if ((await cgroupNumber('memory.current')) === undefined) return 0;
  const text = await readFile(`${CGROUP}/${file}`, 'utf8').catch(() => '');
  return Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}
