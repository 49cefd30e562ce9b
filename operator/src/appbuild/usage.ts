import type { PlacedEntry } from '@appfactory/billing/ledger';
import { METER_UNITS } from '@appfactory/billing/meters';
import { divideRounded, parseDecimal } from '@appfactory/billing/money';
import type { AppBuild, AppBuildStatus } from '@appfactory/resources/appBuild';
import type { BillingPlanSpec } from '@appfactory/resources/billingPlan';
import type { Billing } from '../billing/billing.ts';
import type { Caches } from '../runtime/caches.ts';

type BuildUsage = NonNullable<AppBuildStatus['usage']>;

/** Of whoever is in no tenant; a Tenant names its own. */
const DEFAULT_PLAN = 'standard';

/** The status with what its generation has used, as far as the ledger was read. */
export function withUsage(
  status: AppBuildStatus,
  { metadata }: AppBuild,
  generation: number,
  { billing, caches }: { billing?: Billing; caches: Caches },
): AppBuildStatus {
  const { namespace: tenant = '', name, uid } = metadata;
  const news = billing?.feed.news({ tenant, build: name }, status.usage?.sequence);
  if (!news) return status;
  const plan = caches.billingPlans.get(caches.tenants.get(tenant)?.spec.plan ?? DEFAULT_PLAN);
  const sequence = Math.min(status.usage?.sequence ?? 0, news.after);
  const usage = foldBuildUsage({ ...status.usage, sequence }, news.entries, { uid, generation });
  return { ...status, usage: plan ? { ...usage, ...costOf(usage, plan.spec) } : usage };
}

/** Folding an entry twice changes nothing. Another generation begins at nothing. Pure. */
export function foldBuildUsage(
  before: BuildUsage,
  entries: readonly PlacedEntry[],
  { uid, generation }: { uid?: string; generation: number },
): BuildUsage {
  const start: BuildUsage = { generation, sequence: before.sequence };
  const usage = before.generation === generation ? { ...before } : start;
  for (const { sequence, entry } of entries) {
    if (sequence <= (usage.sequence ?? 0)) continue;
    usage.sequence = sequence;
    if (entry.uid !== uid || entry.generation !== generation) continue;
    if (entry.meter === 'builds') usage.builds = (usage.builds ?? 0) + entry.quantity;
    if (entry.meter === 'sandbox') usage.sandboxSeconds = (usage.sandboxSeconds ?? 0) + entry.quantity;
    if (entry.meter === 'inputTokens') usage.inputTokens = (usage.inputTokens ?? 0) + entry.quantity;
    if (entry.meter === 'outputTokens') usage.outputTokens = (usage.outputTokens ?? 0) + entry.quantity;
  }
  return usage;
}

/** What its tokens cost, nothing being included: what is included is the tenant's, and a budget is the build's. */
function costOf({ inputTokens, outputTokens }: BuildUsage, { rates }: BillingPlanSpec): { usd?: number } {
  if (inputTokens === undefined && outputTokens === undefined) return {};
  const cost = (tokens: number, meter: 'inputTokens' | 'outputTokens') =>
    divideRounded(BigInt(tokens) * parseDecimal(rates[meter].price), BigInt(METER_UNITS[meter].per));
  return { usd: Number(cost(inputTokens ?? 0, 'inputTokens') + cost(outputTokens ?? 0, 'outputTokens')) / 1e6 };
}
