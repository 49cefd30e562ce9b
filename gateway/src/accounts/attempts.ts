import type { DataSource } from 'typeorm';

/** So many sign-ins may fail within the time. */
const WINDOW_SECONDS = 15 * 60;
const MOST_FOR_ACCOUNT = 10;
const MOST_FROM_ADDRESS = 50;

interface Count {
  count: number;
  wait: number;
}

/** Counts sign-ins that failed, for all gateways together. */
export class Attempts {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /**
   * Counts one attempt on the account from the address before its password is looked at, so that many at once do not pass.
   * Gives the seconds to wait when there were too many, else undefined.
   */
  async take(account: string, address: string): Promise<number | undefined> {
    // The address first: what it has used up leaves no trace of the names that it goes on to try.
    const wait = await this.#count(`address/${address}`, MOST_FROM_ADDRESS);
    return wait ?? this.#count(accountKey(account), MOST_FOR_ACCOUNT);
  }

  /** The right password was given: what was tried before was its owner's typing. */
  async forget(account: string): Promise<void> {
    await this.#database.query(`delete from attempts where key = $1 or since < now() - $2 * interval '1 second'`, [
      accountKey(account),
      WINDOW_SECONDS,
    ]);
  }

  async #count(key: string, most: number): Promise<number | undefined> {
    const rows: Count[] = await this.#database.query(
      `insert into attempts (key, since, count) values ($1, now(), 1)
       on conflict (key) do update set
         count = case when attempts.since < now() - $2 * interval '1 second' then 1 else attempts.count + 1 end,
         since = case when attempts.since < now() - $2 * interval '1 second' then now() else attempts.since end
       returning count, ceil($2 - extract(epoch from now() - since))::int as wait`,
      [key, WINDOW_SECONDS],
    );
    const [row] = rows;
    return row && row.count > most ? Math.max(1, row.wait) : undefined;
  }
}

function accountKey(name: string): string {
  return `account/${name.trim().toLowerCase().slice(0, 200)}`;
}
