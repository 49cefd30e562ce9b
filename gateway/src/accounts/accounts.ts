import { type DataSource, type EntityManager, LessThan } from 'typeorm';
import { Failed } from '../graphql/failure.ts';
import { Attempts } from './attempts.ts';
import { AccountEntity, SessionEntity, SignInLinkEntity } from './entities.ts';
import { hashPassword, isPassword } from './password.ts';
import type { Person } from './person.ts';
import { PERSON_COLUMNS, type PersonRow } from './personRow.ts';
import { newSecret, secretHash } from './secret.ts';

/** How long (ms) a browser stays signed in, and a link is good. */
export const SESSION_TIME = 30 * 24 * 60 * 60 * 1000;
const LINK_TIME = 24 * 60 * 60 * 1000;
/** How long (ms) an invitation is good. */
const INVITATION_TIME = 7 * 24 * 60 * 60 * 1000;

/** How long (ms) an invitation may take: an account that is older and is no member was left behind. */
const INVITING_TIME = 60_000;

const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;

const OWNER_NAME = 'owner';

/** What a browser is given to say who it is. */
export interface SignedIn {
  person: Person & { kind: 'account' };
  secret: string;
  expiresAt: Date;
}

/** People with an account here. */
export class Accounts {
  readonly #database: DataSource;
  readonly #attempts: Attempts;

  constructor(database: DataSource) {
    this.#database = database;
    this.#attempts = new Attempts(database);
  }

