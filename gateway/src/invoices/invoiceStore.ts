import { formatDecimal, minorDigits, parseDecimal } from '@appfactory/billing/money';
import type { DataSource, EntityManager } from 'typeorm';
import type { Invoice, InvoiceDocument } from './invoice.ts';
import { asInvoicing, type InvoiceScope, inScope } from './scope.ts';

/** An invoice to be issued; it gets its number and its id here. */
export type NewInvoice = Omit<Invoice, 'number' | 'id' | 'payment' | 'paymentLink'>;

export interface InvoiceFilter {
  /** Name of a Tenant that pays. */
  tenant?: string;
  /** Those before this number. */
  before?: number;
  first: number;
}

/** What Stripe is still to be told of. */
export interface Uncollected {
  invoice: Invoice;
  /** Of the payer at Stripe. */
  customer: string | undefined;
}

interface Row extends Omit<Invoice, 'number' | 'payment'> {
  number: string;
  paidAt: Date | null;
  how: 'byHand' | 'stripe' | null;
}

const COLUMNS = `invoice.number, invoice.id, tenant, tenant_uid as "tenantUid", agency_uid as "agencyUid", month, issued_at as "issuedAt",
  due_at as "dueAt", currency, total::text, document, paid_at as "paidAt", how, payment_link as "paymentLink"`;
const TABLES = 'invoice left join invoice_payment using (number) left join stripe_invoice using (number)';

