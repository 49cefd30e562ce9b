import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens by which people's programs fetch code. */
export class AccountsTokens implements MigrationInterface {
  name = 'AccountsTokens1790360000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table access_token (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account (id) on delete cascade,
        name text not null,
        secret_hash bytea not null unique,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index access_token_account on access_token (account_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table access_token');
  }
}
