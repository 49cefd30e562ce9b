import { type Charges, chargesOf } from '@appfactory/billing/charges';
import { boundsOf, monthOf } from '@appfactory/billing/ledger';
import type { Usage } from '@appfactory/billing/meters';
import { formatDecimal, minorDigits, parseDecimal } from '@appfactory/billing/money';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import type { Tenant } from '@appfactory/resources/tenant';
import { Failed } from '../graphql/failure.ts';
import type { Caches } from '../kube/caches.ts';
import { type Asker, isInstallationOwner, may } from '../tenants/access.ts';
import { notYet } from '../tenants/tenants.ts';
import type { UsageStore } from './usageStore.ts';

/** What a tenant has used in a month, and what that costs. */
export interface TenantBill {
  tenant: Tenant;
  /** For example 2026-11, UTC. */
  month: string;
  used: Usage;
  /** What it has subscribed to now; undefined when there is no plan of that name. */
  plan: BillingPlan | undefined;
  /** By that plan; undefined without one. */
  charges: Charges | undefined;
}

/** What tenants use and owe. Who may know it is the API server's word in the tenant's namespace; the rows are the store's. */
export class TenantBills {
  readonly #caches: Pick<Caches, 'tenants' | 'plans'>;
  readonly #store: UsageStore;

  constructor(caches: Pick<Caches, 'tenants' | 'plans'>, store: UsageStore) {
    this.#caches = caches;
    this.#store = store;
  }

  /** Undefined for whoever may not see it. @throws Failed for what is no month */
  async of(asker: Asker, tenant: Tenant, month: string): Promise<TenantBill | undefined> {
    checkMonth(month);
    if (!this.#caches.plans.isSynced) throw notYet();
    const shown = await this.shownTo(asker, tenant);
    if (!shown) return undefined;
    const used = await this.#store.sums(shown, tenant.metadata.name, month);
    const plan = this.#caches.plans.get(tenant.spec.plan);
    return { tenant, month, used, plan, charges: plan && chargesOf(plan.spec, used) };
  }

  /** Of those of an agency's clients that the person may see, by name. */
  async ofClients(asker: Asker, agency: Tenant, month: string): Promise<TenantBill[]> {
    const clients = this.#caches.tenants
      .byIndex('agency', agency.metadata.name)
      .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const bills = await Promise.all(clients.map((client) => this.of(asker, client, month)));
    return bills.filter((bill) => bill !== undefined);
  }

  /** What PostgreSQL may show of a tenant's ledger, once the API server has said so; undefined when it has not. */
  async shownTo(asker: Asker, { metadata: { name } }: Tenant): Promise<ReadonlySet<string> | undefined> {
    const maySee = isInstallationOwner(asker) || (await may(asker, name, { verb: 'get', resource: 'usages' }));
    return maySee ? new Set([name]) : undefined;
  }
}

/** The calendar month that it is now, in UTC. */
export function thisMonth(): string {
  return monthOf(new Date());
}

/** @throws Failed */
export function checkMonth(month: string): void {
  try {
    boundsOf(month);
  } catch (error) {
    throw new Failed('INVALID', `${error instanceof Error ? error.message : error}: a year and a month.`, 'month');
  }
}

/** Sum of bills in one currency; undefined where one has no plan, or another currency. */
export function totalOf(bills: readonly TenantBill[]): string | undefined {
  const currency = bills[0]?.charges?.currency;
  if (currency === undefined || bills.some(({ charges }) => charges?.currency !== currency)) return undefined;
  const sum = bills.reduce((total, { charges }) => total + parseDecimal(charges?.total ?? '0'), 0n);
  return formatDecimal(sum, minorDigits(currency));
}
