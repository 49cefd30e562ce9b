import { monthOf, type PlacedEntry } from './ledger.ts';
import { addUsage, type Usage } from './meters.ts';

/** What was used in one month, as far as the stream was read. */
export interface MonthUsage {
  month: string;
  /** Place in the stream of the last entry that was looked at. */
  sequence: number;
  used: Usage;
}

/**
 * What this month has used after these entries, which are in the order of the stream. Folding one twice changes nothing.
 * Another month begins at nothing; entries of any other count for their own bill alone.
 */
export function foldUsage(before: MonthUsage, entries: readonly PlacedEntry[], month: string): MonthUsage {
  let { sequence } = before;
  let used = before.month === month ? before.used : {};
  for (const { sequence: place, entry } of entries) {
    if (place <= sequence) continue;
    sequence = place;
    if (monthOf(entry.at) === month) used = addUsage(used, { [entry.meter]: entry.quantity });
  }
  return { month, sequence, used };
}
