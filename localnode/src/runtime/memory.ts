import { readFileSync } from 'node:fs';
import type { ProcessEntry } from './processTable.ts';

const PAGE = 4096;

/** Resident memory of some processes in bytes, quickly and too high: pages that they share are counted for each. */
export function residentBytes(pids: readonly number[], table: ReadonlyMap<number, ProcessEntry>): number {
  return pids.reduce((sum, pid) => sum + (table.get(pid)?.residentPages ?? 0) * PAGE, 0);
}

/**
 * Memory that only these processes hold and that the kernel could not give to others, in bytes: what counts against a memory limit.
 * Pages of files are left out, and pages shared with others are counted in part. About two milliseconds for a big process.
 */
export function heldBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + heldBy(pid), 0);
}

function heldBy(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
    return (kilobytes(text, 'Pss_Anon') + kilobytes(text, 'Pss_Shmem') + kilobytes(text, 'SwapPss')) * 1024;
  } catch {
    // Ended meanwhile, or not to be looked into that closely.
  }
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    return (kilobytes(text, 'RssAnon') + kilobytes(text, 'RssShmem') + kilobytes(text, 'VmSwap')) * 1024;
  } catch {
    return 0;
  }
}

function kilobytes(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}
