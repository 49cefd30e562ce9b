import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundsOf, type LedgerEntry, monthOf, type PlacedEntry } from '@appfactory/billing/ledger';
import type { EventsConnection } from '@appfactory/events/connection';
import { ensureUsageStream, parseUsage, USAGE_STREAM, usageSubjects } from '@appfactory/events/usage';
import type { Log } from '@appfactory/kube/log';
import { DeliverPolicy, type OrderedConsumerOptions } from '@nats-io/jetstream';

/** Whose entries: a tenant's, or those of them that are of one build. */
export interface Account {
  tenant: string;
  build?: string;
}

/** Entries that whoever keeps an account has not written down yet. */
export interface News {
  entries: readonly PlacedEntry[];
  /** After which sequence they begin: less than what was asked for when the stream was made anew since. */
  after: number;
}

interface Kept {
  account: Account;
  entries: PlacedEntry[];
  after: number;
  /** Everything that was on the stream has been read; undefined while it is being read. */
  isRead?: true;
}

export interface UsageFeedOptions {
  connection: Promise<EventsConnection>;
  log: Log;
}

const RETRY_MS = 1000;
/** Accounts that are read at the same time: after a start there are many. */
const LANES = 4;

/**
 * Reads the stream of ledgers, in order, and keeps for each account that somebody asks for what its status does not hold yet.
 *
 * An account is read from where its own status stands, alone, when it is asked for the first time; from then on it gets what
 * comes. So nothing is read twice by a start, however old the stream is, and nothing that nobody asks for is kept.
 */
export class UsageFeed {
  readonly #options: UsageFeedOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners: ((account: Account) => void)[] = [];
  readonly #tellers: ((entry: LedgerEntry) => void)[] = [];
  readonly #isLive: Promise<void>;
  #live = () => {};
  readonly #lanes = Array.from({ length: LANES }, () => Promise.resolve());
  #next = 0;
  #last: number | undefined;

