import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INDEXER_SETTING, NAMESPACES_SETTING } from './scope.ts';

/** What people said of builds, and what became of it; each tenant sees its own, as in the other tables. */
export class HistoryChat implements MigrationInterface {
  static readonly tables = ['chat_message'];

  name = 'HistoryChat1790400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table history.chat_message (
        uid uuid not null,
        namespace text not null,
        build text not null,
        id uuid not null,
        sequence bigint not null,
        changed bigint not null,
        at timestamptz not null,
        author text not null,
        text text not null,
        place jsonb,
        is_request boolean not null,
        reply jsonb not null,
        decision text,
        decided_by text,
        decided_at timestamptz,
        became integer,
        primary key (uid, id)
      );
      create index chat_message_changed on history.chat_message (uid, changed);
      create index chat_message_sequence on history.chat_message (uid, sequence);

      alter table history.chat_message enable row level security;
      alter table history.chat_message force row level security;
      create policy tenant on history.chat_message for select
        using (namespace = any ((select string_to_array(current_setting('${NAMESPACES_SETTING}', true), ','))::text[]));
      create policy indexer on history.chat_message
        using ((select current_setting('${INDEXER_SETTING}', true)) = 'on')
        with check ((select current_setting('${INDEXER_SETTING}', true)) = 'on');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table history.chat_message');
  }
}
