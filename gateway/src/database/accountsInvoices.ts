import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BACKUP_SETTING, INVOICING_SETTING, PAYERS_SETTING, PLATFORM_SETTING } from './scope.ts';

/**
 * What was charged, and what became of it. Rows are of those tenants only that the transaction names as the asker's, and are written
 * by invoicing alone; forced, since the role of the gateway owns the tables. An invoice never changes.
 */
export class AccountsInvoices implements MigrationInterface {
  name = 'AccountsInvoices1790700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table payer (
        uid uuid primary key,
        tenant text not null,
        display_name text not null,
        plan text not null,
        agency_uid uuid,
        brand text,
        accent text,
        since timestamptz not null,
        seen_at timestamptz not null default now(),
        gone_at timestamptz
      );

      create table invoiced (
        tenant_uid uuid not null,
        month text not null,
        primary key (tenant_uid, month)
      );

      create table invoice_number (last bigint not null);
      insert into invoice_number values (0);
      create unique index invoice_number_one on invoice_number ((true));

      create table invoice (
        number bigint primary key,
        id uuid not null unique default gen_random_uuid(),
        tenant text not null,
        tenant_uid uuid not null,
        agency_uid uuid,
        month text not null,
        issued_at timestamptz not null,
        due_at timestamptz not null,
        currency text not null,
        total numeric(20, 6) not null,
        document jsonb not null,
        unique (tenant_uid, month, currency)
      );
      create index invoice_agency on invoice (agency_uid) where agency_uid is not null;

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'an invoice that is issued never changes';
      end $$;
      create trigger invoice_is_final before update or delete on invoice
        for each row execute function refuse_change();
      create trigger invoice_is_kept before truncate on invoice
        for each statement execute function refuse_change();

      create table invoice_payment (
        number bigint primary key references invoice,
        paid_at timestamptz not null default now(),
        paid_by text not null,
        how text not null check (how in ('byHand', 'stripe'))
      );

      create table stripe_customer (
        tenant_uid uuid primary key,
        customer text not null
      );

      create table stripe_invoice (
        number bigint primary key references invoice,
        stripe_invoice text not null unique,
        payment_link text not null
      );
    `);
    for (const table of ['payer', 'invoiced', 'invoice', 'invoice_payment', 'stripe_customer', 'stripe_invoice']) {
      await queryRunner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy invoicing on ${table}
          using ((select current_setting('${INVOICING_SETTING}', true)) = 'on')
          with check ((select current_setting('${INVOICING_SETTING}', true)) = 'on');
        create policy backup on ${table} for select
          using ((select current_setting('${BACKUP_SETTING}', true)) = 'on');
      `);
    }
    const owned = `any ((select string_to_array(current_setting('${PAYERS_SETTING}', true), ','))::uuid[])`;
    await queryRunner.query(`
      create policy payer on invoice for select using (tenant_uid = ${owned} or agency_uid = ${owned});
      create policy platform on invoice for select
        using ((select current_setting('${PLATFORM_SETTING}', true)) = 'on');
      create policy payer on invoice_payment for select using (exists (select from invoice where invoice.number = invoice_payment.number));
      create policy payer on stripe_invoice for select using (exists (select from invoice where invoice.number = stripe_invoice.number));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table stripe_invoice, stripe_customer, invoice_payment, invoice, invoice_number, invoiced, payer; drop function refuse_change',
    );
  }
}
