import { format, formatDistanceToNow, parseISO } from 'date-fns';
import { app } from '@/config/app';

const money = new Intl.NumberFormat(app.locale, { style: 'currency', currency: app.currency });
const number = new Intl.NumberFormat(app.locale, { maximumFractionDigits: 6 });

export function formatMoney(cents: number | null): string {
  return cents == null ? '' : money.format(cents / 100);
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
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');
}
