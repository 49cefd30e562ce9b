import { randomInt } from 'node:crypto';

/**
 * What replaces {run}, {number} and {date} in one run of a check: the same throughout it, new in every other. {today} and
 * {lastMonth} are days of the calendar where the app runs, which is this machine's.
 */
export function runValues(): (text: string) => string {
  const run = Array.from({ length: 7 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(randomInt(31))).join('');
  const number = String(randomInt(100_000, 1_000_000));
  const date = new Date(Date.UTC(2032, 0, 1 + randomInt(20_000))).toISOString().slice(0, 10);
  const now = new Date();
  const values = {
    run,
    number,
    date,
    today: dayOf(now),
    lastMonth: dayOf(new Date(now.getFullYear(), now.getMonth() - 1, 1)),
  };
  return (text) => Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`{${name}}`, value), text);
}

const dayOf = (date: Date) =>
  [date.getFullYear(), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')].join('-');
