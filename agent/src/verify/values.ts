import { randomInt } from 'node:crypto';

/** What replaces {run}, {number} and {date} in one run of a check: the same throughout it, new in every other. */
export function runValues(): (text: string) => string {
  const run = Array.from({ length: 7 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(randomInt(31))).join('');
  const number = String(randomInt(100_000, 1_000_000));
  const date = new Date(Date.UTC(2032, 0, 1 + randomInt(20_000))).toISOString().slice(0, 10);
  return (text) => text.replaceAll('{run}', run).replaceAll('{number}', number).replaceAll('{date}', date);
}
