import { execFile } from 'node:child_process';
import { parseQuantity } from '@appfactory/kube/quantity';
import type { Container } from './kubernetes.ts';
import type { PodWorker } from './pods/podWorker.ts';
import { heldBytes, residentBytes } from './runtime/memory.ts';
import { type ProcessEntry, readProcessTable } from './runtime/processTable.ts';
import type { Tools } from './runtime/tools.ts';

const MEBIBYTE = 2 ** 20;

/** Ends containers that hold more memory than their limit, as a kernel's OOM killer would. */
export function enforceMemory(workers: Iterable<PodWorker>): void {
  let table: Map<number, ProcessEntry> | undefined;
  for (const worker of workers) {
    for (const life of worker.lives()) {
      const limit = limitOf(life.container, 'memory');
      if (limit === undefined || life.instance?.state.phase !== 'running') continue;
      table ??= readProcessTable();
      const pids = life.instance.processes(table);
      if (residentBytes(pids, table) <= limit) continue;
      const held = heldBytes(pids);
      if (held <= limit) continue;
      const [has, may] = [held, limit].map((bytes) => `${Math.round(bytes / MEBIBYTE)}Mi`);
      life.kill({ reason: 'OOMKilled', message: `the container held ${has} of memory, its limit is ${may}` });
    }
  }
}

/** Evicts pods whose emptyDir volumes, writable layers and logs are bigger than they may be. */
export async function enforceDisk(workers: Iterable<PodWorker>, tools: Tools): Promise<void> {
  for (const worker of workers) {
    if (worker.finished) continue;
    const message = await diskExcess(worker, tools);
    if (message !== undefined) worker.end('Evicted', message);
  }
}

async function diskExcess(worker: PodWorker, tools: Tools): Promise<string | undefined> {
  const emptyDirs = worker.volumes?.emptyDirs ?? [];
  for (const { name, path, sizeLimit } of emptyDirs) {
    if (sizeLimit === undefined || sizeLimit === '0') continue;
    if ((await usedBytes([path], tools)) > parseQuantity(sizeLimit)) {
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${sizeLimit}".`;
    }
  }
  const limits = worker.pod.spec.containers.map((one) => limitOf(one, 'ephemeral-storage'));
  if (limits.every((one) => one === undefined)) return undefined;
  let used = 0;
  for (const life of worker.lives()) {
    if (!life.instance) continue;
    const own = await usedBytes([life.instance.filesDir, life.instance.logPath], tools);
    const limit = limitOf(life.container, 'ephemeral-storage');
    if (limit !== undefined && own > limit) {
      const stated = life.container.resources?.limits?.['ephemeral-storage'];
      return `Container ${life.container.name} exceeded its local ephemeral storage limit "${stated}".`;
    }
    used += own;
  }
  // The pod as a whole has a limit only when each of its containers has one.
  if (limits.some((one) => one === undefined)) return undefined;
  used += await usedBytes(
    emptyDirs.map((one) => one.path),
    tools,
  );
  const whole = limits.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  if (used <= whole) return undefined;
  return `Pod ephemeral local storage usage exceeds the total limit of containers ${Math.round(whole / MEBIBYTE)}Mi.`;
}

function limitOf(container: Container, resource: string): number | undefined {
  const stated = container.resources?.limits?.[resource];
  return stated === undefined ? undefined : parseQuantity(stated);
}

/** Bytes on disk below some paths. By du(1), outside this process: it may be many thousands of files. */
function usedBytes(paths: string[], tools: Tools): Promise<number> {
  if (paths.length === 0) return Promise.resolve(0);
  return new Promise((resolve) => {
    // du complains of folders that only the kernel's overlay may read, and counts the rest.
    execFile(tools.du, ['-s', '-x', '-B1', '--', ...paths], (_error, stdout) => {
      const sizes = stdout.split('\n').map((line) => Number.parseInt(line, 10));
      resolve(sizes.reduce((sum, size) => sum + (Number.isNaN(size) ? 0 : size), 0));
    });
  });
}
