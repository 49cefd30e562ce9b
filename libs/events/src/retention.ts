import { DeliverPolicy } from '@nats-io/jetstream';
import type { EventsConnection } from './connection.ts';
import { CHAT_STREAM, EVENT_STREAM, tokenOf } from './subjects.ts';

/**
 * The streams that a tenant's retention cuts. Not the ledgers (USAGE): bills are made of them, and how far each source is told is
 * known by its last entry there.
 */
export const HISTORY_STREAMS = [EVENT_STREAM, CHAT_STREAM] as const;
export type HistoryStream = (typeof HISTORY_STREAMS)[number];

/** What of a stream is one tenant's. */
export function historySubjects(stream: HistoryStream, namespace: string): string {
  const generation = stream === EVENT_STREAM ? '*.event' : 'chat';
  return `appfactory.${tokenOf(namespace)}.*.${generation}`;
}

/**
 * Sequence of the first message that came at a time or later, whosever it is; that of the next message when there is none. Before and
 * after a cut at that time it is the same for everybody whose messages are there: what is cut was earlier.
 */
export async function firstSince(connection: EventsConnection, stream: string, time: Date): Promise<number> {
  const { streams } = await connection.manager();
  const { state } = await streams.info(stream);
  const consumer = await connection.jetstream.consumers.get(stream, {
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: time.toISOString(),
    headers_only: true,
  });
  try {
    if ((await consumer.info(true)).num_pending === 0) return state.last_seq + 1;
    const message = await consumer.next();
    return message?.seq ?? state.last_seq + 1;
  } finally {
    await consumer.delete().catch(() => {});
  }
}

/** Deletes what of a tenant came before a time, for good. @returns how many messages that were */
export async function cutStream(
  connection: EventsConnection,
  { stream, namespace }: { stream: HistoryStream; namespace: string },
  before: Date,
): Promise<number> {
  const { streams } = await connection.manager();
  const seq = await firstSince(connection, stream, before);
  const { purged } = await streams.purge(stream, { filter: historySubjects(stream, namespace), seq });
  return purged;
}
