import type { MigrationInterface, QueryRunner } from 'typeorm';

/** E-mail addresses that members are invited by, and whom an OpenID Connect issuer has signed in. */
export class AccountsOidc implements MigrationInterface {
  name = 'AccountsOidc1790350000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table account add column email text;
      create index account_email on account (lower(email));

      create table oidc_identity (
        issuer text not null,
        subject text not null,
        account_id uuid not null references account (id) on delete cascade,
        created_at timestamptz not null default now(),
        primary key (issuer, account_id)
      );
      create index oidc_identity_subject on oidc_identity (issuer, subject);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table oidc_identity; alter table account drop column email');
  }
}
