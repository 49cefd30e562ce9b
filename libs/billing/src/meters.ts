import { METERS, type Meter } from '@appfactory/resources/billingPlan';

export { METERS, type Meter };

export interface MeterUnits {
  /** What the ledger counts, in whole numbers. */
  counted: string;
  /** What a plan's price and included amount are for. */
  priced: string;
  /** How many of what is counted are one of what is priced. */
  per: number;
}

/** A month of storage is a twelfth of 8,760 hours, however long the calendar's is. */
const HOURS_PER_MONTH = 730;

export const METER_UNITS: Readonly<Record<Meter, MeterUnits>> = {
  sandbox: { counted: 'second', priced: 'hour', per: 3600 },
  builds: { counted: 'build', priced: 'build', per: 1 },
  inputTokens: { counted: 'token', priced: 'million tokens', per: 1_000_000 },
  outputTokens: { counted: 'token', priced: 'million tokens', per: 1_000_000 },
  storage: { counted: 'MiB-hour', priced: 'GiB-month', per: 1024 * HOURS_PER_MONTH },
};

/** Sums by meter, in the unit that the ledger counts; a meter that is left out was not used. */
export type Usage = Partial<Record<Meter, number>>;

export function addUsage(one: Usage, other: Usage): Usage {
  const sum: Usage = { ...one };
  for (const meter of METERS) {
    const more = other[meter];
    if (more !== undefined) sum[meter] = (sum[meter] ?? 0) + more;
  }
  return sum;
}
