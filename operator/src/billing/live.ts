import { foldUsage, type MonthUsage } from '@appfactory/billing/foldUsage';
import { monthOf } from '@appfactory/billing/ledger';
import type { Tenant } from '@appfactory/resources/tenant';
import type { UsageFeed } from './usageFeed.ts';

/** What a tenant has used this month: its status, and what has come since. Undefined while the stream is being read for it. */
export function monthOfTenant({ metadata, status }: Tenant, feed: UsageFeed, now: Date): MonthUsage | undefined {
  const { usage } = status ?? {};
  const news = feed.news({ tenant: metadata.name }, usage?.sequence);
  if (!news) return undefined;
  const month = monthOf(now);
  const sequence = Math.min(usage?.sequence ?? 0, news.after);
  return foldUsage({ month: usage?.month ?? month, sequence, used: usage?.used ?? {} }, news.entries, month);
}
