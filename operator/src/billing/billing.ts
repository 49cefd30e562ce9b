import { connectedEvents, eventsConnection } from '../progress/connection.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { Starts } from './starts.ts';
import { Teller } from './teller.ts';
import { UsageFeed } from './usageFeed.ts';

/** What controllers share of the ledgers. */
export interface Billing {
  teller: Teller;
  feed: UsageFeed;
  starts: Starts;
}

const made = new WeakMap<OperatorDeps, Billing>();

/** The operator's one. Undefined without NATS: then nothing is built, either. */
export function billingOf(deps: OperatorDeps): Billing | undefined {
  if (!deps.config.natsUrl) return undefined;
  const known = made.get(deps);
  if (known) return known;
  const feed = new UsageFeed({ connection: eventsConnection(deps), log: deps.log });
  const billing: Billing = { teller: new Teller(() => connectedEvents(deps)), feed, starts: new Starts() };
  feed.onEntry(({ id }) => billing.starts.settle(id));
  made.set(deps, billing);
  return billing;
}
