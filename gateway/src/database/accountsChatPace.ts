import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody has said something of a build within the last minute. */
export class AccountsChatPace implements MigrationInterface {
  name = 'AccountsChatPace1790800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table chat_pace (
        speaker text not null,
        build uuid not null,
        said timestamptz[] not null,
        primary key (speaker, build)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table chat_pace');
  }
}
