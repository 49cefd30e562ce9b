import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INDEXER_SETTING, NAMESPACES_SETTING } from './scope.ts';

/**
 * The ledgers of all tenants. Only ever added to: no policy lets anybody change an entry or take one away. Each tenant sees its
 * own, as in the other tables.
 */
export class HistoryUsage implements MigrationInterface {
  static readonly tables = ['ledger_entry'];

  name = 'HistoryUsage1790500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table history.ledger_entry (
        namespace text not null,
        id text not null,
        sequence bigint not null,
        build text,
        uid text,
        generation integer,
        feature text,
        meter text not null,
        quantity bigint not null,
        at timestamptz not null,
        until timestamptz,
        primary key (namespace, id)
      );
      create index ledger_entry_month on history.ledger_entry (namespace, at);
      create index ledger_entry_build on history.ledger_entry (namespace, build) where build is not null;

      alter table history.ledger_entry enable row level security;
      alter table history.ledger_entry force row level security;
      create policy tenant on history.ledger_entry for select
        using (namespace = any ((select string_to_array(current_setting('${NAMESPACES_SETTING}', true), ','))::text[]));
      create policy indexer_reads on history.ledger_entry for select
        using ((select current_setting('${INDEXER_SETTING}', true)) = 'on');
      create policy indexer_adds on history.ledger_entry for insert
        with check ((select current_setting('${INDEXER_SETTING}', true)) = 'on');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table history.ledger_entry');
  }
}
