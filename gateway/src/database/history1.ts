import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was reported of builds, and how far reading the stream is. */
export class History1 implements MigrationInterface {
  static readonly tables = ['position', 'event', 'build', 'feature', 'check_result'];

  name = 'History1790000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table history.position (
        stream text primary key,
        created text not null,
        sequence bigint not null
      );

      create table history.event (
        sequence bigint primary key,
        namespace text not null,
        build text not null,
        uid text not null,
        generation integer not null,
        at timestamptz not null,
        event jsonb not null
      );
      create index event_build on history.event (uid, sequence);

      create table history.build (
        uid text not null,
        namespace text not null,
        name text not null,
        generation integer not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        events bigint not null,
        attempts integer not null,
        outcome text,
        last_sequence bigint not null,
        primary key (uid, namespace, name, generation)
      );

      create table history.feature (
        uid text not null,
        namespace text not null,
        name text not null,
        generation integer not null,
        id text not null,
        state text not null,
        commit text,
        passed integer,
        failed integer,
        skipped integer,
        at timestamptz not null,
        sequence bigint not null,
        primary key (uid, namespace, name, generation, id)
      );

      create table history.check_result (
        uid text not null,
        namespace text not null,
        name text not null,
        generation integer not null,
        against text not null,
        title text not null,
        feature text not null,
        result text not null,
        seen text,
        screenshot text,
        at timestamptz not null,
        sequence bigint not null,
        primary key (uid, namespace, name, generation, against, title)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema history cascade');
  }
}
