/** What tenants use and owe, for the stand-in gateway. Shapes are those of gateway/schema.graphql. */

type Meter = 'sandbox' | 'builds' | 'inputTokens' | 'outputTokens' | 'storage';
type Sums = Record<Meter, number>;

const failure = (code: string, message: string, field?: string) => ({ __typename: 'Failure', code, message, field });

/** Included, price, unit, and how many of what is counted are one unit. */
const RATES: Record<Meter, { included: number; price: number; unit: string; per: number }> = {
  sandbox: { included: 100, price: 0.1, unit: 'hour', per: 3600 },
  builds: { included: 100, price: 0.25, unit: 'build', per: 1 },
  inputTokens: { included: 5, price: 3, unit: 'million tokens', per: 1_000_000 },
  outputTokens: { included: 1, price: 15, unit: 'million tokens', per: 1_000_000 },
  storage: { included: 20, price: 0.25, unit: 'GiB-month', per: 747_520 },
};
const METERS = Object.keys(RATES) as Meter[];
const SUBSCRIPTION = 49;
const NOTHING: Sums = { sandbox: 0, builds: 0, inputTokens: 0, outputTokens: 0, storage: 0 };

/** What one app uses on a day that is as busy as another. */
const APPS: Record<string, Record<string, Sums>> = {
  acme: {
    'time-sheets': { sandbox: 26_000, builds: 4, inputTokens: 900_000, outputTokens: 190_000, storage: 74_000 },
    'acme-site': { sandbox: 9_000, builds: 2, inputTokens: 240_000, outputTokens: 60_000, storage: 24_000 },
  },
  bakery: {
    'order-book': { sandbox: 14_000, builds: 3, inputTokens: 310_000, outputTokens: 70_000, storage: 49_000 },
  },
};
const FEATURES = { 'entity-clients': 0.4, 'entity-hours': 0.35, dashboard: 0.15 };
/** Days differ. */
const BUSY = [0.8, 1.2, 1, 0.9, 1.4, 0.1, 0, 1.1, 1.3, 0.7, 1.6, 1.2, 0.2, 0];

const times = (sums: Sums, factor: number) =>
  Object.fromEntries(METERS.map((meter) => [meter, Math.round(sums[meter] * factor)])) as Sums;
const added = (all: readonly Sums[]) =>
  all.reduce(
    (sum, one) => Object.fromEntries(METERS.map((meter) => [meter, sum[meter] + one[meter]])) as Sums,
    NOTHING,
  );

function daysOf(month: string): number {
  const now = new Date().toISOString();
  if (month > now.slice(0, 7)) return 0;
  const [year = 0, number = 0] = month.split('-').map(Number);
  return month === now.slice(0, 7) ? Number(now.slice(8, 10)) : new Date(Date.UTC(year, number, 0)).getUTCDate();
}

function chargesOf(used: Sums) {
  const lines = METERS.map((meter) => {
    const { included, price, unit, per } = RATES[meter];
    const billed = Math.max(0, used[meter] - included * per);
    return {
      meter,
      used: used[meter],
      included: included * per,
      billed,
      unit,
      usedUnits: String(used[meter] / per),
      includedUnits: String(included),
      unitPrice: String(price),
      amount: ((billed / per) * price).toFixed(2),
    };
  });
  const total = lines.reduce((sum, { amount }) => sum + Number(amount), SUBSCRIPTION);
  return { currency: 'USD', subscription: SUBSCRIPTION.toFixed(2), lines, total: total.toFixed(2) };
}

interface MockTenant {
  name: string;
  spendingLimit: string | null;
}

