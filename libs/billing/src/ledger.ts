import { METERS } from '@appfactory/resources/billingPlan';
import { z } from 'zod';

/** One fact that costs. Nothing in a ledger is ever changed: sums are made of its entries. */
export const ledgerEntrySchema = z.object({
  /** Of the fact: told again, it has the same, and counts once. */
  id: z.string().min(1).max(200),
  /** Name of the Tenant, which is its namespace; a namespace without a Tenant has a ledger, too, and no bill. */
  tenant: z.string().min(1).max(63),
  /** Name of the AppBuild; absent for a sandbox that no build has asked for. */
  build: z.string().max(63).optional(),
  /** metadata.uid of the AppBuild: a second build of the same name is another build. */
  uid: z.string().max(40).optional(),
  /** Of the AppBuild's spec; absent where it is of no one generation, as a volume. */
  generation: z.int().min(1).optional(),
  /** Id of the feature that was in hand. */
  feature: z.string().max(80).optional(),
  meter: z.enum(METERS),
  /** In the unit that the meter counts. */
  quantity: z.int().min(0),
  /** When it was, or began to be, so; RFC 3339, UTC. Its month is the month of the bill. */
  at: z.iso.datetime(),
  /** Of what is measured over time: until when. The next entry of the same thing goes on from there. */
  until: z.iso.datetime().optional(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** An entry with its place in the stream. */
export interface PlacedEntry {
  sequence: number;
  entry: LedgerEntry;
}

/** A calendar month in UTC, for example 2026-11. */
export function monthOf(time: Date | string): string {
  return new Date(time).toISOString().slice(0, 7);
}

const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

/** When a month begins and the next one does. @throws Error for what is no month */
export function boundsOf(month: string): { from: Date; until: Date } {
  if (!MONTH.test(month)) throw new Error(`"${month}" is not a month like 2026-11`);
  const from = new Date(`${month}-01T00:00:00Z`);
  return { from, until: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) };
}
