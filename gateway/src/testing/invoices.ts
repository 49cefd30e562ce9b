import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeClient } from '@appfactory/kube/client';
import { BILLING_PLANS, TENANTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { tellEntries } from '@appfactory/operator/testing/ledger';
import { API_VERSION } from '@appfactory/resources/meta';
import { accountsDatabase } from '../database/connect.ts';
import type { Gateway } from '../gateway.ts';
import { asInvoicing } from '../invoices/scope.ts';
import { FakeStripe } from '../invoices/stripe/testing/fakeStripe.ts';
import { TestClient } from './client.ts';
import { CREATE, DELETE, ready, startTenants, type TenantsPlatform } from './tenants.ts';

/** Of which all is, whenever the test runs: the calendar's could end in the middle of it. Far ahead, so that nothing is overdue. */
export const MONTH = '2096-03';
const [CAME, USED, WENT] = ['2096-03-02T10:00:00Z', '2096-03-10T10:00:00Z', '2096-03-20T10:00:00Z'];
/** When somebody came who has the name of one that is gone. */
export const CAME_LATER = '2096-03-25T10:00:00Z';
/** A day after the month. */
export const LATER = new Date('2096-04-02T00:00:00Z');

export interface ShownInvoice {
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

const FIELDS = `number tenant name from month issuedAt dueAt currency total state paidAt paidHow paymentLink pdfLink csvLink mayMarkPaid
  sections { tenant name total lines { what unit used included price amount } }`;
export const LIST = `query ($tenant: String, $first: Int, $after: Sequence) { invoices(tenant: $tenant, first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } edges { cursor node { ${FIELDS} } } } }`;
export const ONE = `query ($number: String!) { invoice(number: $number) { ${FIELDS} } }`;
export const PAID = `mutation ($number: String!) { markInvoicePaid(number: $number) {
  ... on Invoice { number state paidHow paymentLink mayMarkPaid } ... on Failure { code field message } } }`;

export interface InvoicesPlatform extends Pick<TenantsPlatform, 'platform' | 'admin' | 'invited'> {
  /** Its clock says that the month is over. */
  gateway: Gateway;
  stripe: FakeStripe;
  /** Whoever runs the platform; owners of the agencies acme and rival; owner and viewer of acme’s client bakery. */
  owner: TestClient;
  acme: TestClient;
  rival: TestClient;
  boss: TestClient;
  viewer: TestClient;
  stop(): Promise<void>;
}

/**
 * A platform whose month is over: agencies and clients with usage, a client that is gone, plans in two currencies and one that is not
 * there, and the invoices that follow, at a stand-in for Stripe where they are owed to whoever runs the platform.
 */
export async function startInvoices(): Promise<InvoicesPlatform> {
  // Only the gateway whose clock says that the month is over makes invoices.
  const tenants = await startTenants({ now: () => new Date(USED) });
  const { platform, admin, invited } = tenants;
  const stripe = await FakeStripe.start();
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-invoices-'));
  const [keyFile, webhookSecretFile, invoiceFromFile] = ['key', 'webhook', 'from'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(keyFile, stripe.key);
  await writeFile(webhookSecretFile, stripe.webhookSecret);
  await writeFile(invoiceFromFile, 'Factory Ltd.\n12 Example Street\n');
  await makePlan(admin, 'standard', { subscription: '10' });
  await makePlan(admin, 'euro', { subscription: '20', currency: 'EUR' });
  await makePlan(admin, 'later', { subscription: '5' });
  await makeCustomers(tenants);
  await admin.delete(BILLING_PLANS, { name: 'later' });
  const bossOfBakery = await invited(tenants.acme, 'bakery', 'bo', 'owner');
  const viewerOfBakery = await invited(tenants.acme, 'bakery', 'vi', 'viewer');
  await use(tenants);
  const names = ['acme', 'atelier', 'bakery', 'florist', 'rival', 'waiting'];
  await inMonth(platform, { came: CAME, tenants: names, gone: ['florist'] });
  const gateway = await platform.gateway(
    { invoiceFromFile, stripe: { keyFile, webhookSecretFile, api: stripe.address } },
    { now: () => LATER },
  );
  const here = ({ headers }: TestClient) => new TestClient(gateway.address, headers);
  const owner = here(tenants.owner);
  const isUnknown = ({ tenant, paymentLink }: ShownInvoice) =>
    ['acme', 'rival'].includes(tenant) && paymentLink === null;
  await eventually(
    'the invoices are at Stripe',
    async () => stripe.invoices.size === 3 && !(await listInvoices(owner)).some(isUnknown),
  );
  return {
    ...{ platform, admin, invited, gateway, stripe, owner },
    ...{ acme: here(tenants.acme), rival: here(tenants.rival), boss: here(bossOfBakery), viewer: here(viewerOfBakery) },
    async stop() {
      await tenants.stop();
      await stripe.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Clients of the agencies, and a tenant whose plan is about to go. */
async function makeCustomers({ owner, acme, rival }: TenantsPlatform): Promise<void> {
  for (const name of ['bakery', 'florist']) {
    await acme.data(CREATE, { input: { name, displayName: `The ${name}`, agency: 'acme' } });
    await ready(owner, name);
  }
  const others: [TestClient, object][] = [
    [rival, { name: 'atelier', displayName: 'Atelier', agency: 'rival', plan: 'euro' }],
    [owner, { name: 'waiting', displayName: 'Waiting', plan: 'later' }],
  ];
  for (const [client, input] of others) {
    await eventually('the gateway knows the plan', async () => {
      const { createTenant } = await client.data<{ createTenant: { name?: string } }>(CREATE, { input });
      return createTenant.name;
    });
  }
  await ready(owner, 'atelier');
  await ready(owner, 'waiting');
}

/** What they use; one of them is gone before its month is over. */
async function use({ platform, admin, acme }: TenantsPlatform): Promise<void> {
  const at = USED;
  await tellEntries(
    platform.events,
    { id: 'a1', tenant: 'acme', build: 'crm', meter: 'sandbox', quantity: 3 * 3600, at },
    { id: 'b1', tenant: 'bakery', build: 'cakes', meter: 'builds', quantity: 3, at },
    { id: 'f1', tenant: 'florist', meter: 'builds', quantity: 1, at },
    // Of whoever had the name before.
    { id: 'b0', tenant: 'bakery', meter: 'builds', quantity: 1000, at: new Date(0).toISOString() },
    { id: 'n0', tenant: 'nobody', meter: 'builds', quantity: 1000, at },
  );
  const { deleteTenant } = await acme.data<{ deleteTenant: { name?: string } }>(DELETE, {
    input: { name: 'florist', confirm: 'florist' },
  });
  if (deleteTenant.name !== 'florist') throw new Error(`the florist stays: ${JSON.stringify(deleteTenant)}`);
  await eventually('the florist is gone', async () => !(await admin.find(TENANTS, { name: 'florist' })));
}

/** As if tenants had come in the month, and those that are gone had gone in it. Waits until the gateway keeps all of that. */
export async function inMonth(
  { database: { url } }: InvoicesPlatform['platform'],
  { came, tenants, gone = [] }: { came: string; tenants: string[]; gone?: string[] },
): Promise<void> {
  const database = accountsDatabase({ url, connections: 1 });
  await database.initialize();
  // Those that were moved before are left where they are.
  const which = `tenant = any ($1) and seen_at <> all ($2::timestamptz[])`;
  const values = [tenants, [CAME, CAME_LATER]];
  try {
    await eventually(`${tenants.join(', ')} are kept as who may have to pay`, async () => {
      const kept: { tenant: string; isGone: boolean }[] = await asInvoicing(database, (transaction) =>
        transaction.query(`select tenant, gone_at is not null as "isGone" from payer where ${which}`, values),
      );
      const left = kept.filter(({ isGone }) => isGone).map(({ tenant }) => tenant);
      return kept.length === tenants.length && left.toSorted().join() === gone.toSorted().join();
    });
    await asInvoicing(database, (transaction) =>
      transaction.query(
        `update payer set since = $3, seen_at = $3, gone_at = case when gone_at is null then null else $4::timestamptz end
         where ${which}`,
        [...values, came, WENT],
      ),
    );
  } finally {
    await database.destroy();
  }
}

export async function makePlan(
  admin: KubeClient,
  name: string,
  spec: { subscription: string; currency?: string },
): Promise<void> {
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

export async function listInvoices(client: TestClient, variables: object = {}): Promise<ShownInvoice[]> {
  const { invoices } = await client.data<{ invoices: { edges: { node: ShownInvoice }[] } }>(LIST, { ...variables });
  return invoices.edges.map(({ node }) => node);
}

/** The number of the last invoice of a tenant; empty when it has none. */
export async function invoiceNumber(client: TestClient, tenant: string): Promise<string> {
  const [first] = await listInvoices(client, { tenant });
  return first?.number ?? '';
}