/** @param clientsOf names of the clients of an agency */
export function mockBilling(clientsOf: (agency: string) => string[]) {
  const usageOf = (tenant: string, month: string) => {
    const days = Array.from({ length: daysOf(month) }, (_, index) => ({
      day: `${month}-${String(index + 1).padStart(2, '0')}`,
      busy: BUSY[index % BUSY.length] ?? 1,
    }));
    const perDay = added(Object.values(APPS[tenant] ?? {}));
    const busy = days.reduce((sum, one) => sum + one.busy, 0);
    const used = added(days.map((day) => times(perDay, day.busy)));
    let before = SUBSCRIPTION;
    const clients: object[] = clientsOf(tenant).map((client) => usageOf(client, month));
    const charges = chargesOf(used);
    const together = clients.reduce<number>(
      (sum, client) => sum + Number((client as { charges: { total: string } }).charges.total),
      Number(charges.total),
    );
    return {
      tenant,
      month,
      used,
      charges,
      totalWithClients: together.toFixed(2),
      days: days.map((day, index) => {
        const soFar = Number(chargesOf(added(days.slice(0, index + 1).map((one) => times(perDay, one.busy)))).total);
        const amount = (soFar - before).toFixed(2);
        before = soFar;
        return { day: day.day, amount, used: times(perDay, day.busy) };
      }),
      apps: Object.entries(APPS[tenant] ?? {}).map(([build, one]) => ({
        build,
        used: times(one, busy),
        features: [
          ...Object.entries(FEATURES).map(([feature, part]) => ({ feature, used: times(one, busy * part) })),
          { feature: null, used: times(one, busy * 0.1) },
        ],
      })),
      clients,
    };
  };
  const invoices = makeInvoices();
  return {
    Tenant: {
      usage: ({ name }: MockTenant, { month }: { month: string }) => usageOf(name, month),
      spendingPause: ({ name, spendingLimit }: MockTenant) => {
        const month = new Date().toISOString().slice(0, 7);
        const { totalWithClients: spent } = usageOf(name, month);
        if (spendingLimit === null || Number(spent) < Number(spendingLimit)) return null;
        return `${spent} of ${spendingLimit} USD of ${month} are spent, and what runs would soon go beyond that. Builds are paused, and go on where they are when the limit of the tenant "${name}" (spec.spendingLimit) is raised, or on the first of the next month`;
      },
    },
    Build: {
      usage: ({ ready }: { ready: boolean }) => ({
        used: { ...NOTHING, sandbox: ready ? 2_700 : 400, builds: ready ? 2 : 1, inputTokens: 48_000 },
        generations: [],
      }),
    },
    Query: {
      invoices: (_: unknown, { tenant }: { tenant?: string | null }) => {
        const found = invoices.filter((one) => !tenant || one.tenant === tenant);
        return {
          edges: found.map((node) => ({ node, cursor: node.number })),
          totalCount: found.length,
          pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
        };
      },
    },
    Mutation: {
      markInvoicePaid: (_: unknown, { number }: { number: string }) => {
        const found = invoices.find((one) => one.number === number);
        if (!found) return failure('NOT_FOUND', `There is no invoice "${number}".`, 'number');
        if (number === 'AF-000004') {
          return failure('UNAVAILABLE', 'Stripe does not do this now: try again in a moment.');
        }
        Object.assign(found, { state: 'paid', paidAt: '2026-11-20T10:00:00Z', paidHow: 'byHand', mayMarkPaid: false });
        return found;
      },
    },
  };
}

function makeInvoices() {
  const invoice = (number: number, tenant: string, name: string, month: string, total: string, more: object = {}) => {
    const text = `AF-${String(number).padStart(6, '0')}`;
    return {
      __typename: 'Invoice',
      number: text,
      tenant,
      name,
      from: tenant === 'acme' ? 'App Factory' : 'Acme Studio',
      month,
      issuedAt: '2026-11-02T00:00:00Z',
      dueAt: '2026-11-16T00:00:00Z',
      currency: 'USD',
      total,
      state: 'open',
      paidAt: null,
      paidHow: null,
      paymentLink: null,
      pdfLink: `/files/invoices/${text}.pdf`,
      csvLink: `/files/invoices/${text}.csv`,
      mayMarkPaid: true,
      sections: [
        { tenant, name, total, lines: [] },
        ...(tenant === 'acme' ? [{ tenant: 'bakery', name: 'Bakery Sunrise', total: '63.20', lines: [] }] : []),
      ],
      ...more,
    };
  };
  const paid = (how: string) => ({ state: 'paid', paidAt: '2026-10-09T08:00:00Z', paidHow: how, mayMarkPaid: false });
  const link = 'https://invoice.stripe.com/i/acct_1/test_YWNjdA';
  return [
    invoice(6, 'acme', 'Acme Web', '2026-10', '212.45', { paymentLink: link, mayMarkPaid: false }),
    invoice(5, 'bakery', 'Bakery Sunrise', '2026-10', '63.20'),
    invoice(4, 'florist', 'Florist at the Bridge', '2026-10', '49.00', { state: 'overdue' }),
    invoice(3, 'acme', 'Acme Web', '2026-09', '180.10', paid('stripe')),
    invoice(2, 'bakery', 'Bakery Sunrise', '2026-09', '58.75', paid('byHand')),
    invoice(1, 'acme', 'Acme Web', '2026-08', '96.30', paid('stripe')),
  ];
}
