import type { Log } from '@appfactory/kube/log';
import type { AuditLog } from '../../audit/auditLog.ts';
import { failedOf } from '../../graphql/failure.ts';
import { DAYS_UNTIL_DUE, type Invoice, minorUnits, numberText } from '../invoice.ts';
import type { InvoiceStore } from '../invoiceStore.ts';
import type { Demand, StripeApi } from './stripeApi.ts';

/** Where a webhook came from, for the audit log. */
export interface Caller {
  requestId: string;
  address: string;
}

/** Has Stripe collect the invoices that are owed to whoever runs the platform. What agencies' clients owe is theirs to collect. */
export class StripeCollecting {
  readonly #api: StripeApi;
  readonly #store: InvoiceStore;
  readonly #audit: AuditLog;
  readonly #log: Log;

  constructor(api: StripeApi, store: InvoiceStore, audit: AuditLog, log: Log) {
    this.#api = api;
    this.#store = store;
    this.#audit = audit;
    this.#log = log;
  }

  /** Tells Stripe of the invoices that it was not told of. What fails is tried again with the next invoices. */
  async collect(): Promise<void> {
    // Of this round: a tenant with invoices in several currencies is one customer.
    const made = new Map<string, string>();
    for (const { invoice, customer: known } of await this.#store.uncollected()) {
      try {
        const demand = demandOf(invoice);
        const customer = known ?? made.get(invoice.tenantUid) ?? (await this.#newCustomer(demand));
        made.set(invoice.tenantUid, customer);
        const { stripeInvoice, paymentLink } = await this.#api.demand(demand, customer);
        await this.#store.keepCollected(invoice.number, stripeInvoice, paymentLink);
      } catch (error) {
        const { number } = invoice;
        if (!failedOf(error)) throw error;
        this.#log.warn({ number }, 'Stripe was not told of an invoice yet; it is tried again');
        return;
      }
    }
  }

  /** @throws Failed UNAVAILABLE where Stripe, which asks for it, does not answer */
  async paidElsewhere({ id, number }: Invoice): Promise<void> {
    const stripeInvoice = await this.#store.atStripe(number);
    if (stripeInvoice !== undefined) await this.#api.paidElsewhere(id, stripeInvoice);
  }

  /** What Stripe tells; false when it is not from Stripe. Told again, it changes nothing. */
  async told(body: Buffer, signature: string, { requestId, address }: Caller): Promise<boolean> {
    const told = this.#api.told(body, signature);
    if (!told) return false;
    const { event, invoice: paid } = told;
    const invoice = paid && (await this.#store.ofStripe(paid.id));
    // The account may have invoices that are not ours.
    if (!invoice || !paid) return true;
    const number = numberText(invoice.number);
    if (paid.amountRemaining !== 0 || paid.currency.toUpperCase() !== invoice.currency) {
      this.#log.error({ number, event }, 'Stripe says that an invoice is paid, and tells another amount');
      return true;
    }
    const isNew = await this.#store.pay(invoice.number, 'stripe', 'stripe');
    if (isNew) {
      const entry = { requestId, address, person: 'stripe', actedAs: '', action: 'invoicePaid', outcome: 'ok' };
      await this.#audit.note({ ...entry, arguments: { number, event } });
    }
    return true;
  }

  async #newCustomer(demand: Demand): Promise<string> {
    const customer = await this.#api.customer(demand);
    await this.#store.keepCustomer(demand.payer.uid, customer);
    return customer;
  }
}

function demandOf({ id, number, tenantUid, currency, document }: Invoice): Demand {
  const isOne = document.sections.length === 1;
  return {
    id,
    number: numberText(number),
    payer: { uid: tenantUid, name: document.to.name },
    currency: currency.toLowerCase(),
    daysUntilDue: DAYS_UNTIL_DUE,
    lines: document.sections.flatMap(({ name, lines }) =>
      lines.map(({ what, amount }) => ({
        what: isOne ? what : `${name}: ${what}`,
        amount: minorUnits(amount, currency),
      })),
    ),
  };
}
