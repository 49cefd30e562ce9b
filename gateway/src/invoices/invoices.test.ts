import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { TestClient } from '../testing/client.ts';
import {
  CAME_LATER,
  type InvoicesPlatform,
  inMonth,
  invoiceNumber,
  LATER,
  LIST,
  listInvoices,
  MONTH,
  makePlan,
  ONE,
  PAID,
  type ShownInvoice,
  startInvoices,
} from '../testing/invoices.ts';
import { CREATE, ready } from '../testing/tenants.ts';

let world: InvoicesPlatform;
let platform: InvoicesPlatform['platform'];
let admin: InvoicesPlatform['admin'];
let gateway: InvoicesPlatform['gateway'];
let owner: TestClient;
let acme: TestClient;
let rival: TestClient;
let viewer: TestClient;
let boss: TestClient;
let invited: InvoicesPlatform['invited'];

beforeAll(async () => {
  world = await startInvoices();
  ({ platform, admin, gateway, owner, acme, rival, viewer, boss, invited } = world);
});

afterAll(() => world?.stop());

interface Page {
  totalCount: number;
  edges: { node: ShownInvoice }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}

describe('a month that is over', () => {
  test('has one invoice for each tenant; an agency’s has its clients’ charges, also of one that is gone', async () => {
    const [agency, ...clients] = (await listInvoices(acme)).toSorted((a, b) => a.tenant.localeCompare(b.tenant));
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
    const shown = (await listInvoices(owner)).map(({ number, tenant, total, currency }) => [
      number,
      tenant,
      total,
      currency,
    ]);
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
    const number = await invoiceNumber(owner, 'bakery');
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
    const number = await invoiceNumber(owner, 'acme');
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
      expect(await listInvoices(client, { tenant: 'acme' })).toEqual([]);
    }
    expect((await listInvoices(rival)).map(({ tenant }) => tenant)).toEqual(['rival', 'rival', 'atelier']);
    expect((await listInvoices(boss)).map(({ tenant }) => tenant)).toEqual(['bakery']);
    expect(await listInvoices(viewer)).toEqual([]);
    expect((await file(new TestClient(gateway.address), `/files/invoices/${number}.pdf`)).status).toBe(401);
  });

  test('that has the name of one that is gone does not get its invoices', async () => {
    const again = { name: 'florist', displayName: 'Another florist' };
    expect(await owner.data(CREATE, { input: again })).toMatchObject({ createTenant: { name: 'florist' } });
    await ready(owner, 'florist');
    await inMonth(platform, { came: CAME_LATER, tenants: ['florist'] });
    const flora = await invited(owner, 'florist', 'flora', 'owner');
    expect(await listInvoices(new TestClient(gateway.address, flora.headers))).toEqual([]);
  });
});

describe('that it is paid', () => {
  test('is said by those to whom it is owed, once, and is in the audit log', async () => {
    const number = await invoiceNumber(owner, 'bakery');
    const mark = async (client: TestClient) =>
      (await client.data<{ markInvoicePaid: object }>(PAID, { number })).markInvoicePaid;
    expect(await mark(boss)).toMatchObject({ code: 'FORBIDDEN', field: 'number' });
    expect((await listInvoices(boss))[0]?.mayMarkPaid).toBe(false);
    expect((await listInvoices(acme, { tenant: 'bakery' }))[0]?.mayMarkPaid).toBe(true);
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

test('what waited for its plan is made by whichever gateway looks next, and nothing else is made again', async () => {
  const before = await listInvoices(owner);
  await makePlan(admin, 'later', { subscription: '7' });
  const next = await platform.gateway({}, { now: () => LATER });
  const client = new TestClient(next.address, owner.headers);
  // The other florist came after the invoices were made, in the month that they are for.
  const after = await eventually('both are made', async () => {
    const found = await listInvoices(client);
    return found.length > before.length + 1 && found;
  });
  expect(after.slice(0, 2)).toMatchObject([
    { number: 'AF-000008', tenant: 'waiting', total: '7.00', from: 'App Factory' },
    { number: 'AF-000007', tenant: 'florist', total: '10.00', from: 'App Factory' },
  ]);
  expect(after.slice(2)).toEqual(before);
});
