import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { type Demand, StripeApi } from './stripeApi.ts';
import { addressOf } from './stripeConfig.ts';
import { FakeStripe } from './testing/fakeStripe.ts';

let fake: FakeStripe;
let folder: string;
let logged: string;

const DEMAND: Demand = {
  id: '6f1f6c1e-5a0b-4f0e-9a3c-2f8f4b1f7d11',
  number: 'AF-000012',
  payer: { uid: 'a-uid', name: 'Acme & Söhne' },
  currency: 'usd',
  daysUntilDue: 14,
  lines: [
    { what: 'Studio, monthly subscription', amount: 4900 },
    { what: 'Sandbox time', amount: 425 },
  ],
};

beforeEach(async () => {
  fake = await FakeStripe.start();
  folder = await mkdtemp(join(tmpdir(), 'appfactory-stripe-'));
  logged = '';
});

afterEach(async () => {
  await fake.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(key = fake.key): Promise<StripeApi> {
  const [keyFile, webhookSecretFile] = [join(folder, 'key'), join(folder, 'webhook')];
  await writeFile(keyFile, `${key}\n`);
  await writeFile(webhookSecretFile, fake.webhookSecret);
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString('utf8');
      done();
    },
  });
  return StripeApi.open({ keyFile, webhookSecretFile, api: fake.address }, pino(sink));
}

test('an invoice is asked for with its lines, its number and its payer, and is open then', async () => {
  const api = await open();
  const customer = await api.customer(DEMAND);
  const { stripeInvoice, paymentLink } = await api.demand(DEMAND, customer);
  expect(fake.customers.get(customer)).toMatchObject({
    name: 'Acme & Söhne',
    metadata: { appfactory_tenant: 'a-uid' },
  });
  expect(fake.invoices.get(stripeInvoice)).toMatchObject({
    customer,
    number: 'AF-000012',
    status: 'open',
    amount: 5325,
    metadata: { appfactory_invoice: DEMAND.id },
    items: [{ description: 'Studio, monthly subscription', amount: 4900 }, { amount: 425 }],
  });
  expect(paymentLink).toBe(`${fake.address}/i/${stripeInvoice}`);
});

// Requests: customer, invoice, two lines, finalising; the client itself tries each three times.
test.each([0, 1, 2, 3, 4])(
  'what breaks off after %i requests is one invoice when it is asked for again',
  async (after) => {
    const api = await open();
    fake.patience = after;
    const work = async () => api.demand(DEMAND, await api.customer(DEMAND));
    await expect(work()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    fake.patience = Number.POSITIVE_INFINITY;
    const { stripeInvoice } = await work();
    expect([fake.customers.size, fake.invoices.size]).toEqual([1, 1]);
    expect(fake.invoices.get(stripeInvoice)).toMatchObject({ status: 'open', amount: 5325 });
    expect(fake.done).toHaveLength(5);
  },
);

test('a key that Stripe refuses is told to nobody', async () => {
  const secret = 'sk_live_51aSecretThatMustNotBeSeen';
  const api = await open(secret);
  const failure = await api.customer(DEMAND).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('STRIPE_KEY_FILE') });
  const seen = `${logged}${String((failure as Error).stack)}${JSON.stringify(failure)}`;
  expect(logged).toContain('StripeAuthenticationError');
  for (const part of [secret, secret.slice(0, 12), secret.slice(-4)]) expect(seen).not.toContain(part);
});

test('what Stripe tells is believed by its signature alone', async () => {
  const api = await open();
  const { stripeInvoice } = await api.demand(DEMAND, await api.customer(DEMAND));
  const body = fake.pay(stripeInvoice);
  const told = (text: string, signature: string) => api.told(Buffer.from(text), signature);
  expect(told(body, fake.signature(body))).toMatchObject({
    type: 'invoice.paid',
    invoice: { id: stripeInvoice, amountPaid: 5325, amountRemaining: 0, currency: 'usd' },
  });
  const other = fake.event('customer.created', { id: 'cus_1' });
  expect(told(other, fake.signature(other))).toMatchObject({ type: 'customer.created' });
  const longAgo = Math.floor(Date.now() / 1000) - 3600;
  for (const [text, signature] of [
    [`${body} `, fake.signature(body)],
    [body, fake.signature(body, longAgo)],
    [body, fake.signature(body, undefined, 'whsec_another')],
    [body, `t=${longAgo},v1=00`],
    [body, ''],
  ] as const) {
    expect(told(text, signature)).toBeUndefined();
  }
});

test('one that was paid in another way is asked for no more', async () => {
  const api = await open();
  const { stripeInvoice } = await api.demand(DEMAND, await api.customer(DEMAND));
  await api.paidElsewhere(DEMAND.id, stripeInvoice);
  await api.paidElsewhere(DEMAND.id, stripeInvoice);
  expect(fake.invoices.get(stripeInvoice)).toMatchObject({ status: 'paid', isOutOfBand: true });
});

test('the key travels to nobody in the clear, and a file without one is said', async () => {
  expect(addressOf('http://127.0.0.1:12')).toEqual({ host: '127.0.0.1', port: 12, protocol: 'http' });
  expect(addressOf('https://proxy.example')).toEqual({ host: 'proxy.example', port: 443, protocol: 'https' });
  expect(() => addressOf('http://proxy.example')).toThrow('must not travel there without https');
  await expect(open('')).rejects.toThrow('STRIPE_KEY_FILE');
  await expect(open('two words')).rejects.toThrow('has to hold one secret');
});
