import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundsOf, monthOf } from '@appfactory/billing/ledger';
import type { KubeClient } from '@appfactory/kube/client';
import { BILLING_PLANS, TENANTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { tellEntries } from '@appfactory/operator/testing/ledger';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { Gateway } from '../gateway.ts';
import { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { CREATE, DELETE, ready, startTenants, type TenantsPlatform } from '../testing/tenants.ts';
import { FakeStripe } from './stripe/testing/fakeStripe.ts';

let platform: TestPlatform;
let admin: KubeClient;
let stripe: FakeStripe;
let folder: string;
let gateway: Gateway;
let owner: TestClient;
let acme: TestClient;
let rival: TestClient;
let viewer: TestClient;
let boss: TestClient;
let invited: TenantsPlatform['invited'];
let stop: (() => Promise<void>) | undefined;

const MONTH = monthOf(new Date());
/** A day after the month. */
const LATER = new Date(boundsOf(MONTH).until.getTime() + 86_400_000);

beforeAll(async () => {
  const started = await startTenants();
  ({ platform, admin, invited, stop } = started);
  stripe = await FakeStripe.start();
  folder = await mkdtemp(join(tmpdir(), 'appfactory-invoices-'));
  const [keyFile, webhookSecretFile, invoiceFromFile] = ['key', 'webhook', 'from'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(keyFile, stripe.key);
  await writeFile(webhookSecretFile, stripe.webhookSecret);
  await writeFile(invoiceFromFile, 'Factory Ltd.\n12 Example Street\n');
  await makePlan('standard', { subscription: '10' });
  await makePlan('euro', { subscription: '20', currency: 'EUR' });
  await makePlan('later', { subscription: '5' });
  for (const name of ['bakery', 'florist']) {
    await started.acme.data(CREATE, { input: { name, displayName: `The ${name}`, agency: 'acme' } });
    await ready(started.owner, name);
  }
  const tenants: [TestClient, object][] = [
    [started.rival, { name: 'atelier', displayName: 'Atelier', agency: 'rival', plan: 'euro' }],
    [started.owner, { name: 'waiting', displayName: 'Waiting', plan: 'later' }],
  ];
  for (const [client, input] of tenants) {
    await eventually('the gateway knows the plan', async () => {
      const { createTenant } = await client.data<{ createTenant: { name?: string } }>(CREATE, { input });
      return createTenant.name;
    });
  }
  await ready(started.owner, 'atelier');
  await ready(started.owner, 'waiting');
  await admin.delete(BILLING_PLANS, { name: 'later' });
  const bossOfBakery = await invited(started.acme, 'bakery', 'bo', 'owner');
  const viewerOfBakery = await invited(started.acme, 'bakery', 'vi', 'viewer');
  const at = new Date().toISOString();
  await tellEntries(
    platform.events,
    { id: 'a1', tenant: 'acme', build: 'crm', meter: 'sandbox', quantity: 3 * 3600, at },
    { id: 'b1', tenant: 'bakery', build: 'cakes', meter: 'builds', quantity: 3, at },
    { id: 'f1', tenant: 'florist', meter: 'builds', quantity: 1, at },
    // Of whoever had the name before.
    { id: 'b0', tenant: 'bakery', meter: 'builds', quantity: 1000, at: new Date(0).toISOString() },
    { id: 'n0', tenant: 'nobody', meter: 'builds', quantity: 1000, at },
  );
  // It is gone before its month is over.
  expect(await started.acme.data(DELETE, { input: { name: 'florist', confirm: 'florist' } })).toMatchObject({
    deleteTenant: { name: 'florist' },
  });
  await eventually('the florist is gone', async () => !(await admin.find(TENANTS, { name: 'florist' })));
  gateway = await platform.gateway(
    { invoiceFromFile, stripe: { keyFile, webhookSecretFile, api: stripe.address } },
    { now: () => LATER },
  );
  [owner, acme, rival, boss, viewer] = [started.owner, started.acme, started.rival, bossOfBakery, viewerOfBakery].map(
    (client) => new TestClient(gateway.address, client.headers),
  ) as [TestClient, TestClient, TestClient, TestClient, TestClient];
  await eventually(
    'the invoices are at Stripe',
    async () => stripe.invoices.size === 3 && !(await open()).some(isUnknown),
  );
}, 600_000);

const isUnknown = ({ tenant, paymentLink }: Shown) => ['acme', 'rival'].includes(tenant) && paymentLink === null;

async function makePlan(name: string, spec: { subscription: string; currency?: string }): Promise<void> {
  const free = { included: '0', price: '0' };
  const rates = {
    sandbox: { included: '1', price: '0.50' },
    builds: { included: '0', price: '0.25' },
    ...{ inputTokens: free, outputTokens: free, storage: free },
  };
  await admin.create(BILLING_PLANS, {
    apiVersion: API_VERSION,
    kind: 'BillingPlan',
    metadata: { name },
    spec: { displayName: name, rates, ...spec },
  });
}

afterAll(async () => {
  await stop?.();
  await stripe?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

interface Shown {
  number: string;
  tenant: string;
  from: string;
  total: string;
  currency: string;
  state: string;
  paymentLink: string | null;
  pdfLink: string;
  csvLink: string;
  mayMarkPaid: boolean;
  sections: { tenant: string; total: string; lines: { what: string; used: string | null; amount: string }[] }[];
}
interface Page {
  totalCount: number;
  edges: { node: Shown }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}

const FIELDS = `number tenant name from month issuedAt dueAt currency total state paidAt paidHow paymentLink pdfLink csvLink mayMarkPaid
  sections { tenant name total lines { what unit used included price amount } }`;
const LIST = `query ($tenant: String, $first: Int, $after: Sequence) { invoices(tenant: $tenant, first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } edges { cursor node { ${FIELDS} } } } }`;
const ONE = `query ($number: String!) { invoice(number: $number) { ${FIELDS} } }`;
const PAID = `mutation ($number: String!) { markInvoicePaid(number: $number) {
  ... on Invoice { number state paidHow paymentLink mayMarkPaid } ... on Failure { code field message } } }`;

async function list(client: TestClient, variables: object = {}): Promise<Shown[]> {
  const { invoices } = await client.data<{ invoices: { edges: { node: Shown }[] } }>(LIST, { ...variables });
  return invoices.edges.map(({ node }) => node);
}
const open = () => list(owner);
async function numberOf(tenant: string): Promise<string> {
  const [first] = await list(owner, { tenant });
  return first?.number ?? '';
}

describe('a month that is over', () => {
  test('has one invoice for each tenant; an agency’s has its clients’ charges, also of one that is gone', async () => {
    const [agency, ...clients] = (await list(acme)).toSorted((a, b) => a.tenant.localeCompare(b.tenant));
    expect(agency).toMatchObject({
      tenant: 'acme',
      from: 'Factory Ltd.',
      month: MONTH,
      currency: 'USD',
      state: 'open',
      total: '32.00',
      dueAt: new Date(LATER.getTime() + 14 * 86_400_000).toISOString(),
      sections: [
        {
          tenant: 'acme',
          total: '11.00',
          lines: [
            { what: 'standard, monthly subscription', unit: null, used: null, amount: '10.00' },
            { what: 'Sandbox time', unit: 'hour', used: '3', included: '1', price: '0.50', amount: '1.00' },
          ],
        },
        { tenant: 'bakery', name: 'The bakery', total: '10.75' },
        { tenant: 'florist', name: 'The florist', total: '10.25' },
      ],
    });
    expect(clients.map(({ tenant, from, total }) => [tenant, from, total])).toEqual([
      ['bakery', 'acme studio', '10.75'],
      ['florist', 'acme studio', '10.25'],
    ]);
  });

  test('has one for each currency, and none for a tenant whose plan is not there', async () => {
    const shown = (await open()).map(({ number, tenant, total, currency }) => [number, tenant, total, currency]);
    expect(shown).toEqual([
      ['AF-000006', 'rival', '20.00', 'EUR'],
      ['AF-000005', 'rival', '10.00', 'USD'],
      ['AF-000004', 'atelier', '20.00', 'EUR'],
      ['AF-000003', 'acme', '32.00', 'USD'],
      ['AF-000002', 'florist', '10.25', 'USD'],
      ['AF-000001', 'bakery', '10.75', 'USD'],
    ]);
  });

  test('is read a page at a time', async () => {
    const seen: string[] = [];
    let after: number | null = null;
    for (let page: Page | undefined; !page || page.pageInfo.hasNextPage; after = Number(page.pageInfo.endCursor)) {
      page = (await owner.data<{ invoices: Page }>(LIST, { first: 4, after })).invoices;
      expect(page.totalCount).toBe(6);
      seen.push(...page.edges.map(({ node }) => node.number));
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1].map((number) => `AF-00000${number}`));
    for (const first of [0, 101]) {
      const { errors } = await owner.graphql(LIST, { first });
      expect(errors?.[0]?.extensions?.code).toBe('INVALID');
    }
  });
});

async function file(client: TestClient, path: string) {
  const answer = await request(`${gateway.address}${path}`, { headers: client.headers });
  const body = Buffer.from(await answer.body.arrayBuffer());
  return { status: answer.statusCode, headers: answer.headers, body };
}

describe('as a file', () => {
  test('it is a PDF and a table, for its owners and those of its agency', async () => {
    const number = await numberOf('bakery');
    for (const client of [owner, acme, boss]) {
      const pdf = await file(client, `/files/invoices/${number}.pdf`);
      expect([pdf.status, pdf.headers['content-type'], pdf.headers['content-disposition']]).toEqual([
        200,
        'application/pdf',
        `attachment; filename="${number}.pdf"`,
      ]);
      expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
      expect(Number(pdf.headers['content-length'])).toBe(pdf.body.length);
      const csv = await file(client, `/files/invoices/${number}.csv`);
      expect(csv.body.toString('utf8')).toContain(`${number},${MONTH}`);
    }
  });

  test.each([
    'AF-999999.pdf',
    'AF-000001.txt',
    'AF-1.pdf',
    'AF-000001',
    '..%2f..%2fetc%2fpasswd',
    "AF-000001'.pdf",
    '%00.pdf',
  ])('there is none that is called %s', async (name) => {
    expect((await file(owner, `/files/invoices/${name}`)).status).toBe(404);
  });
});

describe('another tenant', () => {
  test('and a client’s people see nothing of it: it is answered like one that is not there', async () => {
    const number = await numberOf('acme');
    for (const client of [rival, boss, viewer]) {
      const answers = async (asked: string) => {
        const all = [await client.graphql(ONE, { number: asked }), await client.graphql(PAID, { number: asked })].map(
          ({ data, errors }) => JSON.stringify({ data, errors }).replaceAll(asked, 'NUMBER'),
        );
        const files = await Promise.all(
          ['pdf', 'csv'].map(async (kind) => {
            const { status, body } = await file(client, `/files/invoices/${asked}.${kind}`);
            return `${status} ${body.toString('utf8')}`;
          }),
        );
        return [...all, ...files];
      };
      const there = await answers(number);
      expect(there).toEqual(await answers('AF-999999'));
      expect(there[0]).toBe('{"data":{"invoice":null}}');
      expect(await list(client, { tenant: 'acme' })).toEqual([]);
    }
    expect((await list(rival)).map(({ tenant }) => tenant)).toEqual(['rival', 'rival', 'atelier']);
    expect((await list(boss)).map(({ tenant }) => tenant)).toEqual(['bakery']);
    expect(await list(viewer)).toEqual([]);
    expect((await file(new TestClient(gateway.address), `/files/invoices/${number}.pdf`)).status).toBe(401);
  });

  test('that has the name of one that is gone does not get its invoices', async () => {
    const again = { name: 'florist', displayName: 'Another florist' };
    expect(await owner.data(CREATE, { input: again })).toMatchObject({ createTenant: { name: 'florist' } });
    await ready(owner, 'florist');
    const flora = await invited(owner, 'florist', 'flora', 'owner');
    expect(await list(new TestClient(gateway.address, flora.headers))).toEqual([]);
  });
});

describe('that it is paid', () => {
  test('is said by those to whom it is owed, once, and is in the audit log', async () => {
    const number = await numberOf('bakery');
    const mark = async (client: TestClient) =>
      (await client.data<{ markInvoicePaid: object }>(PAID, { number })).markInvoicePaid;
    expect(await mark(boss)).toMatchObject({ code: 'FORBIDDEN', field: 'number' });
    expect((await list(boss))[0]?.mayMarkPaid).toBe(false);
    expect((await list(acme, { tenant: 'bakery' }))[0]?.mayMarkPaid).toBe(true);
    expect(await mark(acme)).toEqual({
      number,
      state: 'paid',
      paidHow: 'byHand',
      paymentLink: null,
      mayMarkPaid: false,
    });
    expect(await mark(acme)).toMatchObject({ code: 'INVALID', message: `${number} is paid already.` });
    const audit = await platform.database.query(
      `select person, outcome, arguments from audit where action = 'markInvoicePaid' and arguments ->> 'number' = $1 order by id`,
      [number],
    );
    expect(audit).toEqual([
      { person: 'bo@bakery', outcome: 'FORBIDDEN', arguments: { number } },
      { person: 'ada@acme', outcome: 'ok', arguments: { number } },
      { person: 'ada@acme', outcome: 'INVALID', arguments: { number } },
    ]);
  });

  test.each(['', 'AF-', 'AF-000001; drop table invoice', '0', 'AF-999999999999'])(
    '%p is no invoice',
    async (number) => {
      expect(await owner.data(PAID, { number })).toMatchObject({
        markInvoicePaid: { code: 'NOT_FOUND', field: 'number' },
      });
      expect(await owner.data(ONE, { number })).toEqual({ invoice: null });
    },
  );
});

describe('Stripe', () => {
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

  test('is asked to collect what is owed to whoever runs the platform, and nothing of agencies’ clients', async () => {
    const number = await numberOf('acme');
    expect(atStripe(number)).toMatchObject({ status: 'open', amount: 3200, currency: 'usd' });
    expect(atStripe(number)?.items.map(({ description }) => description)).toContain('The bakery: Builds');
    const numbers = [...stripe.invoices.values()].map((one) => one.number);
    expect(numbers).toEqual([number, 'AF-000005', 'AF-000006']);
    expect(atStripe('AF-000006')).toMatchObject({ currency: 'eur', amount: 2000 });
    // One customer, with one of its invoices in another currency.
    expect(stripe.customers.size).toBe(2);
    const [shown] = await list(acme, { tenant: 'acme' });
    expect(shown).toMatchObject({ paymentLink: `${stripe.address}/i/${atStripe(number)?.id}`, mayMarkPaid: false });
  });

  test('tells that one is paid, by its signature alone; told again, that changes nothing', async () => {
    const number = await numberOf('acme');
    const id = atStripe(number)?.id ?? '';
    const body = stripe.pay(id);
    const forged = stripe.event('invoice.paid', { id, currency: 'usd', amount_paid: 3200, amount_remaining: 0 });
    for (const signature of [stripe.signature(forged, undefined, 'whsec_forged_secret'), 'nonsense', null]) {
      expect(await webhook(forged, signature)).toBe('400 false');
    }
    const part = stripe.event('invoice.paid', { id, currency: 'usd', amount_paid: 1, amount_remaining: 3199 });
    expect(await webhook(part)).toBe('200 false');
    expect((await list(acme, { tenant: 'acme' }))[0]?.state).toBe('open');

    expect(await webhook(body)).toBe('200 false');
    expect((await list(acme, { tenant: 'acme' }))[0]).toMatchObject({
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

  test('asks no more for one that whoever runs the platform says is paid', async () => {
    const number = await numberOf('rival');
    expect(await rival.data(PAID, { number })).toMatchObject({ markInvoicePaid: { code: 'FORBIDDEN' } });
    expect(await owner.data(PAID, { number })).toMatchObject({ markInvoicePaid: { state: 'paid', paidHow: 'byHand' } });
    expect(atStripe(number)).toMatchObject({ status: 'paid', isOutOfBand: true });
  });

  test('has its key told to nobody: neither in the audit log, nor in what is answered', async () => {
    const audit = await platform.database.query<{ text: string }>('select audit::text as text from audit');
    const all = `${audit.map(({ text }) => text).join('')}${JSON.stringify(await open())}`;
    for (const secret of [stripe.key, stripe.webhookSecret]) expect(all).not.toContain(secret);
  });
});

test('what waited for its plan is made by whichever gateway looks next, and nothing else is made again', async () => {
  const before = await open();
  await makePlan('later', { subscription: '7' });
  const next = await platform.gateway({}, { now: () => LATER });
  const client = new TestClient(next.address, owner.headers);
  // The other florist came after the invoices were made, in the month that they are for.
  const after = await eventually('both are made', async () => {
    const found = await list(client);
    return found.length > before.length + 1 && found;
  });
  expect(after.slice(0, 2)).toMatchObject([
    { number: 'AF-000008', tenant: 'waiting', total: '7.00', from: 'App Factory' },
    { number: 'AF-000007', tenant: 'florist', total: '10.00', from: 'App Factory' },
  ]);
  expect(after.slice(2)).toEqual(before);
});
