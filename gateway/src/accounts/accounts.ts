import { type DataSource, LessThan } from 'typeorm';
import { Failed } from '../graphql/failure.ts';
import { Attempts } from './attempts.ts';
import { type Account, AccountEntity, SessionEntity, SignInLinkEntity } from './entities.ts';
import { hashPassword, isPassword } from './password.ts';
import type { Person } from './person.ts';
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
    return this.#begin(account);
  }

  /** Signs in by a link's secret, which is then used up. Undefined when there is no such link, or no longer. */
  async signInByLink(secret: string): Promise<SignedIn | undefined> {
    const used = await this.#database
      .createQueryBuilder()
      .delete()
      .from(SignInLinkEntity)
      .where('secret_hash = :hash and expires_at > now()', { hash: secretHash(secret) })
      .returning('account_id')
      .execute();
    const [row] = used.raw as { account_id: string }[];
    if (!row) return undefined;
    const account = await this.#database.getRepository(AccountEntity).findOneByOrFail({ id: row.account_id });
    return this.#begin(account);
  }

  /** The person whose browser holds this secret. */
  async bySession(secret: string): Promise<Person | undefined> {
    const rows: { id: string; account_id: string; name: string; installation_owner: boolean }[] =
      await this.#database.query(
        `select session.id, account.id as account_id, account.name, account.installation_owner
       from session join account on account.id = session.account_id
       where session.secret_hash = $1 and session.expires_at > now()`,
        [secretHash(secret)],
      );
    const [row] = rows;
    if (!row) return undefined;
    const { id: sessionId, account_id: id, name, installation_owner: isInstallationOwner } = row;
    return { kind: 'account', id, name, sessionId, isInstallationOwner };
  }

  /** Ends a session. */
  async signOut(sessionId: string): Promise<void> {
    await this.#database.getRepository(SessionEntity).delete({ id: sessionId });
  }

  /** Sets the person's password, and ends all of their other sessions. @throws Failed on one that is too short or too long. */
  async setPassword(person: Person & { kind: 'account' }, password: string): Promise<void> {
    if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
      throw new Failed(
        'INVALID',
        `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; this one has ${password.length}.`,
        'password',
      );
    }
    await this.#database.getRepository(AccountEntity).update(person.id, { passwordHash: await hashPassword(password) });
    await this.#database
      .createQueryBuilder()
      .delete()
      .from(SessionEntity)
      .where('account_id = :account and id <> :session', { account: person.id, session: person.sessionId })
      .execute();
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
   * Makes the account of somebody who is invited, with a link that signs them in, once.
   * @throws Failed when there is an account of this name
   */
  async invite(name: string): Promise<{ id: string; secret: string; expiresAt: Date }> {
    const secret = newSecret();
    const expiresAt = new Date(Date.now() + INVITATION_TIME);
    return this.#database.transaction(async (transaction) => {
      const rows: { id: string }[] = await transaction.query(
        'insert into account (name) values ($1) on conflict do nothing returning id',
        [name],
      );
      const [row] = rows;
      if (!row) throw new Failed('EXISTS', `There is an account "${name}" already: choose another name.`, 'name');
      await transaction
        .getRepository(SignInLinkEntity)
        .insert({ secretHash: secretHash(secret), accountId: row.id, expiresAt });
      return { id: row.id, secret, expiresAt };
    });
  }

  /** Id of the account of this name; undefined when there is none, or whoever makes it may still be about it. */
  async settledId(name: string): Promise<string | undefined> {
    const createdAt = LessThan(new Date(Date.now() - INVITING_TIME));
    const account = await this.#database.getRepository(AccountEntity).findOneBy({ name, createdAt });
    return account?.id;
  }

  /** Removes an account with its sessions, when it has this name too: whoever names an id must not reach another's. */
  async remove(id: string, name: string): Promise<void> {
    await this.#database.getRepository(AccountEntity).delete({ id, name, isInstallationOwner: false });
  }

  async #begin({ id, name, isInstallationOwner }: Account): Promise<SignedIn> {
    const accountId = id;
    const secret = newSecret();
    const expiresAt = new Date(Date.now() + SESSION_TIME);
    const sessions = this.#database.getRepository(SessionEntity);
    await sessions.delete({ expiresAt: LessThan(new Date()) });
    const { identifiers } = await sessions.insert({ secretHash: secretHash(secret), accountId, expiresAt });
    const sessionId = String(identifiers[0]?.id);
    return { person: { kind: 'account', id, name, sessionId, isInstallationOwner }, secret, expiresAt };
  }
}
