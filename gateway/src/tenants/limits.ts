import { parseDecimal } from '@appfactory/billing/money';
import { parseQuantity } from '@appfactory/kube/quantity';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import type { TenantLimits } from '@appfactory/resources/tenant';
import { Failed } from '../graphql/failure.ts';

const WORDS: Record<keyof TenantLimits, string> = {
  builds: 'apps',
  pods: 'pods',
  cpu: 'processors',
  memory: 'of memory',
  storage: 'of storage',
};

const amountOf = (limit: string | number) => parseQuantity(String(limit));

/**
 * A client gets no more than its agency has itself: else whoever has a limit would set it.
 * @throws Failed naming the limit
 */
export function checkWithin(limits: TenantLimits, agency: { name: string; limits: TenantLimits }): void {
  for (const limit of Object.keys(WORDS) as (keyof TenantLimits)[]) {
    if (amountOf(limits[limit]) > amountOf(agency.limits[limit])) {
      throw new Failed(
        'INVALID',
        `"${agency.name}" itself has ${agency.limits[limit]} ${WORDS[limit]}: a client has no more than its agency.`,
        `budget.${limit}`,
      );
    }
  }
}

/** Limits for a new client: of each, what its agency has where that is less. */
export function cappedBy(agency: TenantLimits, limits: TenantLimits): TenantLimits {
  const names = Object.keys(WORDS) as (keyof TenantLimits)[];
  const lower = names.filter((limit) => amountOf(agency[limit]) < amountOf(limits[limit]));
  return { ...limits, ...Object.fromEntries(lower.map((limit) => [limit, agency[limit]])) };
}

/**
 * A month costs its subscription, whatever is used: with a lower limit no build would ever run.
 * @throws Failed
 */
export function checkCoversSubscription(limit: string, { metadata, spec }: BillingPlan): void {
  if (parseDecimal(limit) >= parseDecimal(spec.subscription)) return;
  throw new Failed(
    'INVALID',
    `The plan "${metadata.name}" alone costs ${spec.subscription} ${spec.currency} a month: set a limit of that or more, or none.`,
    'spendingLimit',
  );
}
