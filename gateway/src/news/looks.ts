import type { DataSource, EntityManager } from 'typeorm';
import { ACCOUNT_SETTING } from '../database/scope.ts';
import type { Standing } from './standing.ts';

/** How far somebody had looked at a build. */
export interface Look {
  /** Of the streams of events and of chats. */
  events: number;
  chat: number;
  standing: Standing;
  at: Date;
}

/** What somebody has looked at; of what they never looked at, all since they have had their account is new. */
export interface Looks {
  byBuild: Map<string, Look>;
  accountSince: Date;
}

/** Looks at builds that are older are forgotten. */
const KEPT = '2 years';

/** What each account has looked at. PostgreSQL shows and takes no row of another account. */
export class LookStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async of(account: string, builds: readonly string[]): Promise<Looks> {
    return this.#as(account, async (transaction) => {
      const [owner]: { since: Date }[] = await transaction.query(
        'select created_at as since from account where id = $1',
        [account],
      );
      const rows: (Omit<Look, 'events' | 'chat'> & { build: string; events: string; chat: string })[] =
        await transaction.query(
          'select build::text, events, chat, state as standing, looked_at as at from look where build = any ($1::uuid[])',
          [builds],
        );
      const byBuild = new Map(
        rows.map(({ build, events, chat, ...look }) => [
          build,
          { ...look, events: Number(events), chat: Number(chat) },
        ]),
      );
      return { byBuild, accountSince: owner?.since ?? new Date() };
    });
  }

  /** Notes a look. Of two that cross, the one that has seen more counts: what was seen does not become new again. */
  async note(account: string, build: string, { events, chat, standing }: Omit<Look, 'at'>): Promise<void> {
    await this.#as(account, async (transaction) => {
      await transaction.query(
        `insert into look as old (account_id, build, events, chat, state) values ($1, $2, $3, $4, $5)
         on conflict (account_id, build) do update set events = greatest(old.events, excluded.events),
           chat = greatest(old.chat, excluded.chat), state = excluded.state, looked_at = now()`,
        [account, build, events, chat, JSON.stringify(standing)],
      );
      await transaction.query(`delete from look where looked_at < now() - $1::interval`, [KEPT]);
    });
  }

  #as<T>(account: string, work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (transaction): Promise<T> => {
      await transaction.query('select set_config($1, $2, true)', [ACCOUNT_SETTING, account]);
      return work(transaction);
    });
  }
}
