import type { Log } from '@appfactory/kube/log';
import type Stripe from 'stripe';
import { Failed } from '../../graphql/failure.ts';
import { addressOf, readSecret, type StripeConfig } from './stripeConfig.ts';

/** An invoice as Stripe is told of it. Amounts are in the smallest unit of the currency. */
export interface Demand {
  /** Ours, and so that of what Stripe is asked: the same twice is done once. */
  id: string;
  number: string;
  payer: { uid: string; name: string };
  currency: string;
  daysUntilDue: number;
  lines: { what: string; amount: number }[];
}

/** What Stripe made of it. */
export interface Demanded {
  stripeInvoice: string;
  /** Where it is paid, on a page of Stripe's. */
  paymentLink: string;
}

/** What Stripe tells, once its signature is found good. */
export interface Told {
  event: string;
  type: string;
  invoice?: { id: string; amountPaid: number; currency: string; amountRemaining: number };
}

/** Milliseconds for an answer of Stripe's. */
const PATIENCE = 10_000;

/** Stripe, by its own client as it is published. What it answers to a wrong key has a part of the key in it, so its words are not passed on. */
export class StripeApi {
  readonly #stripe: Stripe;
  readonly #webhookSecret: string | undefined;
  readonly #log: Log;

  private constructor(stripe: Stripe, webhookSecret: string | undefined, log: Log) {
    this.#stripe = stripe;
    this.#webhookSecret = webhookSecret;
    this.#log = log;
  }

  /** @throws Error when a file is missing or holds no secret */
  static async open({ keyFile, webhookSecretFile, api }: StripeConfig, log: Log): Promise<StripeApi> {
    const key = await readSecret(keyFile, 'STRIPE_KEY_FILE');
    const webhookSecret = webhookSecretFile && (await readSecret(webhookSecretFile, 'STRIPE_WEBHOOK_SECRET_FILE'));
    // Only where there is a key: it takes memory.
    const { default: Client } = await import('stripe');
    const stripe = new Client(key, { ...addressOf(api), timeout: PATIENCE, maxNetworkRetries: 2, telemetry: false });
    return new StripeApi(stripe, webhookSecret || undefined, log);
  }

  /** Whether Stripe tells us of payments. */
  get isTold(): boolean {
    return this.#webhookSecret !== undefined;
  }

  /** Makes the payer of an invoice known to Stripe. Gives the id of the customer there. @throws Failed UNAVAILABLE */
  customer({ id, payer }: Demand): Promise<string> {
    return this.#asking('customer', async () => {
      const { id: customer } = await this.#stripe.customers.create(
        { name: payer.name, metadata: { appfactory_tenant: payer.uid } },
        { idempotencyKey: `${id} customer` },
      );
      return customer;
    });
  }

  /**
   * Has Stripe ask a customer for an invoice: its lines as items of it, finalised, with a page where it is paid. Asked again for
   * the same invoice, also after it broke off in the middle, it makes no second one.
   * @throws Failed UNAVAILABLE
   */
  demand({ id, number, payer, currency, daysUntilDue, lines }: Demand, customer: string): Promise<Demanded> {
    const once = (step: string) => ({ idempotencyKey: `${id} ${step}` });
    return this.#asking('invoice', async () => {
      const { id: stripeInvoice } = await this.#stripe.invoices.create(
        {
          customer,
          number,
          currency,
          metadata: { appfactory_invoice: id, appfactory_tenant: payer.uid },
          collection_method: 'send_invoice',
          // Not a date: one that has passed would be refused.
          days_until_due: daysUntilDue,
          pending_invoice_items_behavior: 'exclude',
          // Stripe finalises it when it is told to, with all its lines.
          auto_advance: false,
        },
        once('invoice'),
      );
      for (const [index, { what, amount }] of lines.entries()) {
        await this.#stripe.invoiceItems.create(
          { customer, invoice: stripeInvoice, currency, amount, description: what },
          once(`line ${index}`),
        );
      }
      const { hosted_invoice_url: paymentLink } = await this.#stripe.invoices.finalizeInvoice(
        stripeInvoice,
        { auto_advance: false },
        once('finalize'),
      );
      if (!paymentLink) throw new Error(`Stripe finalised ${stripeInvoice} without a page where it is paid`);
      return { stripeInvoice, paymentLink };
    });
  }

  /** Has Stripe ask for it no more: it was paid in another way. @throws Failed UNAVAILABLE */
  async paidElsewhere(id: string, stripeInvoice: string): Promise<void> {
    await this.#asking('pay', () =>
      this.#stripe.invoices.pay(stripeInvoice, { paid_out_of_band: true }, { idempotencyKey: `${id} elsewhere` }),
    );
  }

  /** What Stripe tells, by its webhook. Undefined for what it has not signed, or signed long ago. */
  told(body: Buffer, signature: string): Told | undefined {
    if (this.#webhookSecret === undefined) return undefined;
    let event: Stripe.Event;
    try {
      event = this.#stripe.webhooks.constructEvent(body, signature, this.#webhookSecret);
    } catch {
      return undefined;
    }
    const { id, type, data } = event;
    if (type !== 'invoice.paid') return { event: id, type };
    const { id: invoice, amount_paid, amount_remaining, currency } = data.object as Stripe.Invoice;
    return {
      event: id,
      type,
      invoice: { id: invoice, amountPaid: amount_paid, amountRemaining: amount_remaining, currency },
    };
  }

  async #asking<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { type, code, statusCode, requestId } = error as Partial<InstanceType<typeof Stripe.errors.StripeError>>;
      if (type === undefined || !type.startsWith('Stripe')) throw error;
      this.#log.warn({ what, type, code, statusCode, requestId }, 'Stripe did not do what it was asked');
      const isRefused = type === 'StripeAuthenticationError' || type === 'StripePermissionError';
      throw new Failed(
        'UNAVAILABLE',
        isRefused
          ? 'Stripe refuses the key of this platform: whoever runs it gives it another one (STRIPE_KEY_FILE).'
          : 'Stripe does not do this now: try again in a moment. The gateway’s log says more.',
      );
    }
  }
}
