import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ACCOUNT_SETTING, BACKUP_SETTING } from './scope.ts';

/**
 * How far somebody has looked at a build. Rows are of that account only that the transaction names; forced, since the role of the gateway
 * owns the table.
 */
export class AccountsLooks implements MigrationInterface {
  name = 'AccountsLooks1790900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const isTheirs = `account_id = (select nullif(current_setting('${ACCOUNT_SETTING}', true), ''))::uuid`;
    await queryRunner.query(`
      create table look (
        account_id uuid not null references account (id) on delete cascade,
        build uuid not null,
        events bigint not null,
        chat bigint not null,
        state jsonb not null,
        looked_at timestamptz not null default now(),
        primary key (account_id, build)
      );
      alter table look enable row level security;
      alter table look force row level security;
      create policy account on look using (${isTheirs}) with check (${isTheirs});
      create policy backup on look for select using ((select current_setting('${BACKUP_SETTING}', true)) = 'on');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table look');
  }
}
