import type { DataSource, EntityManager } from 'typeorm';
import { inNamespaces } from '../database/scope.ts';
import { type Cut, inTurn } from './cut.ts';
import { type Batch, foldBatch } from './foldBatch.ts';
import { type Start, type StreamIdentity, startOf, storeAt } from './position.ts';
import type { BuildIdentity, StoredEvent } from './stored.ts';

export interface FeatureRow {
  id: string;
  generation: number;
  state: string;
  commit: string | null;
  passed: number | null;
  failed: number | null;
  skipped: number | null;
  at: Date;
}

export interface CheckRow {
  generation: number;
  against: string;
  title: string;
  feature: string;
  result: string;
  seen: string | null;
  screenshot: string | null;
  at: Date;
}

export interface GenerationRow {
  generation: number;
  first_at: Date;
  last_at: Date;
  events: number;
  attempts: number;
  outcome: string | null;
  last_sequence: number;
}

interface EventRow extends Omit<StoredEvent, 'sequence' | 'at'> {
  sequence: string;
  at: Date;
}

/** One generation of a build. */
interface PlaceRow {
  uid: string;
  namespace: string;
  build: string;
  generation: number;
}

const PLACES_AT_ONCE = 100;
/** Events that are folded at once. */
const FOLDED_AT_ONCE = 1_000;

/** The namespaces of which Kubernetes has shown something to whoever asks; PostgreSQL shows them no row of another. */
export type Shown = ReadonlySet<string>;

/** The tables that are made from the stream. */
export class HistoryStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  start(stream: StreamIdentity): Promise<Start> {
    return startOf(this.#database, stream, 'history.event, history.build, history.feature, history.check_result');
  }

  /** Stores what is new of these events, which are in the order of the stream and end at `upTo`. */
  async store(stream: string, events: readonly StoredEvent[], upTo: number): Promise<void> {
    await storeAt(this.#database, { stream, items: events, upTo }, (transaction, fresh) =>
      write(transaction, foldBatch(fresh), { stream, upTo }),
    );
  }

  /**
   * Takes out what came before the cut, one generation of a build after the other, and makes anew what was made of it: the tables are as if
   * the stream had begun there.
   */
  async cut(cut: Cut): Promise<void> {
    for (let places = await this.#cutPlaces(cut); places.length > 0; places = await this.#cutPlaces(cut)) {
      for (const place of places) {
        await inTurn(this.#database, cut.stream, (transaction, position) =>
          cutPlace(transaction, place, { cut, position }),
        );
      }
    }
  }

  /** Generations of builds that have events from before the cut. */
  #cutPlaces({ stream, namespace, sequence }: Cut): Promise<PlaceRow[]> {
    return inTurn(this.#database, stream, (transaction) =>
      transaction.query(
        `select distinct uid, namespace, build, generation from history.event
         where namespace = $1 and sequence < $2 limit ${PLACES_AT_ONCE}`,
        [namespace, sequence],
      ),
    );
  }

  async eventsAfter(
    shown: Shown,
    { namespace, name, uid }: BuildIdentity,
    after: number,
    limit: number,
  ): Promise<StoredEvent[]> {
    const rows = await this.#read<EventRow>(
      shown,
      `select sequence, namespace, build, uid, generation, at, event from history.event
       where uid = $1 and namespace = $2 and build = $3 and sequence > $4 order by sequence limit $5`,
      [uid, namespace, name, after, limit],
    );
    return rows.map(toEvent);
  }

  async countEvents(shown: Shown, { namespace, name, uid }: BuildIdentity): Promise<number> {
    const rows = await this.#read<{ count: number }>(
      shown,
      `select coalesce(sum(events), 0)::int as count from history.build
       where uid = $1 and namespace = $2 and name = $3`,
      [uid, namespace, name],
    );
    return rows[0]?.count ?? 0;
  }

  /** Features of all generations that were reported, the last first. */
  features(shown: Shown, { namespace, name, uid }: BuildIdentity): Promise<FeatureRow[]> {
    return this.#read(
      shown,
      `select id, generation, state, commit, passed, failed, skipped, at from history.feature
       where uid = $1 and namespace = $2 and name = $3 order by generation desc, sequence`,
      [uid, namespace, name],
    );
  }

  /** Last results of the checks of one generation; the last generation with checks when none is named. */
  checks(shown: Shown, { namespace, name, uid }: BuildIdentity, generation?: number): Promise<CheckRow[]> {
    return this.#read(
      shown,
      `select generation, against, title, feature, result, seen, screenshot, at from history.check_result as one
       where uid = $1 and namespace = $2 and name = $3 and generation = coalesce($4,
         (select max(generation) from history.check_result where uid = $1 and namespace = $2 and name = $3))
       order by sequence`,
      [uid, namespace, name, generation ?? null],
    );
  }

  async generations(shown: Shown, { namespace, name, uid }: BuildIdentity): Promise<GenerationRow[]> {
    return this.#read(
      shown,
      `select generation, first_at, last_at, events::int, attempts, outcome, last_sequence::float8 as last_sequence
       from history.build where uid = $1 and namespace = $2 and name = $3 order by generation desc`,
      [uid, namespace, name],
    );
  }

  #read<T>(shown: Shown, sql: string, values: unknown[]): Promise<T[]> {
    return inNamespaces<T[]>({ database: this.#database }, shown, sql, values);
  }
}

