import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { accountsDatabase, migrateAccounts } from '../database/connect.ts';
import { startDatabase, type TestDatabase } from '../testing/platform.ts';
import { InvoiceStore, type NewInvoice } from './invoiceStore.ts';
import { asInvoicing } from './scope.ts';

let server: TestDatabase;
let database: DataSource;
let store: InvoiceStore;

const ACME = randomUUID();
const BAKERY = randomUUID();
const RIVAL = randomUUID();

beforeAll(async () => {
  server = await startDatabase();
  database = accountsDatabase({ url: server.url, connections: 4 });
  await database.initialize();
  await migrateAccounts(database);
  store = new InvoiceStore(database);
});

afterAll(async () => {
  await database?.destroy();
  await server?.stop();
});

const NOW = new Date('2026-12-02T00:00:00Z');
const invoice = (tenant: string, tenantUid: string, change: Partial<NewInvoice> = {}): NewInvoice => ({
  tenant,
  tenantUid,
  agencyUid: null,
  month: '2026-11',
  issuedAt: NOW,
  dueAt: new Date('2026-12-16T00:00:00Z'),
  currency: 'USD',
  total: '49.5',
  document: {
    from: { name: 'App Factory', details: [] },
    to: { name: tenant, details: [tenant] },
    accent: '#4f46e5',
    sections: [],
  },
  ...change,
});
const numbers = (found: { number: number }[]) => found.map(({ number }) => number);

test('numbers have no gap, whoever issues at the same time, and whatever goes wrong', async () => {
  const wrong = invoice('acme', ACME, { currency: null as unknown as string });
  const both = [invoice('bakery', BAKERY, { agencyUid: ACME }), invoice('acme', ACME)];
  await expect(store.issue('2026-11', [ACME, BAKERY], [both[0] ?? wrong, wrong])).rejects.toThrow('not-null');
  const others = Array.from({ length: 8 }, () => randomUUID());
  const all = await Promise.all([
    ...others.map((uid) => store.issue('2026-11', [uid], [invoice('other', uid)])),
    store.issue('2026-11', [ACME, BAKERY], both),
    store.issue('2026-11', [ACME, BAKERY], both),
    store.issue('2026-11', [RIVAL], [invoice('rival', RIVAL)]),
  ]);
  expect(numbers(all.flat()).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  // Once for each of them, also where nothing is owed.
  expect(await store.issue('2026-11', [BAKERY], [invoice('bakery', BAKERY)])).toEqual([]);
  const free = randomUUID();
  expect(await store.notInvoiced('2026-11', [ACME, free])).toEqual(new Set([free]));
  expect(await store.issue('2026-11', [free], [])).toEqual([]);
  expect(await store.notInvoiced('2026-11', [ACME, free])).toEqual(new Set());
});

test('an agency sees its clients’ invoices, they their own, and others nothing', async () => {
  const seen = async (...uids: string[]) =>
    (await store.list({ uids: new Set(uids) }, { first: 100 })).map(({ tenant }) => tenant);
  expect(new Set(await seen(ACME))).toEqual(new Set(['acme', 'bakery']));
  expect(await seen(BAKERY)).toEqual(['bakery']);
  expect(await seen(randomUUID())).toEqual([]);
  expect(await seen()).toEqual([]);
  expect(await store.count({ uids: new Set([ACME]) }, 'bakery')).toBe(1);
  const [rival] = await store.list('platform', { tenant: 'rival', first: 1 });
  expect(await store.find({ uids: new Set([ACME, BAKERY]) }, rival?.number ?? 0)).toBeUndefined();
  expect(rival).toMatchObject({ total: '49.50', payment: null, paymentLink: null, agencyUid: null });
  const page = await store.list('platform', { first: 4 });
  const next = await store.list('platform', { first: 100, before: page.at(-1)?.number });
  expect([...numbers(page), ...numbers(next)]).toEqual(Array.from({ length: 11 }, (_, index) => 11 - index));
});

test('whoever says for whom neither they read nor write does neither', async () => {
  for (const table of ['payer', 'invoice', 'invoiced', 'invoice_payment', 'stripe_customer', 'stripe_invoice']) {
    expect(await database.query(`select * from ${table}`)).toEqual([]);
  }
  await expect(
    database.query('insert into stripe_customer (tenant_uid, customer) values ($1, $2)', [ACME, 'cus_1']),
  ).rejects.toThrow(/row-level security/);
  await expect(
    database.query('insert into invoice_payment (number, paid_by, how) values (1, $1, $2)', ['x', 'byHand']),
  ).rejects.toThrow(/row-level security/);
});

test('an invoice never changes and never goes; that it is paid is noted once', async () => {
  const changing = (sql: string) => asInvoicing(database, (transaction) => transaction.query(sql));
  await expect(changing(`update invoice set total = 0`)).rejects.toThrow('never changes');
  await expect(changing('delete from invoice')).rejects.toThrow('never changes');
  await expect(changing('truncate invoice cascade')).rejects.toThrow('never changes');
  expect(await Promise.all([store.pay(1, 'owner', 'byHand'), store.pay(1, 'stripe', 'stripe')])).toContain(false);
  expect(await store.pay(1, 'stripe', 'stripe')).toBe(false);
  const paid = await store.find('platform', 1);
  expect(paid?.payment?.at).toBeInstanceOf(Date);
});

test('Stripe is told of those that are owed to whoever runs the platform, once', async () => {
  const open = async () => (await store.uncollected()).map(({ invoice: { number } }) => number);
  const before = await open();
  expect(before).not.toContain(1);
  const [bakery] = await store.list('platform', { tenant: 'bakery', first: 1 });
  expect(before).not.toContain(bakery?.number);
  const [first = 0] = before;
  const one = await store.find('platform', first);
  await store.keepCustomer(one?.tenantUid ?? '', 'cus_1');
  expect((await store.uncollected())[0]?.customer).toBe('cus_1');
  await store.keepCollected(first, 'in_1', 'https://pay.example/in_1');
  expect(await open()).toEqual(before.slice(1));
  expect(await store.ofStripe('in_1')).toMatchObject({ number: first, paymentLink: 'https://pay.example/in_1' });
  expect([await store.atStripe(first), await store.atStripe(1), await store.ofStripe('in_2')]).toEqual([
    'in_1',
    undefined,
    undefined,
  ]);
});
