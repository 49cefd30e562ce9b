import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts of members of tenants beside the owner's. */
export class Accounts2 implements MigrationInterface {
  name = 'Accounts1790100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table account add column installation_owner boolean not null default false;
      update account set installation_owner = true where name = 'owner';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table account drop column installation_owner');
  }
}
