import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Form, parseForm } from './form.ts';

export interface StripeInvoice {
  id: string;
  customer: string;
  number?: string;
  currency: string;
  status: 'draft' | 'open' | 'paid';
  amount: number;
  items: { description: string; amount: number }[];
  metadata: Record<string, string>;
  isOutOfBand: boolean;
}

interface Answer {
  status: number;
  body: object;
}

const notFound = (what: string): Answer => ({
  status: 404,
  body: { error: { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${what}` } },
});
const invalid = (message: string): Answer => ({
  status: 400,
  body: { error: { type: 'invalid_request_error', message } },
});

/**
 * What of Stripe's HTTP interface invoices are collected by, on loopback: form-encoded requests, idempotency keys, errors, and
 * webhooks with Stripe's signature. It refuses what Stripe refuses: a wrong key, a draft that is paid, a key used for something else.
 */
export class FakeStripe {
  readonly key = `sk_test_${randomBytes(18).toString('hex')}`;
  readonly webhookSecret = `whsec_${randomBytes(18).toString('hex')}`;
  readonly customers = new Map<string, { id: string; name: string; metadata: Record<string, string> }>();
  readonly invoices = new Map<string, StripeInvoice>();
  /** Requests that were carried out, not those answered from memory. */
  readonly done: string[] = [];
  /** Answers so many requests more, then drops connections; for what breaks off in the middle. */
  patience = Number.POSITIVE_INFINITY;
  readonly #answers = new Map<string, { request: string; answer: Answer }>();
  readonly #server: Server;
  #count = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<FakeStripe> {
    const fake = new FakeStripe();
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Somebody pays on Stripe's page. Gives the body of the webhook that tells of it. */
  pay(id: string): string {
    const invoice = this.invoices.get(id);
    if (invoice?.status !== 'open') throw new Error(`${id} is not open`);
    invoice.status = 'paid';
    return this.event('invoice.paid', this.#shown(invoice));
  }

  event(type: string, object: object): string {
    const created = Math.floor(Date.now() / 1000);
    return JSON.stringify({ id: this.#id('evt'), object: 'event', type, created, livemode: false, data: { object } });
  }

  /** The header by which Stripe signs. @param at seconds since 1970 */
  signature(body: string, at = Math.floor(Date.now() / 1000), secret = this.webhookSecret): string {
    return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.patience-- <= 0) {
      response.destroy();
      return;
    }
    const { status, body } = this.#answer(request, Buffer.concat(chunks).toString('utf8'));
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': this.#id('req') });
    response.end(JSON.stringify(body));
  }

  #answer({ method = '', url = '', headers }: IncomingMessage, text: string): Answer {
    if (headers.authorization !== `Bearer ${this.key}`) {
      const shown = (headers.authorization ?? '').replace(/^Bearer /, '');
      const message = `Invalid API Key provided: ${shown.slice(0, 12)}*****${shown.slice(-4)}`;
      return { status: 401, body: { error: { type: 'invalid_request_error', message } } };
    }
    if (method === 'POST' && headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return invalid('Requests are form-encoded.');
    }
    const idempotency = headers['idempotency-key'];
    const asked = `${method} ${url} ${text}`;
    const known = typeof idempotency === 'string' ? this.#answers.get(idempotency) : undefined;
    if (known && known.request !== asked) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      return { status: 400, body: { error: { type: 'idempotency_error', message } } };
    }
    if (known) return known.answer;
    const answer = this.#carryOut(`${method} ${url}`, parseForm(text));
    if (typeof idempotency === 'string') this.#answers.set(idempotency, { request: asked, answer });
    if (answer.status === 200) this.done.push(`${method} ${url}`);
    return answer;
  }

  #carryOut(what: string, form: Form): Answer {
    const [, id = '', deed] = /^POST \/v1\/invoices\/(\w+)\/(finalize|pay)$/.exec(what) ?? [];
    if (what === 'POST /v1/customers') return this.#customer(form);
    if (what === 'POST /v1/invoices') return this.#draft(form);
    if (what === 'POST /v1/invoiceitems') return this.#item(form);
    const invoice = this.invoices.get(id);
    if (deed === undefined) return notFound(`path: ${what}`);
    if (!invoice) return notFound(`invoice: '${id}'`);
    if (deed === 'finalize') {
      if (invoice.status !== 'draft')
        return invalid('This invoice is already finalized, you can’t re-finalize a non-draft.');
      invoice.status = 'open';
    } else {
      if (invoice.status !== 'open') return invalid('Invoice is already paid');
      if (form.paid_out_of_band !== 'true') return invalid('This customer has no payment method.');
      invoice.status = 'paid';
      invoice.isOutOfBand = true;
    }
    return { status: 200, body: this.#shown(invoice) };
  }

  #customer({ name = '', metadata = {} }: Form): Answer {
    const customer = { id: this.#id('cus'), name: String(name), metadata: metadata as Record<string, string> };
    this.customers.set(customer.id, customer);
    return { status: 200, body: { object: 'customer', ...customer } };
  }

  #draft({ customer, number, currency = 'usd', collection_method, days_until_due, metadata = {} }: Form): Answer {
    if (!this.customers.has(String(customer))) return notFound(`customer: '${String(customer)}'`);
    if (collection_method !== 'send_invoice' || !/^\d+$/.test(String(days_until_due))) {
      return invalid('If collection_method is send_invoice, you must pass days_until_due or due_date.');
    }
    const invoice: StripeInvoice = {
      id: this.#id('in'),
      customer: String(customer),
      number: number === undefined ? undefined : String(number),
      currency: String(currency),
      status: 'draft',
      amount: 0,
      items: [],
      metadata: metadata as Record<string, string>,
      isOutOfBand: false,
    };
    this.invoices.set(invoice.id, invoice);
    return { status: 200, body: this.#shown(invoice) };
  }

  #item({ invoice: id, amount, description = '', currency }: Form): Answer {
    const invoice = this.invoices.get(String(id));
    if (!invoice) return notFound(`invoice: '${String(id)}'`);
    if (invoice.status !== 'draft') return invalid('This invoice is no longer editable');
    if (!/^-?\d+$/.test(String(amount))) return invalid(`Invalid integer: ${String(amount)}`);
    if (currency !== invoice.currency) return invalid('The currency is not that of the invoice');
    invoice.items.push({ description: String(description), amount: Number(amount) });
    invoice.amount += Number(amount);
    return { status: 200, body: { id: this.#id('ii'), object: 'invoiceitem', invoice: id } };
  }

  #shown({ id, customer, number, currency, status, amount, metadata, isOutOfBand }: StripeInvoice): object {
    const isPaid = status === 'paid';
    return {
      id,
      object: 'invoice',
      customer,
      number,
      currency,
      status,
      metadata,
      total: amount,
      amount_due: amount,
      amount_paid: isPaid && !isOutOfBand ? amount : 0,
      amount_remaining: isPaid ? 0 : amount,
      hosted_invoice_url: status === 'draft' ? null : `${this.address}/i/${id}`,
    };
  }

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}_${String(this.#count).padStart(6, '0')}${randomBytes(6).toString('hex')}`;
  }
}
