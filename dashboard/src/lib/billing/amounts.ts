import type { Charges, Sums } from '#lib/api/queries/usage.ts';

export type Meter = Charges['lines'][number]['meter'];

/** What people call what is measured, in the order in which it is shown. */
export const METERS: readonly { meter: Meter; label: string; short: string }[] = [
  { meter: 'sandbox', label: 'Sandbox time', short: 'Sandbox' },
  { meter: 'builds', label: 'Builds', short: 'Builds' },
  { meter: 'inputTokens', label: 'Model tokens, read', short: 'Tokens read' },
  { meter: 'outputTokens', label: 'Model tokens, written', short: 'Tokens written' },
  { meter: 'storage', label: 'Storage of released apps', short: 'Storage' },
];

/** The meters that a table of usage has: those of models only where one was used. */
export function metersOf(used: Sums): typeof METERS {
  return METERS.filter(({ meter }) => !isOfModels(meter) || used[meter] > 0);
}

/** It counts what models read or wrote: where an app is built without one, it says nothing. */
export function isOfModels(meter: Meter): boolean {
  return meter === 'inputTokens' || meter === 'outputTokens';
}

/** A decimal number in a currency, for example $1,234.50. */
export function money(amount: string | number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(typeof amount === 'number' ? amount : (amount as Intl.StringNumericLiteral));
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
/** MiB-hours of a GiB-month. */
const GIB_MONTH = 1024 * 730;

/** What a meter has counted, short: 12.5 h, 4 builds, 1.2M. */
export function amountOf(meter: Meter, counted: number): string {
  if (meter === 'sandbox')
    return counted > 0 && counted < 3600 ? `${Math.ceil(counted / 60)} min` : `${plain.format(counted / 3600)} h`;
  if (meter === 'builds') return plain.format(counted);
  if (meter === 'storage') return `${plain.format(counted / GIB_MONTH)} GiB`;
  return compact.format(counted);
}

/** The meters that were used, in one line; empty when none was. */
export function usedText(used: Sums): string {
  return METERS.filter(({ meter }) => used[meter] > 0)
    .map(({ meter, short }) => `${short} ${amountOf(meter, used[meter])}`)
    .join(' · ');
}

const UNITS: Record<string, string> = {
  hour: 'hours',
  build: 'builds',
  'million tokens': 'million tokens',
  'GiB-month': 'GiB-months',
};

/** A quantity in a priced unit, for example 1,204.5 hours. */
export function quantity(units: string, unit: string): string {
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(units as Intl.StringNumericLiteral);
  return `${number} ${units === '1' ? unit : (UNITS[unit] ?? unit)}`;
}

/**
 * What a part of a tenant's usage comes to: of each meter's charge as much as it has used of it. The included amounts are the
 * tenant's, so that no app has a price of its own; these add up to the charges.
 */
export function shareOf(charges: Charges | null, whole: Sums, part: Sums): number {
  return (charges?.lines ?? []).reduce((sum, { meter, amount }) => {
    const all = whole[meter];
    return all > 0 ? sum + (Number(amount) * part[meter]) / all : sum;
  }, 0);
}

/** For example 2026-11, in UTC. */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

/** The last months, this one first. */
export function lastMonths(time: number, count: number): string[] {
  const now = new Date(time);
  return Array.from({ length: count }, (_, back) =>
    monthOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)),
  );
}

const longMonth = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** For example November 2026. */
export const monthText = (month: string) => longMonth.format(new Date(`${month}-01T00:00:00Z`));
/** For example Nov 3. @param day for example 2026-11-03 */
export const dayText = (day: string) => shortDay.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
/** For example 3 Nov 2026. */
export const dateText = (time: string) => longDay.format(new Date(time));

/** Every day of a month, for example 2026-11-01. */
export function daysOf(month: string): string[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}
