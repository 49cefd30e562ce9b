import { format, formatDistanceToNow, parseISO } from 'date-fns';
import { app } from '@/config/app';

// 'min2' leaves numbers of four digits alone: most of those are years.
const number = new Intl.NumberFormat(app.locale, { maximumFractionDigits: 6, useGrouping: 'min2' });
const money = new Map<string, Intl.NumberFormat>();

/** An amount in the app's currency, or in the one given (ISO 4217). */
export function formatMoney(cents: number | null, currency = app.currency): string {
  if (cents == null) return '';
  const formatter = money.get(currency) ?? new Intl.NumberFormat(app.locale, { style: 'currency', currency });
  money.set(currency, formatter);
  return formatter.format(cents / 100);
}

export function formatNumber(value: number | null): string {
  return value == null ? '' : number.format(value);
}

/** A calendar day `yyyy-MM-dd` as people write it. */
export function formatDate(day: string | null): string {
  return day ? format(parseISO(day), 'd MMM yyyy') : '';
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length);
  return `${(bytes / 1024 ** power).toFixed(1).replace(/\.0$/, '')} ${units[power - 1]}`;
}

/** How long ago (or until) a moment is, such as `3 days ago`. */
export function formatAge(moment: Date): string {
  return formatDistanceToNow(moment, { addSuffix: true });
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');
}
