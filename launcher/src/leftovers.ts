import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameProcess, startTimeOf } from './processIdentity.ts';

interface Recorded {
  name: string;
  pid: number;
  startTime: string | undefined;
}

type Part = { name: string; pid(): number };

let recorded: Promise<void> = Promise.resolve();

/**
 * Records which processes belong to this data folder, so that a start after a crash can end what is left of them. Parts
 * that start side by side record one after the other, so that the last record is the whole one.
 */
export function recordParts(dir: string, parts: Part[]): Promise<void> {
  const write = () => writeParts(dir, parts);
  recorded = recorded.then(write, write);
  return recorded;
}

async function writeParts(dir: string, parts: Part[]): Promise<void> {
  const records = await Promise.all(
    parts.map(async (part) => ({ name: part.name, pid: part.pid(), startTime: await startTimeOf(part.pid()) })),
  );
  const file = join(dir, 'parts.json');
  await writeFile(`${file}.new`, JSON.stringify(records, null, 2));
  await rename(`${file}.new`, file);
}

/**
 * Ends the parts of a platform whose launcher was killed. They are told by the kernel where it can; this waits for them,
 * since two etcd on one folder must never be, and insists after `patience` milliseconds.
 */
export async function endLeftovers(dir: string, patience = 5000): Promise<string[]> {
  const text = await readFile(join(dir, 'parts.json'), 'utf8').catch(() => '[]');
  const alive: Recorded[] = [];
  for (const record of JSON.parse(text) as Recorded[]) if (await isSameProcess(record)) alive.push(record);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const deadline = Date.now() + patience;
    for (const record of alive) if (await isSameProcess(record)) process.kill(record.pid, signal);
    while (Date.now() < deadline && (await anyAlive(alive))) await sleep(50);
  }
  return alive.map((record) => record.name);
}

async function anyAlive(records: Recorded[]): Promise<boolean> {
  for (const record of records) if (await isSameProcess(record)) return true;
  return false;
}
