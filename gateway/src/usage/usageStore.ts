import { boundsOf } from '@appfactory/billing/ledger';
import type { Meter, Usage } from '@appfactory/billing/meters';
import { USAGE_STREAM } from '@appfactory/events/usage';
import type { DataSource } from 'typeorm';
import { inNamespaces, type Reading } from '../database/scope.ts';
import type { Shown } from '../history/historyStore.ts';
import { type Start, type StreamIdentity, startOf, storeAt } from '../history/position.ts';
import type { BuildIdentity } from '../history/stored.ts';
import type { StoredEntry } from './storedEntry.ts';

/** The sums of those entries that have one value of what they are grouped by in common; null where they have none. */
export interface UsageGroup<T extends string | number> {
  of: T | null;
  used: Usage;
}

interface Row {
  of: string | number | null;
  meter: Meter;
  quantity: number;
}

/** What of a ledger is summed. */
interface Part {
  tenant: string;
  /** For example 2026-11; left out: all. */
  month?: string;
  /** Of one app: its name, or null for what is of none. */
  build?: string | null;
}

const WRITE = `
  insert into history.ledger_entry
    (namespace, id, sequence, build, uid, generation, feature, meter, quantity, at, until)
  select tenant, id, sequence, build, uid, generation, feature, meter, quantity, at, until
  from jsonb_to_recordset($1::jsonb) as row (tenant text, id text, sequence bigint, build text, uid text, generation int,
    feature text, meter text, quantity bigint, at timestamptz, until timestamptz)
  order by sequence
  on conflict do nothing`;

/** The table that is made from the stream of ledgers, and its sums. */
export class UsageStore {
  readonly #database: DataSource;
  readonly #reading: Reading;

  /** @param onMissing somebody wants to read, and there is no table: it was dropped */
  constructor(database: DataSource, onMissing = () => {}) {
    this.#database = database;
    this.#reading = { database, onMissing };
  }

  start(stream: StreamIdentity): Promise<Start> {
    return startOf(this.#database, stream, 'history.ledger_entry');
  }

  /** Stores what is new of these entries, which are in the order of the stream and end at `upTo`. */
  async store(entries: readonly StoredEntry[], upTo: number): Promise<void> {
    await storeAt(this.#database, { stream: USAGE_STREAM, items: entries, upTo }, async (transaction, fresh) => {
      if (fresh.length > 0) await transaction.query(WRITE, [JSON.stringify(fresh)]);
      await transaction.query('update history.position set sequence = $2 where stream = $1', [USAGE_STREAM, upTo]);
    });
  }

  /** What a tenant used in a month. */
  async sums(shown: Shown, tenant: string, month: string): Promise<Usage> {
    const [whole] = await this.#groups(shown, 'null', { tenant, month });
    return whole?.used ?? {};
  }

  /** Likewise by app, by name; null is what no app has used. */
  byBuild(shown: Shown, tenant: string, month: string): Promise<UsageGroup<string>[]> {
    return this.#groups(shown, 'build', { tenant, month });
  }

  /** Likewise by day of the month, in UTC: for example 2026-11-03. */
  byDay(shown: Shown, tenant: string, month: string): Promise<UsageGroup<string>[]> {
    return this.#groups(shown, `to_char(at at time zone 'UTC', 'YYYY-MM-DD')`, { tenant, month });
  }

  /** What one app used in a month, by the feature that was in hand. */
  byFeature(shown: Shown, tenant: string, month: string, build: string | null): Promise<UsageGroup<string>[]> {
    return this.#groups(shown, 'feature', { tenant, month, build });
  }

  /** What a build has used since it was made, by generation; what is of no one generation has null. */
  generations(shown: Shown, build: BuildIdentity): Promise<UsageGroup<number>[]> {
    return this.#groups(shown, 'generation', { tenant: build.namespace, build: build.name }, build.uid);
  }

  async #groups<T extends string | number>(
    shown: Shown,
    by: 'null' | 'build' | 'feature' | 'generation' | `to_char(${string}`,
    { tenant, month, build }: Part,
    uid?: string,
  ): Promise<UsageGroup<T>[]> {
    const bounds = month === undefined ? undefined : boundsOf(month);
    const values = [
      tenant,
      bounds?.from ?? null,
      bounds?.until ?? null,
      build === undefined,
      build ?? null,
      uid ?? null,
    ];
    const sql = `select ${by} as of, meter, sum(quantity)::float8 as quantity from history.ledger_entry
      where namespace = $1 and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
        and ($4 or build is not distinct from $5) and ($6::text is null or uid = $6)
      group by 1, 2 order by 1, 2`;
    const groups = new Map<string | number | null, UsageGroup<T>>();
    for (const { of, meter, quantity } of await inNamespaces<Row[]>(this.#reading, shown, sql, values)) {
      const group: UsageGroup<T> = groups.get(of) ?? { of: of as T | null, used: {} };
      group.used[meter] = quantity;
      groups.set(of, group);
    }
    return [...groups.values()];
  }
}
