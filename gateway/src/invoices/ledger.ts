import type { Meter, Usage } from '@appfactory/billing/meters';
import { USAGE_STREAM } from '@appfactory/events/usage';
import type { DataSource } from 'typeorm';
import { inNamespaces } from '../database/scope.ts';
import { Failed } from '../graphql/failure.ts';
import type { StreamIdentity } from '../history/position.ts';
import type { LateConnection } from '../nats/lateConnection.ts';

/** What was used, as invoices need it. */
export interface Ledger {
  /** How much there is of it. */
  end(): Promise<StreamIdentity>;
  /**
   * What a tenant used, of what began between two times.
   * @throws Failed UNAVAILABLE while not everything up to that end is in the tables
   */
  used(tenant: string, bounds: { from: Date; until: Date }, end: StreamIdentity): Promise<Usage>;
}

interface Row {
  meter: Meter | null;
  quantity: number;
}

/** Milliseconds for what was told last to be read. */
const READ_WITHIN = 30_000;

/** In one statement, so that tables which are just being filled again are never taken for whole ones. */
const USED = `
  select used.meter, used.quantity from history.position left join (
    select meter, sum(quantity)::float8 as quantity from history.ledger_entry
    where namespace = $1 and at >= $2 and at < $3 group by meter
  ) used on true
  where position.stream = $4 and position.created = $5 and position.sequence >= $6`;

/** The ledgers of all tenants: their stream says how much there is, the tables that are made from it what it comes to. */
export class SettledLedger implements Ledger {
  readonly #nats: LateConnection;
  readonly #database: DataSource;
  readonly #reached: (sequence: number, within: number) => Promise<boolean>;

  /** @param reached whether everything up to a sequence is in the tables, once it is, or after a time (ms) */
  constructor(
    nats: LateConnection,
    database: DataSource,
    reached: (sequence: number, within: number) => Promise<boolean>,
  ) {
    this.#nats = nats;
    this.#database = database;
    this.#reached = reached;
  }

  async end(): Promise<StreamIdentity> {
    const { manager } = await this.#nats.open();
    const { created, state } = await (await manager()).streams.info(USAGE_STREAM);
    await this.#reached(state.last_seq, READ_WITHIN);
    return { name: USAGE_STREAM, created, lastSequence: state.last_seq };
  }

  async used(
    tenant: string,
    { from, until }: { from: Date; until: Date },
    { name, created, lastSequence }: StreamIdentity,
  ): Promise<Usage> {
    const values = [tenant, from, until, name, created, lastSequence];
    const rows = await inNamespaces<Row[]>({ database: this.#database }, new Set([tenant]), USED, values);
    if (rows.length === 0) {
      throw new Failed('UNAVAILABLE', 'The ledgers are still being read: invoices are made when all of it is there.');
    }
    return Object.fromEntries(rows.flatMap(({ meter, quantity }) => (meter === null ? [] : [[meter, quantity]])));
  }
}
