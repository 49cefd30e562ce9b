import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { TestClient } from '../../testing/client.ts';
import { type InvoicesPlatform, invoiceNumber, listInvoices, PAID, startInvoices } from '../../testing/invoices.ts';

let world: InvoicesPlatform;
let platform: InvoicesPlatform['platform'];
let gateway: InvoicesPlatform['gateway'];
let stripe: InvoicesPlatform['stripe'];
let owner: TestClient;
let acme: TestClient;
let rival: TestClient;

beforeAll(async () => {
  world = await startInvoices();
  ({ platform, gateway, stripe, owner, acme, rival } = world);
});

afterAll(() => world?.stop());

const atStripe = (number: string) => [...stripe.invoices.values()].find((one) => one.number === number);
const webhook = (body: string, signature: string | null = stripe.signature(body)) =>
  request(`${gateway.address}/stripe/webhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'stripe-signature': signature }),
    },
    body,
  }).then(
    async ({ statusCode, body: answer }) => `${statusCode} ${(await answer.text()).includes(stripe.webhookSecret)}`,
  );

test('Stripe is asked to collect what is owed to whoever runs the platform, and nothing of agencies’ clients', async () => {
  const number = await invoiceNumber(owner, 'acme');
  expect(atStripe(number)).toMatchObject({ status: 'open', amount: 3200, currency: 'usd' });
  expect(atStripe(number)?.items.map(({ description }) => description)).toContain('The bakery: Builds');
  const numbers = [...stripe.invoices.values()].map((one) => one.number);
  expect(numbers).toEqual([number, 'AF-000005', 'AF-000006']);
  expect(atStripe('AF-000006')).toMatchObject({ currency: 'eur', amount: 2000 });
  // One customer, with one of its invoices in another currency.
  expect(stripe.customers.size).toBe(2);
  const [shown] = await listInvoices(acme, { tenant: 'acme' });
  expect(shown).toMatchObject({ paymentLink: `${stripe.address}/i/${atStripe(number)?.id}`, mayMarkPaid: false });
});

test('Stripe tells that one is paid, by its signature alone; told again, that changes nothing', async () => {
  const number = await invoiceNumber(owner, 'acme');
  const id = atStripe(number)?.id ?? '';
  const body = stripe.pay(id);
  const forged = stripe.event('invoice.paid', { id, currency: 'usd', amount_paid: 3200, amount_remaining: 0 });
  for (const signature of [stripe.signature(forged, undefined, 'whsec_forged_secret'), 'nonsense', null]) {
    expect(await webhook(forged, signature)).toBe('400 false');
  }
  const part = stripe.event('invoice.paid', { id, currency: 'usd', amount_paid: 1, amount_remaining: 3199 });
  expect(await webhook(part)).toBe('200 false');
  expect((await listInvoices(acme, { tenant: 'acme' }))[0]?.state).toBe('open');

  expect(await webhook(body)).toBe('200 false');
  expect((await listInvoices(acme, { tenant: 'acme' }))[0]).toMatchObject({
    state: 'paid',
    paidHow: 'stripe',
    paymentLink: null,
  });
  const paid = async () => platform.database.query(`select * from audit where action = 'invoicePaid'`);
  const before = await paid();
  expect(before).toEqual([
    expect.objectContaining({ person: 'stripe', outcome: 'ok', arguments: expect.objectContaining({ number }) }),
  ]);
  expect([
    await webhook(body),
    await webhook(stripe.event('invoice.paid', { id: 'in_of_others', amount_remaining: 0 })),
  ]).toEqual(['200 false', '200 false']);
  expect(await paid()).toEqual(before);
  expect(await webhook('x'.repeat(1_000_001))).toBe('400 false');
});

test('Stripe asks no more for one that whoever runs the platform says is paid', async () => {
  const number = await invoiceNumber(owner, 'rival');
  expect(await rival.data(PAID, { number })).toMatchObject({ markInvoicePaid: { code: 'FORBIDDEN' } });
  expect(await owner.data(PAID, { number })).toMatchObject({ markInvoicePaid: { state: 'paid', paidHow: 'byHand' } });
  expect(atStripe(number)).toMatchObject({ status: 'paid', isOutOfBand: true });
});

test('the key of Stripe is told to nobody: neither in the audit log, nor in what is answered', async () => {
  const audit = await platform.database.query<{ text: string }>('select audit::text as text from audit');
  const all = `${audit.map(({ text }) => text).join('')}${JSON.stringify(await listInvoices(owner))}`;
  for (const secret of [stripe.key, stripe.webhookSecret]) expect(all).not.toContain(secret);
});
