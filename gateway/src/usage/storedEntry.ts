import type { LedgerEntry } from '@appfactory/billing/ledger';
import { parseUsage } from '@appfactory/events/usage';
import type { JsMsg } from '@nats-io/jetstream';
import { storable } from '../history/parseMessage.ts';

/** An entry of a ledger with its place in the stream. */
export interface StoredEntry extends LedgerEntry {
  sequence: number;
}

/** The entry in a message of the stream; undefined for what is none. */
export function parseStoredEntry(message: Pick<JsMsg, 'subject' | 'seq' | 'data'>): StoredEntry | undefined {
  const entry = parseUsage(message);
  return entry && storable({ ...entry, sequence: message.seq });
}
