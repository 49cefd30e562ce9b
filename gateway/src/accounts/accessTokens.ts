import type { DataSource } from 'typeorm';
import { Failed } from '../graphql/failure.ts';
import type { Person } from './person.ts';
import { PERSON_COLUMNS, type PersonRow } from './personRow.ts';
import { newSecret, secretHash } from './secret.ts';

/** What every token begins with, so that people and scanners of secrets know one when they see it. */
const PREFIX = 'appfactory_';
const MOST_TOKENS = 50;
const LONGEST_DAYS = 366;
const LONGEST_NAME = 60;

export interface AccessTokenRow {
  id: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

type Account = Person & { kind: 'account' };

const COLUMNS = `id, name, created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt"`;

/**
 * Tokens by which git and other programs fetch the files of builds as a person with an account. They are good for that alone:
 * nothing is asked or changed by them. Only a hash of each is kept.
 */
export class AccessTokens {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** The token is told this once. @throws Failed on a name or a time that is not right, when there are too many, or the session is over */
  async create(
    { id: account, sessionId }: Account,
    name: string,
    days: number,
  ): Promise<{ token: string; row: AccessTokenRow }> {
    const called = name.trim();
    if (called === '' || called.length > LONGEST_NAME) {
      throw new Failed('INVALID', `A name has 1 to ${LONGEST_NAME} characters.`, 'name');
    }
    if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) {
      throw new Failed('INVALID', `A token is good for 1 to ${LONGEST_DAYS} days.`, 'days');
    }
    const token = PREFIX + newSecret();
    const row = await this.#database.transaction(async (transaction) => {
      // One after the other for each account: many at once do not pass the limit, and a session that a new password has just ended
      // (accounts.ts) leaves no token behind. Only the statements after this one see what was done meanwhile.
      await transaction.query('select from account where id = $1 for no key update', [account]);
      const [session]: object[] = await transaction.query('select from session where id = $1', [sessionId]);
      if (!session) throw new Failed('NOT_SIGNED_IN', 'You are signed out: sign in again.');
      await transaction.query('delete from access_token where account_id = $1 and expires_at <= now()', [account]);
      const rows: AccessTokenRow[] = await transaction.query(
        `insert into access_token (account_id, name, secret_hash, expires_at)
         select $1, $2, $3, now() + make_interval(days => $4)
         where (select count(*) from access_token where account_id = $1) < $5 returning ${COLUMNS}`,
        [account, called, secretHash(token), days, MOST_TOKENS],
      );
      return rows[0];
    });
    if (!row) throw new Failed('INVALID', `There are ${MOST_TOKENS} tokens already: revoke one first.`, 'name');
    return { token, row };
  }

  /** Those that are good, the last first. */
  list({ id: account }: Account): Promise<AccessTokenRow[]> {
    return this.#database.query(
      `select ${COLUMNS} from access_token where account_id = $1 and expires_at > now() order by created_at desc`,
      [account],
    );
  }

  /** @throws Failed when the person has no such token */
  async revoke({ id: account }: Account, id: string): Promise<void> {
    const isId = /^[0-9a-f-]{36}$/.test(id);
    const [, count] = isId
      ? ((await this.#database.query('delete from access_token where id = $1 and account_id = $2', [id, account])) as [
          unknown,
          number,
        ])
      : [[], 0];
    if (count === 0) throw new Failed('NOT_FOUND', 'You have no such token.', 'id');
  }

  static isOne(secret: string): boolean {
    return secret.startsWith(PREFIX);
  }

  /** Whose token this is, when it is good. */
  async person(token: string): Promise<Person | undefined> {
    const rows: PersonRow[] = await this.#database.query(
      `select '' as "sessionId", ${PERSON_COLUMNS} from access_token token join account on account.id = token.account_id
       where token.secret_hash = $1 and token.expires_at > now()`,
      [secretHash(token)],
    );
    const [row] = rows;
    if (!row) return undefined;
    // At most once a minute: a clone is several requests.
    await this.#database.query(
      `update access_token set used_at = now()
       where secret_hash = $1 and (used_at is null or used_at < now() - interval '1 minute')`,
      [secretHash(token)],
    );
    return { kind: 'account', ...row };
  }
}