/** One statement, since each way to the server and back is time in which the next events wait. */
const WRITE = `
  with written_events as (
    insert into history.event (sequence, namespace, build, uid, generation, at, event)
    select sequence, namespace, build, uid, generation, at, event from jsonb_to_recordset($1::jsonb) as
      row (sequence bigint, namespace text, build text, uid text, generation int, at timestamptz, event jsonb)
    on conflict do nothing
  ), written_builds as (
    insert into history.build as old
      (uid, namespace, name, generation, first_at, last_at, events, attempts, outcome, last_sequence)
    select uid, namespace, name, generation, first_at, last_at, events, attempts, outcome, last_sequence
    from jsonb_to_recordset($2::jsonb) as row (uid text, namespace text, name text, generation int,
      first_at timestamptz, last_at timestamptz, events bigint, attempts int, outcome text, last_sequence bigint)
    on conflict (uid, namespace, name, generation) do update set
      last_at = excluded.last_at, events = old.events + excluded.events, attempts = old.attempts + excluded.attempts,
      outcome = coalesce(excluded.outcome, old.outcome), last_sequence = excluded.last_sequence
  ), written_features as (
    insert into history.feature as old
      (uid, namespace, name, generation, id, state, commit, passed, failed, skipped, at, sequence)
    select uid, namespace, name, generation, id, state, commit, passed, failed, skipped, at, sequence
    from jsonb_to_recordset($3::jsonb) as row (uid text, namespace text, name text, generation int, id text, state text,
      commit text, passed int, failed int, skipped int, at timestamptz, sequence bigint)
    on conflict (uid, namespace, name, generation, id) do update set
      state = excluded.state, commit = coalesce(excluded.commit, old.commit),
      passed = coalesce(excluded.passed, old.passed), failed = coalesce(excluded.failed, old.failed),
      skipped = coalesce(excluded.skipped, old.skipped), at = excluded.at, sequence = excluded.sequence
  ), written_checks as (
    insert into history.check_result
      (uid, namespace, name, generation, against, title, feature, result, seen, screenshot, at, sequence)
    select uid, namespace, name, generation, against, title, feature, result, seen, screenshot, at, sequence
    from jsonb_to_recordset($4::jsonb) as row (uid text, namespace text, name text, generation int, against text,
      title text, feature text, result text, seen text, screenshot text, at timestamptz, sequence bigint)
    on conflict (uid, namespace, name, generation, against, title) do update set
      feature = excluded.feature, result = excluded.result, seen = excluded.seen, screenshot = excluded.screenshot,
      at = excluded.at, sequence = excluded.sequence
  )
  update history.position set sequence = $6 where stream = $5`;

/** Writes the rows and moves the position on. */
async function write(
  transaction: EntityManager,
  { events, builds, features, checks }: Batch,
  { stream, upTo }: { stream: string; upTo: number },
): Promise<void> {
  const rows = [events, builds, features, checks].map((some) => JSON.stringify(some));
  await transaction.query(WRITE, [...rows, stream, upTo]);
}

/** One generation, as if its events had begun at the cut. */
async function cutPlace(
  transaction: EntityManager,
  { uid, namespace, build, generation }: PlaceRow,
  { cut, position }: { cut: Cut; position: number },
): Promise<void> {
  const place = [uid, namespace, build, generation];
  const at = (name: string) => `uid = $1 and namespace = $2 and ${name} = $3 and generation = $4`;
  await transaction.query(`delete from history.event where ${at('build')} and sequence < $5`, [...place, cut.sequence]);
  for (const table of ['build', 'feature', 'check_result']) {
    await transaction.query(`delete from history.${table} where ${at('name')}`, place);
  }
  for (let after = 0; ; ) {
    const rows: EventRow[] = await transaction.query(
      `select sequence, namespace, build, uid, generation, at, event from history.event
       where ${at('build')} and sequence > $5 order by sequence limit ${FOLDED_AT_ONCE}`,
      [...place, after],
    );
    const events = rows.map(toEvent);
    await write(transaction, { ...foldBatch(events), events: [] }, { stream: cut.stream, upTo: position });
    after = events.at(-1)?.sequence ?? after;
    if (events.length < FOLDED_AT_ONCE) return;
  }
}

function toEvent(row: EventRow): StoredEvent {
  return { ...row, sequence: Number(row.sequence), at: row.at.toISOString() };
}
