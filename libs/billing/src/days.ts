import type { BillingPlanSpec } from '@appfactory/resources/billingPlan';
import { chargesOf } from './charges.ts';
import { addUsage, type Usage } from './meters.ts';
import { formatDecimal, minorDigits, parseDecimal } from './money.ts';

/**
 * What each day of a month added to what it costs, in the order of the days: nothing while the subscription includes it. With the
 * subscription they add up to the total. Pure.
 */
export function addedByDay(plan: BillingPlanSpec, days: readonly { used: Usage }[]): string[] {
  let soFar: Usage = {};
  let before = parseDecimal(chargesOf(plan, soFar).total);
  return days.map(({ used }) => {
    soFar = addUsage(soFar, used);
    const after = parseDecimal(chargesOf(plan, soFar).total);
    const added = formatDecimal(after - before, minorDigits(plan.currency));
    before = after;
    return added;
  });
}