  constructor(options: UsageFeedOptions) {
    this.#options = options;
    this.#isLive = new Promise((resolve) => {
      this.#live = resolve;
    });
  }

  /** Called for each account that is kept when it has news. */
  onNews(listener: (account: Account) => void): void {
    this.#listeners.push(listener);
  }

  /** Called for every entry that comes, of whichever account. */
  onEntry(listener: (entry: LedgerEntry) => void): void {
    this.#tellers.push(listener);
  }

  /**
   * What came after a sequence and is not settled; undefined while the stream is being read for it, and news tell of the end.
   * @param after what the account's status holds; left out: nothing, and a tenant's is read from the beginning of the month
   */
  news(account: Account, after: number | undefined): News | undefined {
    const kept = this.#kept.get(keyOf(account));
    if (kept) return kept.isRead && { entries: kept.entries, after: kept.after };
    const fresh: Kept = { account, entries: [], after: after ?? 0 };
    this.#kept.set(keyOf(account), fresh);
    const lane = this.#next++ % LANES;
    this.#lanes[lane] = (this.#lanes[lane] ?? Promise.resolve()).then(() => this.#read(fresh, after));
    return undefined;
  }

  /** The status that holds everything up to this sequence is written. */
  settle(account: Account, sequence: number): void {
    const kept = this.#kept.get(keyOf(account));
    if (!kept?.isRead) return;
    kept.entries = kept.entries.filter((entry) => entry.sequence > sequence);
    kept.after = sequence;
  }

  /** Nobody asks for it any more. */
  forget(account: Account): void {
    this.#kept.delete(keyOf(account));
  }

  /** Reads until the signal aborts; a lost server or consumer is waited out. */
  async run(signal: AbortSignal): Promise<void> {
    const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    await Promise.race([this.#readOn(signal), stopped]);
  }

  async #readOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#follow(await this.#options.connection, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#options.log.warn({ err: error }, 'reading the ledgers failed; trying again');
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** What comes from now on; what was before is read for each account by itself. */
  async #follow({ jetstream, manager }: EventsConnection, signal: AbortSignal): Promise<void> {
    const streams = await manager();
    await ensureUsageStream(streams);
    const { state } = await streams.streams.info(USAGE_STREAM);
    if (this.#last === undefined || state.last_seq < this.#last) this.#last = state.last_seq;
    const start = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#last + 1 };
    const consumer = await jetstream.consumers.get(USAGE_STREAM, start);
    const messages = await consumer.consume();
    if (signal.aborted) return void (await messages.close());
    const stop = () => void messages.close();
    signal.addEventListener('abort', stop, { once: true });
    this.#live();
    try {
      for await (const message of messages) {
        this.#take(message);
        this.#last = message.seq;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await messages.close();
    }
  }

  #take({ subject, seq, data }: { subject: string; seq: number; data: Uint8Array }): void {
    const entry = parseUsage({ subject, data });
    if (!entry) {
      this.#options.log.warn({ subject, sequence: seq }, 'an entry of unknown form is left out');
      return;
    }
    const { tenant, build } = entry;
    const accounts = [
      this.#kept.get(keyOf({ tenant })),
      build === undefined ? undefined : this.#kept.get(keyOf(entry)),
    ];
    for (const kept of accounts) {
      if (!kept) continue;
      kept.entries.push({ sequence: seq, entry });
      if (kept.isRead) this.#tell(kept.account);
    }
    for (const listener of this.#tellers) listener(entry);
  }

  /** What was on the stream before the account was asked for; what comes meanwhile is behind it. */
  async #read(kept: Kept, after: number | undefined): Promise<void> {
    const { connection, log } = this.#options;
    try {
      await this.#isLive;
      const found = await readAll(await connection, kept.account, after);
      const last = found.entries.at(-1)?.sequence ?? 0;
      kept.entries = [...found.entries, ...kept.entries.filter(({ sequence }) => sequence > last)];
      kept.after = found.after;
      kept.isRead = true;
    } catch (error) {
      log.warn({ err: error, ...kept.account }, 'reading a ledger failed; it is tried again when it is asked for');
      await sleep(RETRY_MS, undefined, { ref: false });
      if (this.#kept.get(keyOf(kept.account)) === kept) this.#kept.delete(keyOf(kept.account));
    }
    this.#tell(kept.account);
  }

  #tell(account: Account): void {
    for (const listener of this.#listeners) listener(account);
  }
}

function keyOf({ tenant, build }: Account): string {
  return build === undefined ? tenant : `${tenant}/${build}`;
}

async function readAll({ jetstream, manager }: EventsConnection, account: Account, after: number | undefined) {
  const { state } = await (await manager()).streams.info(USAGE_STREAM);
  // Its data was lost, or put back from a backup: sequences begin anew.
  const isOther = after !== undefined && state.last_seq < after;
  const from = isOther ? undefined : after;
  const options: Partial<OrderedConsumerOptions> = { filter_subjects: usageSubjects(account) };
  if (from !== undefined) {
    Object.assign(options, { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from + 1 });
  } else if (account.build === undefined) {
    const { from: begin } = boundsOf(monthOf(new Date()));
    Object.assign(options, { deliver_policy: DeliverPolicy.StartTime, opt_start_time: begin.toISOString() });
  }
  const entries: PlacedEntry[] = [];
  const consumer = await jetstream.consumers.get(USAGE_STREAM, options);
  try {
    if ((await consumer.info()).num_pending === 0) return { entries, after: from ?? 0 };
    const messages = await consumer.consume();
    for await (const message of messages) {
      const entry = parseUsage(message);
      if (entry) entries.push({ sequence: message.seq, entry });
      if (message.info.pending === 0) break;
    }
    await messages.close();
  } finally {
    // Many are read, each once: the server need not keep them for later.
    await consumer.delete();
  }
  return { entries, after: from ?? 0 };
}
