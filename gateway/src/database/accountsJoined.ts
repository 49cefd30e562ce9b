import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that were made by an invitation which somebody accepted with the account that they had: that one acts for them. */
export class AccountsJoined implements MigrationInterface {
  name = 'AccountsJoined1790600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table account add column joined_to uuid references account (id), add check (joined_to <> id);
      create index account_joined_to on account (joined_to) where joined_to is not null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table account drop column joined_to');
  }
}