  /** Signs in by name and password. @throws Failed when they do not fit, or after too many attempts. */
  async signIn(name: string, password: string, address: string): Promise<SignedIn> {
    const wait = await this.#attempts.take(name, address);
    if (wait !== undefined) {
      const minutes = Math.ceil(wait / 60);
      throw new Failed('TOO_MANY_ATTEMPTS', `Too many attempts to sign in: try again in ${minutes} min.`);
    }
    const account = await this.#database
      .getRepository(AccountEntity)
      .createQueryBuilder('account')
      .where('lower(account.name) = lower(:name)', { name: name.trim() })
      .getOne();
    const fits = await isPassword(password.slice(0, LONGEST_PASSWORD), account?.passwordHash ?? undefined);
    if (!account || !fits) {
      throw new Failed('NOT_SIGNED_IN', 'This name and password do not belong together.', 'password');
    }
    await this.#attempts.forget(name);
    const { id, passwordHash } = account;
    const signedIn = await this.#database.transaction(async (transaction) => {
      // Where a new password is being set, the old one lets nobody in any more.
      const [still]: object[] = await transaction.query(
        'select from account where id = $1 and password_hash = $2 for no key update',
        [id, passwordHash],
      );
      return still && begin(transaction, id);
    });
    if (!signedIn) throw new Failed('NOT_SIGNED_IN', 'This password has just been changed.', 'password');
    return signedIn;
  }

  /** Signs in by a link's secret, which is then used up. Undefined when there is no such link, or no longer. */
  async signInByLink(secret: string): Promise<SignedIn | undefined> {
    return this.#database.transaction(async (transaction) => {
      if (!(await accountOfLink(transaction, secret))) return undefined;
      const [[row]]: [{ account_id: string }[], number] = await transaction.query(
        'delete from sign_in_link where secret_hash = $1 and expires_at > now() returning account_id',
        [secretHash(secret)],
      );
      return row && begin(transaction, row.account_id);
    });
  }

  /** The person whose browser holds this secret. */
  async bySession(secret: string): Promise<Person | undefined> {
    const rows: PersonRow[] = await this.#database.query(
      `select session.id as "sessionId", ${PERSON_COLUMNS} from session join account on account.id = session.account_id
       where session.secret_hash = $1 and session.expires_at > now()`,
      [secretHash(secret)],
    );
    const [row] = rows;
    return row && { kind: 'account', ...row };
  }

  /**
   * Joins the account that an invitation made to the person’s own, which acts for it from then on; the link is then used up. What the
   * invitation knew of its e-mail address is forgotten: it must let nobody else in.
   * Gives the account’s name; undefined when there is no such link, or no longer.
   * @throws Failed when the link is of an account that somebody uses already
   */
  async join(secret: string, { id }: Person & { kind: 'account' }): Promise<string | undefined> {
    return this.#database.transaction(async (transaction) => {
      if (!(await accountOfLink(transaction, secret))) return undefined;
      const [link]: { account_id: string }[] = await transaction.query(
        'select account_id from sign_in_link where secret_hash = $1 and expires_at > now() for update',
        [secretHash(secret)],
      );
      if (!link) return undefined;
      // Whose account was used is somebody: with a password, a browser, a token, an issuer, or others that are
      // joined to it.
      const [rows]: [{ name: string }[], number] = await transaction.query(
        `update account set joined_to = $1, email = null
         where id = $2 and id <> $1 and joined_to is null and password_hash is null and not installation_owner
           and not exists (select from session where account_id = $2)
           and not exists (select from oidc_identity where account_id = $2)
           and not exists (select from access_token where account_id = $2)
           and not exists (select from account other where other.joined_to = $2)
         returning name`,
        [id, link.account_id],
      );
      const [joined] = rows;
      if (!joined) throw new Failed('INVALID', 'This link is of an account that somebody uses: sign in by it instead.');
      await transaction.getRepository(SignInLinkEntity).delete({ accountId: link.account_id });
      return joined.name;
    });
  }

  /** Those of these sessions that are over, wherever they were ended. */
  async over(sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows: { id: string }[] = await this.#database.query(
      `select id::text from unnest($1::uuid[]) as one (id)
       where not exists (select from session where session.id = one.id and expires_at > now())`,
      [sessionIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Ends a session. */
  async signOut(sessionId: string): Promise<void> {
    await this.#database.getRepository(SessionEntity).delete({ id: sessionId });
  }

  /**
   * Sets the person's password, and ends all of their other sessions, all links that sign them in and all of their access tokens: whoever
   * changes it because somebody else got in must be rid of them. @throws Failed on one that is too short or too long.
   */
  async setPassword(person: Person & { kind: 'account' }, password: string): Promise<void> {
    if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
      throw new Failed(
        'INVALID',
        `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; this one has ${password.length}.`,
        'password',
      );
    }
    const passwordHash = await hashPassword(password);
    await this.#database.transaction(async (transaction) => {
      // First, since it holds back whoever is about to sign in, or to make a token (accessTokens.ts).
      await transaction.getRepository(AccountEntity).update(person.id, { passwordHash });
      await transaction.query('delete from session where account_id = $1 and id <> $2', [person.id, person.sessionId]);
      await transaction.query('delete from sign_in_link where account_id = $1', [person.id]);
      await transaction.query('delete from access_token where account_id = $1', [person.id]);
    });
  }

  /** The secret of a new link that signs the first owner in, once; the account is made when there is none. Earlier links end. */
  async ownerLink(): Promise<string> {
    const secret = newSecret();
    await this.#database.transaction(async (transaction) => {
      await transaction.query(
        'insert into account (name, installation_owner) values ($1, true) on conflict do nothing',
        [OWNER_NAME],
      );
      const owner = await transaction.getRepository(AccountEntity).findOneByOrFail({ name: OWNER_NAME });
      const links = transaction.getRepository(SignInLinkEntity);
      await links.delete({ accountId: owner.id });
      const expiresAt = new Date(Date.now() + LINK_TIME);
      await links.insert({ secretHash: secretHash(secret), accountId: owner.id, expiresAt });
    });
    return secret;
  }

  /**
   * Makes the account of somebody who is invited, with a link that signs them in, once. By the e-mail address an issuer that has
   * verified it lets them in, too.
   * @throws Failed when there is an account of this name
   */
  async invite(name: string, email?: string): Promise<{ id: string; secret: string; expiresAt: Date }> {
    const secret = newSecret();
    const expiresAt = new Date(Date.now() + INVITATION_TIME);
    return this.#database.transaction(async (transaction) => {
      const rows: { id: string }[] = await transaction.query(
        'insert into account (name, email) values ($1, $2) on conflict do nothing returning id',
        [name, email ?? null],
      );
      const [row] = rows;
      if (!row) throw new Failed('EXISTS', `There is an account "${name}" already: choose another name.`, 'name');
      await transaction
        .getRepository(SignInLinkEntity)
        .insert({ secretHash: secretHash(secret), accountId: row.id, expiresAt });
      return { id: row.id, secret, expiresAt };
    });
  }

  /** Signs in somebody who has shown elsewhere that the account is theirs. */
  async signInTo(id: string): Promise<SignedIn> {
    return this.#database.transaction((transaction) => begin(transaction, id));
  }

  /** The secret of a link that signs in to the account, once, within the time (ms). */
  async linkTo(id: string, time: number): Promise<string> {
    const secret = newSecret();
    const expiresAt = new Date(Date.now() + time);
    const links = this.#database.getRepository(SignInLinkEntity);
    await links.insert({ secretHash: secretHash(secret), accountId: id, expiresAt });
    return secret;
  }

  /** Id of the account of this name; undefined when there is none, or whoever makes it may still be about it. */
  async settledId(name: string): Promise<string | undefined> {
    const createdAt = LessThan(new Date(Date.now() - INVITING_TIME));
    const account = await this.#database.getRepository(AccountEntity).findOneBy({ name, createdAt });
    return account?.id;
  }

  /**
   * Removes an account with its sessions, when it has this name too: whoever names an id must not reach another's. One that other
   * tenants' memberships are joined to stays for these.
   */
  async remove(id: string, name: string): Promise<void> {
    await this.#database.query(
      `delete from account where id = $1 and name = $2 and not installation_owner
         and not exists (select from account other where other.joined_to = $1)`,
      [id, name],
    );
  }
}

/**
 * The account of a link, held until the end of the transaction: before the link is touched, so that whoever sets a password, or uses the
 * same link, comes before or after. Undefined when there is no such link.
 */
async function accountOfLink(transaction: EntityManager, secret: string): Promise<{ id: string } | undefined> {
  const rows: { id: string }[] = await transaction.query(
    `select account.id from account join sign_in_link link on link.account_id = account.id
     where link.secret_hash = $1 and link.expires_at > now() for no key update of account`,
    [secretHash(secret)],
  );
  return rows[0];
}

/** Begins a session of the account. */
async function begin(transaction: EntityManager, accountId: string): Promise<SignedIn> {
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + SESSION_TIME);
  const sessions = transaction.getRepository(SessionEntity);
  await sessions.delete({ expiresAt: LessThan(new Date()) });
  const { identifiers } = await sessions.insert({ secretHash: secretHash(secret), accountId, expiresAt });
  const sessionId = String(identifiers[0]?.id);
  const rows: PersonRow[] = await transaction.query(
    `select $2::text as "sessionId", ${PERSON_COLUMNS} from account where account.id = $1`,
    [accountId, sessionId],
  );
  const [row] = rows;
  if (!row) throw new Error(`the account ${accountId} is gone`);
  return { person: { kind: 'account', ...row }, secret, expiresAt };
}
