import { chargesOf } from '@appfactory/billing/charges';
import { addUsage, type Usage } from '@appfactory/billing/meters';
import { formatDecimal, minorDigits, parseDecimal } from '@appfactory/billing/money';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import type { Tenant } from '@appfactory/resources/tenant';
import type { Caches } from '../runtime/caches.ts';
import type { Billing } from './billing.ts';
import { monthOfTenant } from './live.ts';
import { MARGIN_SECONDS, spentOf } from './month.ts';

/** Somebody whose limit a build counts for: its tenant, and the agency of that. */
export interface Payer {
  tenant: Tenant;
  plan: BillingPlan;
  /** What is spent by now, in millionths. */
  spent: bigint;
}

/** Why one more generation may not begin now, for people; undefined when it may. Pure. */
export function whyNoRoom(plan: BillingPlan, used: Usage, payers: readonly Payer[]): string | undefined {
  const next = addUsage(used, { builds: 1, sandbox: MARGIN_SECONDS });
  const price = parseDecimal(chargesOf(plan.spec, next).total) - parseDecimal(chargesOf(plan.spec, used).total);
  for (const { tenant, plan: its, spent } of payers) {
    const limit = parseDecimal(tenant.spec.spendingLimit ?? '0');
    if (spent + price <= limit) continue;
    const amount = (micros: bigint) => `${formatDecimal(micros, minorDigits(its.spec.currency))} ${its.spec.currency}`;
    return `To begin costs ${amount(price)}, and ${amount(limit > spent ? limit - spent : 0n)} of the spending limit of "${tenant.metadata.name}" are left. It begins when that is raised, or on the first of the next month`;
  }
  return undefined;
}

/** Likewise, as the ledgers are now, with what is about to begin beside it. @param entry id of this generation's own entry */
export function noRoomFor(
  { caches, billing }: { caches: Caches; billing: Billing },
  { namespace = '', entry, now }: { namespace?: string; entry: string; now: Date },
): string | undefined {
  const tenant = caches.tenants.get(namespace);
  if (!tenant?.status?.namespace) return undefined;
  const agency = tenant.spec.agency === undefined ? undefined : caches.tenants.get(tenant.spec.agency);
  const limited = [tenant, agency].filter((one) => one?.spec.spendingLimit !== undefined);
  const plan = caches.billingPlans.get(tenant.spec.plan);
  // Without a plan the tenant's condition says what is wrong.
  if (limited.length === 0 || !plan) return undefined;
  const used = usedBy(tenant, entry);
  if (!used) return 'The ledger of this month is being read';
  const payers: Payer[] = [];
  for (const one of limited) {
    const its = one && caches.billingPlans.get(one.spec.plan);
    if (!one || !its) continue;
    const own = one === tenant ? used : usedBy(one, entry);
    if (!own) return 'The ledger of this month is being read';
    const total = chargesOf(plan.spec, used).total;
    const others = (one.status?.usage?.clients ?? []).filter(({ name }) => name !== namespace);
    const clients = others.map(({ name, total: told }) => ({ name, total: withStarts(name) ?? told }));
    if (one !== tenant) clients.push({ name: namespace, total });
    payers.push({ tenant: one, plan: its, spent: spentOf(its, { used: own, clients }) });
  }
  return whyNoRoom(plan, used, payers);

  /** What a client has cost with what is about to begin there; undefined when nothing is. */
  function withStarts(name: string): string | undefined {
    const starts = billing.starts.of(name, entry);
    const client = caches.tenants.get(name);
    const its = client && caches.billingPlans.get(client.spec.plan);
    if (!starts.builds || !its) return undefined;
    return chargesOf(its.spec, addUsage(client.status?.usage?.used ?? {}, starts)).total;
  }

  function usedBy(one: Tenant, except: string): Usage | undefined {
    const month = monthOfTenant(one, billing.feed, now);
    return month && addUsage(month.used, billing.starts.of(one.metadata.name, except));
  }
}
