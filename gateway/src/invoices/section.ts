import { chargesOf, inPricedUnits } from '@appfactory/billing/charges';
import { METER_UNITS, type Meter, type Usage } from '@appfactory/billing/meters';
import { formatDecimal, minorDigits, parseDecimal } from '@appfactory/billing/money';
import type { BillingPlanSpec } from '@appfactory/resources/billingPlan';
import type { InvoiceLine, InvoiceSection } from './invoice.ts';

/** What people call what is measured. */
const WORDS: Record<Meter, string> = {
  sandbox: 'Sandbox time',
  builds: 'Builds',
  inputTokens: 'Model tokens, read',
  outputTokens: 'Model tokens, written',
  storage: 'Storage of released apps',
};

/** What one tenant is charged for by its plan: the subscription, and each meter that was used or costs something. */
export function sectionOf(
  { tenant, displayName }: { tenant: string; displayName: string },
  plan: BillingPlanSpec,
  used: Usage,
): InvoiceSection & { currency: string } {
  const { currency, subscription, lines, total } = chargesOf(plan, used);
  const fee: InvoiceLine[] = isNothing(subscription)
    ? []
    : [{ what: `${plan.displayName}, monthly subscription`, amount: subscription }];
  const metered = lines
    .filter((line) => line.used > 0)
    .map(
      ({ meter, used, included, unitPrice, amount }): InvoiceLine => ({
        what: WORDS[meter],
        unit: METER_UNITS[meter].priced,
        used: inPricedUnits(meter, used),
        included: inPricedUnits(meter, included),
        price: unitPrice,
        amount,
      }),
    );
  return { tenant, name: displayName, lines: [...fee, ...metered], total, currency };
}

/** The sum of sections of one currency. */
export function totalOf(sections: readonly InvoiceSection[], currency: string): string {
  const sum = sections.reduce((all, { total }) => all + parseDecimal(total), 0n);
  return formatDecimal(sum, minorDigits(currency));
}

export function isNothing(amount: string): boolean {
  return parseDecimal(amount) === 0n;
}