/** Invoices in PostgreSQL, which alone has them. */
export class InvoiceStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** The last first. */
  list(scope: InvoiceScope, { tenant, before, first }: InvoiceFilter): Promise<Invoice[]> {
    return inScope(this.#database, scope, async (transaction) => {
      const rows: Row[] = await transaction.query(
        `select ${COLUMNS} from ${TABLES}
         where ($1::text is null or tenant = $1) and ($2::bigint is null or invoice.number < $2) order by invoice.number desc limit $3`,
        [tenant ?? null, before ?? null, first],
      );
      return rows.map(invoiceOf);
    });
  }

  count(scope: InvoiceScope, tenant: string | undefined): Promise<number> {
    return inScope(this.#database, scope, async (transaction) => {
      const rows: { count: number }[] = await transaction.query(
        'select count(*)::int as count from invoice where $1::text is null or tenant = $1',
        [tenant ?? null],
      );
      return rows[0]?.count ?? 0;
    });
  }

  find(scope: InvoiceScope, number: number): Promise<Invoice | undefined> {
    return inScope(this.#database, scope, (transaction) => one(transaction, 'invoice.number = $1', number));
  }

  /**
   * Issues what the tenants of a family owe for a month, or nothing where one of them was dealt with for that month already: each has
   * it once. Numbers have no gap: they are given out in the transaction that uses them.
   */
  issue(month: string, uids: readonly string[], invoices: readonly NewInvoice[]): Promise<Invoice[]> {
    return asInvoicing(this.#database, async (transaction) => {
      // Held to the end: whoever else issues waits, and then sees that it is done.
      const [{ last }] = (await transaction.query('select last from invoice_number for update')) as [{ last: string }];
      const done: object[] = await transaction.query(
        'select 1 from invoiced where month = $1 and tenant_uid = any ($2::uuid[])',
        [month, uids],
      );
      if (done.length > 0) return [];
      await transaction.query('insert into invoiced (tenant_uid, month) select unnest($2::uuid[]), $1', [month, uids]);
      const issued: Invoice[] = [];
      for (const [index, invoice] of invoices.entries()) {
        const number = Number(last) + index + 1;
        issued.push(await insert(transaction, number, invoice));
      }
      await transaction.query('update invoice_number set last = $1', [Number(last) + invoices.length]);
      return issued;
    });
  }

  /** Of those tenants, the ones that have not been dealt with for the month. */
  async notInvoiced(month: string, uids: readonly string[]): Promise<Set<string>> {
    const rows: { uid: string }[] = await asInvoicing(this.#database, (transaction) =>
      transaction.query(
        `select uid::text from unnest($2::uuid[]) as uid
         where not exists (select from invoiced where month = $1 and tenant_uid = uid)`,
        [month, uids],
      ),
    );
    return new Set(rows.map(({ uid }) => uid));
  }

  /** Notes that it is paid; false when it was already, and then nothing changes. */
  async pay(number: number, by: string, how: 'byHand' | 'stripe'): Promise<boolean> {
    return asInvoicing(this.#database, async (transaction) => {
      const rows: object[] = await transaction.query(
        'insert into invoice_payment (number, paid_by, how) values ($1, $2, $3) on conflict do nothing returning number',
        [number, by, how],
      );
      return rows.length > 0;
    });
  }

  /** Those owed to whoever runs the platform that nobody has paid, and Stripe was not told of; the first first. */
  uncollected(): Promise<Uncollected[]> {
    return asInvoicing(this.#database, async (transaction) => {
      const rows: (Row & { customer: string | null })[] = await transaction.query(
        `select ${COLUMNS}, customer from ${TABLES} left join stripe_customer using (tenant_uid)
         where agency_uid is null and paid_at is null and stripe_invoice is null order by invoice.number`,
      );
      return rows.map(({ customer, ...row }) => ({ invoice: invoiceOf(row), customer: customer ?? undefined }));
    });
  }

  async keepCustomer(tenantUid: string, customer: string): Promise<void> {
    await asInvoicing(this.#database, (transaction) =>
      transaction.query('insert into stripe_customer (tenant_uid, customer) values ($1, $2) on conflict do nothing', [
        tenantUid,
        customer,
      ]),
    );
  }

  async keepCollected(number: number, stripeInvoice: string, paymentLink: string): Promise<void> {
    await asInvoicing(this.#database, (transaction) =>
      transaction.query(
        'insert into stripe_invoice (number, stripe_invoice, payment_link) values ($1, $2, $3) on conflict do nothing',
        [number, stripeInvoice, paymentLink],
      ),
    );
  }

  /** The id of it at Stripe. */
  async atStripe(number: number): Promise<string | undefined> {
    const rows: { id: string }[] = await asInvoicing(this.#database, (transaction) =>
      transaction.query('select stripe_invoice as id from stripe_invoice where number = $1', [number]),
    );
    return rows[0]?.id;
  }

  /** The one that Stripe calls so. */
  ofStripe(stripeInvoice: string): Promise<Invoice | undefined> {
    return asInvoicing(this.#database, (transaction) => one(transaction, 'stripe_invoice = $1', stripeInvoice));
  }
}

async function one(transaction: EntityManager, where: string, value: unknown): Promise<Invoice | undefined> {
  const rows: Row[] = await transaction.query(`select ${COLUMNS} from ${TABLES} where ${where}`, [value]);
  return rows[0] && invoiceOf(rows[0]);
}

async function insert(transaction: EntityManager, number: number, invoice: NewInvoice): Promise<Invoice> {
  const { tenant, tenantUid, agencyUid, month, issuedAt, dueAt, currency, total, document } = invoice;
  const rows: { id: string }[] = await transaction.query(
    `insert into invoice (number, tenant, tenant_uid, agency_uid, month, issued_at, due_at, currency, total, document)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [number, tenant, tenantUid, agencyUid, month, issuedAt, dueAt, currency, total, document],
  );
  return { ...invoice, number, id: rows[0]?.id ?? '', payment: null, paymentLink: null };
}

function invoiceOf({ number, paidAt, how, document, ...row }: Row): Invoice {
  return {
    ...row,
    number: Number(number),
    total: formatDecimal(parseDecimal(row.total), minorDigits(row.currency)),
    document: document as InvoiceDocument,
    payment: paidAt && how ? { at: paidAt, how } : null,
  };
}
