import { type LedgerEntry, ledgerEntrySchema, type PlacedEntry } from '@appfactory/billing/ledger';
import { JetStreamApiError, type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { EventsConnection } from './connection.ts';
import { tokenOf } from './subjects.ts';

/**
 * The ledgers of all tenants: appfactory.<namespace>.<build>.<source>.usage, with _ where there is no build. A source is one
 * thing whose use is told in order: a sandbox, a volume, a generation of a build. Agents may not publish on it.
 */
export const USAGE_STREAM = 'USAGE';
export const USAGE_SUBJECTS = 'appfactory.*.*.*.usage';
const NO_BUILD = '_';

export interface UsageSource {
  tenant: string;
  build?: string;
  /** Of one kind of thing and its id, for example sandbox_<uid>. */
  source: string;
}

/** What of the ledgers to read: a tenant's, or those entries of it that are of one build. */
export function usageSubjects({ tenant, build }: Omit<UsageSource, 'source'>): string {
  return `appfactory.${tokenOf(tenant)}.${build === undefined ? '*' : tokenOf(build)}.*.usage`;
}

function subjectOf({ tenant, build, source }: UsageSource): string {
  if (!/^[a-z]+_[a-z0-9-]+$/.test(source)) throw new Error(`"${source}" does not name what was used`);
  return `appfactory.${tokenOf(tenant)}.${build === undefined ? NO_BUILD : tokenOf(build)}.${source}.usage`;
}

/** Makes the stream of all ledgers, or leaves it as it is. It has no age limit: it is what bills are made of. */
export async function ensureUsageStream(manager: JetStreamManager): Promise<void> {
  await manager.streams.add({
    name: USAGE_STREAM,
    subjects: [USAGE_SUBJECTS],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    max_msg_size: 4 * 1024,
    // For whoever tells a fact again at once; what is told again later is refused by its place in its source.
    duplicate_window: nanos(2 * 60_000),
  });
}

/** The server's code for a message that does not come right after the one that its sender knows. */
const WRONG_LAST_SEQUENCE = 10_071;

/** Last entry of a source; undefined when nothing of it was told yet. */
export async function lastUsage(connection: EventsConnection, source: UsageSource): Promise<PlacedEntry | undefined> {
  const { streams } = await connection.manager();
  const message = await streams.getMessage(USAGE_STREAM, { last_by_subj: subjectOf(source) });
  return message ? { sequence: message.seq, entry: ledgerEntrySchema.parse(message.json()) } : undefined;
}

/**
 * Tells the next entry of a source, at its one place: right after the last that the teller knows, so that of two who tell
 * the same, or of one who tells it again after a crash, however late, one is heard.
 * @param after sequence of the source's entry before it; 0 when it is the first
 * @returns its sequence; undefined when another entry has that place already
 */
export async function tellUsage(
  connection: EventsConnection,
  source: UsageSource,
  entry: LedgerEntry,
  after: number,
): Promise<number | undefined> {
  const subject = subjectOf(source);
  try {
    const { seq, duplicate } = await connection.jetstream.publish(subject, JSON.stringify(entry), {
      // Ids are a tenant's, and the stream is everybody's.
      msgID: `${subject}/${entry.id}`,
      expect: { lastSubjectSequence: after },
    });
    return duplicate ? undefined : seq;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE) return undefined;
    throw error;
  }
}

/** The entry in a message of the stream, or undefined for what is none, or another tenant's than its subject says. */
export function parseUsage({ subject, data }: { subject: string; data: Uint8Array }): LedgerEntry | undefined {
  const [, tenant, build] = subject.split('.');
  try {
    const parsed = ledgerEntrySchema.safeParse(JSON.parse(new TextDecoder().decode(data)));
    const entry = parsed.data;
    return entry?.tenant === tenant && (entry?.build ?? NO_BUILD) === build ? entry : undefined;
  } catch {
    return undefined;
  }
}
