import type { Key } from '@appfactory/kube/object';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { CONDITION_SPENDING, type Tenant } from '@appfactory/resources/tenant';
import { REASON_LIMIT_REACHED } from '../billing/month.ts';
import type { Account } from '../billing/usageFeed.ts';

/** Whether builds of the tenant may have to pause, or to go on. */
export function limitChanged(now: Tenant, old: Tenant): boolean {
  const told = ({ spec, status }: Tenant) => {
    const spending = status?.conditions?.find(({ type }) => type === CONDITION_SPENDING);
    return [spec.spendingLimit, spec.plan, status?.usage?.month, spending?.status, spending?.reason].join();
  };
  return told(now) !== told(old);
}

/** Of the ledger: those of its entries that are this build's. */
export function accountOf(key: Key): Account {
  const [tenant = '', build] = key.split('/');
  return { tenant, build };
}

/** It waits for room in a limit, or for the ledger that tells whether there is some. */
export function waitsForLedger(build: AppBuild | undefined): boolean {
  return build?.status?.conditions?.some(({ reason }) => reason === REASON_LIMIT_REACHED) ?? false;
}
