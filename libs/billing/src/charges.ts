import { type BillingPlanSpec, METERS, type Meter } from '@appfactory/resources/billingPlan';
import { METER_UNITS, type Usage } from './meters.ts';
import { divideRounded, formatDecimal, minorDigits, parseDecimal, roundToPayable } from './money.ts';

/** What one meter comes to. Quantities are in the unit that the meter counts, amounts in the plan's currency. */
export interface ChargeLine {
  meter: Meter;
  used: number;
  /** How much of it the subscription includes. */
  included: number;
  /** Used beyond what is included. */
  billed: number;
  /** Of one priced unit (METER_UNITS). */
  unitPrice: string;
  /** To the least amount that can be paid, half of it going up: the lines of a bill add up to its total. */
  amount: string;
}

/** What a month costs. */
export interface Charges {
  currency: string;
  /** Owed whether or not anything was used. */
  subscription: string;
  /** One for each meter, in the order of METERS. */
  lines: ChargeLine[];
  total: string;
}

/** Prices the sums of one month by a plan. Exact: whole numbers and millionths only, each line rounded once. Pure. */
export function chargesOf(plan: BillingPlanSpec, used: Usage): Charges {
  const { currency } = plan;
  const digits = minorDigits(currency);
  const subscription = roundToPayable(parseDecimal(plan.subscription), currency);
  const priced = METERS.map((meter) => lineOf(plan, meter, used[meter] ?? 0));
  const total = priced.reduce((sum, { amount }) => sum + amount, subscription);
  return {
    currency,
    subscription: formatDecimal(subscription, digits),
    lines: priced.map((line) => ({ ...line, amount: formatDecimal(line.amount, digits) })),
    total: formatDecimal(total, digits),
  };
}

function lineOf({ rates, currency }: BillingPlanSpec, meter: Meter, used: number) {
  const { included: stated, price } = rates[meter];
  const { per } = METER_UNITS[meter];
  // Part of a counted unit is none.
  const included = Number((parseDecimal(stated) * BigInt(per)) / 1_000_000n);
  const billed = Math.max(0, used - included);
  const exact = divideRounded(BigInt(billed) * parseDecimal(price), BigInt(per));
  return { meter, used, included, billed, unitPrice: price, amount: roundToPayable(exact, currency) };
}

/** A quantity in the unit that prices are for, to six digits behind the point, for people: 5400 seconds are 1.5 hours. */
export function inPricedUnits(meter: Meter, quantity: number): string {
  return formatDecimal(divideRounded(BigInt(quantity) * 1_000_000n, BigInt(METER_UNITS[meter].per)));
}
