import { chargesOf } from '@appfactory/billing/charges';
import type { MonthUsage } from '@appfactory/billing/foldUsage';
import { addUsage, METER_UNITS, type Usage } from '@appfactory/billing/meters';
import { divideRounded, formatDecimal, minorDigits, parseDecimal } from '@appfactory/billing/money';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import { CONDITION_SPENDING, type Tenant, type TenantUsage } from '@appfactory/resources/tenant';
import type { Judgement } from '../objects/judgement.ts';

/** Reasons for which builds wait without anybody's fault. */
export const REASON_LIMIT_REACHED = 'SpendingLimitReached';
export const REASON_AGENCY_LIMIT_REACHED = 'AgencyLimitReached';
export const REASON_PLAN_MISSING = 'PlanMissing';
export const REASON_CURRENCY_DIFFERS = 'CurrencyDiffers';

/**
 * Seconds that every sandbox must be able to go on for: one minute until it is told of again, and one for an agent to end. A limit is
 * reached before it is overrun.
 */
export const MARGIN_SECONDS = 120;

/** What the world looks like to a decision about a tenant's month. */
export interface MonthSeen {
  tenant: Tenant;
  plan: BillingPlan | undefined;
  used: MonthUsage;
  /** Its sandboxes that run. */
  running: number;
  /** Of an agency: its clients, and how many sandboxes each of them runs. */
  clients: { tenant: Tenant; plan: BillingPlan | undefined; running: number }[];
  /** Of a client. */
  agency: { tenant: Tenant; plan: BillingPlan | undefined } | undefined;
}

export interface MonthDecision {
  usage: TenantUsage;
  /** Undefined where nobody has set a limit. */
  spending: Judgement | undefined;
}

/** What the month has used and cost, and whether builds may go on. Pure. */
export function decideMonth(seen: MonthSeen): MonthDecision {
  const { tenant, plan, used } = seen;
  const clients = clientTotals(seen);
  const usage: TenantUsage = {
    ...used,
    ...(plan && { currency: plan.spec.currency, total: chargesOf(plan.spec, used.used).total }),
    ...(clients.length > 0 && { clients }),
  };
  const spending = judge(seen, usage);
  if (spending?.reason === REASON_LIMIT_REACHED) usage.reached = latchOf(tenant, plan);
  return { usage, spending };
}

/** Those that are deleted since count to the end of the month: else who deletes a client and makes it again would have a new limit. */
function clientTotals({ tenant, plan, clients, used }: MonthSeen): NonNullable<TenantUsage['clients']> {
  const { usage } = tenant.status ?? {};
  const before = usage?.month === used.month ? (usage.clients ?? []) : [];
  const now = clients.flatMap(({ tenant: client, plan: its }) => {
    const { usage: told } = client.status ?? {};
    const counts = told?.month === used.month && told.total !== undefined && sameCurrency(its, plan);
    return counts ? [{ name: client.metadata.name, total: told.total ?? '0' }] : [];
  });
  const present = new Set(now.map(({ name }) => name));
  return [...before.filter(({ name }) => !present.has(name)), ...now].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function judge(seen: MonthSeen, usage: TenantUsage): Judgement | undefined {
  const { tenant, plan, agency } = seen;
  const ofAgency = agency && judgeByAgency(seen, agency);
  const { spendingLimit: limit } = tenant.spec;
  if (limit === undefined) return ofAgency;
  if (!plan) return planMissing(tenant);
  const spent = spentOf(plan, usage);
  const { currency } = plan.spec;
  const digits = minorDigits(currency);
  const told = `${formatDecimal(spent, digits)} of ${limit} ${currency} of ${usage.month} are spent`;
  const before = tenant.status?.usage;
  const isLatched = before?.month === usage.month && before.reached === latchOf(tenant, plan);
  if (isLatched || spent + marginOf(seen, plan) > parseDecimal(limit)) {
    return {
      status: 'False',
      reason: REASON_LIMIT_REACHED,
      message: `${told}, and what runs would soon go beyond that. Builds are paused, and go on where they are when the limit of the tenant "${tenant.metadata.name}" (spec.spendingLimit) is raised, or on the first of the next month`,
    };
  }
  return ofAgency?.status === 'False' ? ofAgency : { status: 'True', reason: 'Within', message: told };
}

function judgeByAgency({ tenant, plan }: MonthSeen, agency: NonNullable<MonthSeen['agency']>): Judgement | undefined {
  if (agency.tenant.spec.spendingLimit === undefined) return undefined;
  const { name } = agency.tenant.metadata;
  if (!plan) return planMissing(tenant);
  if (!sameCurrency(plan, agency.plan)) {
    return {
      status: 'False',
      reason: REASON_CURRENCY_DIFFERS,
      message: `The plan "${plan.metadata.name}" is in ${plan.spec.currency}, and the limit of its agency "${name}" is not: choose a plan in the agency’s currency`,
    };
  }
  const told = agency.tenant.status?.conditions?.find(({ type }) => type === CONDITION_SPENDING);
  if (told?.status === 'False') {
    return {
      status: 'False',
      reason: REASON_AGENCY_LIMIT_REACHED,
      message: `The agency "${name}" and its clients together have come to its spending limit. Builds are paused, and go on where they are when it is raised, or on the first of the next month`,
    };
  }
  return { status: 'True', reason: 'Within', message: `The agency "${name}" is within its spending limit` };
}

function planMissing({ metadata, spec }: Tenant): Judgement {
  return {
    status: 'False',
    reason: REASON_PLAN_MISSING,
    message: `There is no BillingPlan "${spec.plan}", so nobody knows what the month costs, and there is a limit to that. Make the plan, or name another in spec.plan of the tenant "${metadata.name}"`,
  };
}

/** What a tenant and its clients have cost, in millionths. */
export function spentOf(plan: BillingPlan, { used, clients }: Pick<TenantUsage, 'used' | 'clients'>): bigint {
  const own = parseDecimal(chargesOf(plan.spec, used).total);
  return (clients ?? []).reduce((sum, { total }) => sum + parseDecimal(total), own);
}

/** What the next minutes of what runs cost: its own by what is left of the included time, its clients’ by the price. */
function marginOf({ used, running, clients }: MonthSeen, plan: BillingPlan): bigint {
  const next: Usage = addUsage(used.used, { sandbox: MARGIN_SECONDS * Math.max(1, running) });
  const own = parseDecimal(chargesOf(plan.spec, next).total) - parseDecimal(chargesOf(plan.spec, used.used).total);
  const seconds = clients.reduce((sum, client) => sum + client.running, 0) * MARGIN_SECONDS;
  const { sandbox } = plan.spec.rates;
  return own + divideRounded(BigInt(seconds) * parseDecimal(sandbox.price), BigInt(METER_UNITS.sandbox.per));
}

/** Once reached it stays so: what is paused costs nothing more, and would fit again, be let on, and be paused. */
function latchOf({ spec }: Tenant, plan: BillingPlan | undefined): string {
  return `${spec.spendingLimit} by ${spec.plan}/${plan?.metadata.generation ?? 0}`;
}

function sameCurrency(one: BillingPlan | undefined, other: BillingPlan | undefined): boolean {
  return one !== undefined && one.spec.currency === other?.spec.currency;
}
