import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INDEXER_SETTING, NAMESPACES_SETTING } from './scope.ts';

/**
 * Rows of one tenant only, whatever is asked: who reads must have said in its transaction of which namespaces, and the indexer
 * that it is the indexer. Without either there are no rows. Forced, since the role of the gateway owns the tables.
 */
export class History2 implements MigrationInterface {
  name = 'History1790100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['event', 'build', 'feature', 'check_result']) {
      await queryRunner.query(`
        alter table history.${table} enable row level security;
        alter table history.${table} force row level security;
        create policy tenant on history.${table} for select
          using (namespace = any ((select string_to_array(current_setting('${NAMESPACES_SETTING}', true), ','))::text[]));
        create policy indexer on history.${table}
          using ((select current_setting('${INDEXER_SETTING}', true)) = 'on')
          with check ((select current_setting('${INDEXER_SETTING}', true)) = 'on');
      `);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['event', 'build', 'feature', 'check_result']) {
      await queryRunner.query(`
        drop policy tenant on history.${table};
        drop policy indexer on history.${table};
        alter table history.${table} no force row level security;
        alter table history.${table} disable row level security;
      `);
    }
  }
}
