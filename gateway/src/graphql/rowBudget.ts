import type { IncomingMessage } from 'node:http';
import { Failed } from './failure.ts';

/** Most rows that one request may read, over all of its lists. */
export const MOST_ROWS = 10_000;

const spent = new WeakMap<IncomingMessage, number>();

/** Each value of a subscription is an answer of its own, and may read as much as one. */
export function forgetRows({ req }: { req: IncomingMessage }): void {
  spent.delete(req);
}

/**
 * Counts what a list is about to read. The limit on cost, which is checked before, sees page sizes only where they are
 * written out: one that is a variable, or left out, counts as nothing there.
 * @throws Failed when the request has asked for too much
 */
export function spendRows({ req }: { req: IncomingMessage }, rows: number): void {
  const total = (spent.get(req) ?? 0) + Math.max(rows, 1);
  spent.set(req, total);
  if (total > MOST_ROWS) {
    throw new Failed(
      'INVALID',
      `A request reads at most ${MOST_ROWS} rows: ask for smaller pages, or one after another.`,
    );
  }
}
