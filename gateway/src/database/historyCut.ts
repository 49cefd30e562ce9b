import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INDEXER_SETTING } from './scope.ts';

/**
 * Where each tenant's history is cut in each stream: what came before is not stored again, should the stream still have it.
 * `since` is the time of the cut once all of it is done.
 */
export class HistoryCut implements MigrationInterface {
  static readonly tables = ['cut'];

  name = 'HistoryCut1790600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table history.cut (
        stream text not null,
        namespace text not null,
        sequence bigint not null,
        since timestamptz,
        primary key (stream, namespace)
      );
      alter table history.cut enable row level security;
      alter table history.cut force row level security;
      create policy indexer on history.cut
        using ((select current_setting('${INDEXER_SETTING}', true)) = 'on')
        with check ((select current_setting('${INDEXER_SETTING}', true)) = 'on');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table history.cut');
  }
}
