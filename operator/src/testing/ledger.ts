import type { LedgerEntry } from '@appfactory/billing/ledger';
import type { EventsConnection } from '@appfactory/events/connection';
import { parseUsage, tellUsage, USAGE_STREAM, usageSubjects } from '@appfactory/events/usage';

/** Everything that a tenant's ledger has, in order. */
export async function ledgerOf({ jetstream }: EventsConnection, tenant: string): Promise<LedgerEntry[]> {
  const consumer = await jetstream.consumers.get(USAGE_STREAM, { filter_subjects: usageSubjects({ tenant }) });
  const { num_pending } = await consumer.info();
  const entries: LedgerEntry[] = [];
  if (num_pending === 0) return entries;
  for await (const message of await consumer.fetch({ max_messages: num_pending })) {
    const entry = parseUsage(message);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** Tells entries, each of a thing of its own, as whoever speaks to models would. */
export async function tellEntries(events: EventsConnection, ...entries: LedgerEntry[]): Promise<void> {
  for (const entry of entries) {
    const source = `test_${entry.id.replaceAll(/[^a-z0-9]/g, '-')}`;
    await tellUsage(events, { tenant: entry.tenant, build: entry.build, source }, entry, 0);
  }
}
