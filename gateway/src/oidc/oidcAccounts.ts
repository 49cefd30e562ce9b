import type { DataSource } from 'typeorm';
import { type Identity, OidcFailed } from './issuer.ts';

/** An account that somebody may be let into. */
export interface Candidate {
  id: string;
  name: string;
}

/** Which accounts the people of an issuer have here. */
export class OidcAccounts {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /**
   * The accounts of somebody whom the issuer has signed in: those that they have come to before, and those of members who were
   * invited by the e-mail address that the issuer has verified. From then on the subject counts, whatever the address becomes; an
   * account that is another subject's is nobody else's.
   * @throws OidcFailed when there is none
   */
  async of({ issuer, subject, email }: Identity): Promise<Candidate[]> {
    const found: Candidate[] = await this.#database.query(
      `with linked as (
         insert into oidc_identity (issuer, subject, account_id)
         select $1, $2, account.id from account
         where $3::text is not null and lower(account.email) = lower($3::text)
           and not exists (select from oidc_identity taken where taken.account_id = account.id and taken.issuer = $1)
         on conflict do nothing returning account_id
       )
       select account.id, account.name from account
       where account.id in (select account_id from linked)
          or account.id in (select account_id from oidc_identity where issuer = $1 and subject = $2)
       order by account.created_at, account.id`,
      [issuer, subject, email ?? null],
    );
    if (found.length > 0) return found;
    if (email === undefined) throw new OidcFailed('oidc-unverified', 'there is no verified e-mail address');
    throw new OidcFailed('oidc-unknown', 'nobody was invited by this e-mail address');
  }
}
