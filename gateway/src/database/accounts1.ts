import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, how they sign in, and what was done. */
export class Accounts1 implements MigrationInterface {
  name = 'Accounts1790000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table account (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        password_hash text,
        created_at timestamptz not null default now()
      );
      create unique index account_name on account (lower(name));

      create table session (
        id uuid primary key default gen_random_uuid(),
        secret_hash bytea not null unique,
        account_id uuid not null references account (id) on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index session_account on session (account_id);

      create table sign_in_link (
        secret_hash bytea primary key,
        account_id uuid not null references account (id) on delete cascade,
        expires_at timestamptz not null
      );

      create table attempts (
        key text primary key,
        since timestamptz not null,
        count integer not null
      );

      create table audit (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        request_id text not null,
        person text not null,
        acted_as text not null,
        action text not null,
        arguments jsonb not null,
        address text not null,
        outcome text
      );
      create index audit_at on audit (at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table audit, attempts, sign_in_link, session, account');
  }
}
