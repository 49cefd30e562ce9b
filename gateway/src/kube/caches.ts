import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type { ServiceAccount } from '@appfactory/kube/core';
import type { Log } from '@appfactory/kube/log';
import {
  APP_BUILDS,
  APP_TEMPLATES,
  BILLING_PLANS,
  RELEASES,
  SERVICE_ACCOUNTS,
  TENANTS,
} from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { BillingPlan } from '@appfactory/resources/billingPlan';
import type { Release } from '@appfactory/resources/release';
import { LABEL_ACCOUNT, LABEL_MEMBER_ROLE, type Tenant } from '@appfactory/resources/tenant';

/** What the gateway keeps at hand of the record, as its own identity sees it. */
export interface Caches {
  builds: Cache<AppBuild>;
  templates: Cache<AppTemplate>;
  releases: Cache<Release>;
  tenants: Cache<Tenant>;
  /** What tenants have subscribed to. */
  plans: Cache<BillingPlan>;
  /** ServiceAccounts that are members of tenants. */
  members: Cache<ServiceAccount>;
}

export function createCaches(client: KubeClient, log: Log): Caches {
  return {
    builds: new Cache({ client, log, type: APP_BUILDS }),
    templates: new Cache({ client, log, type: APP_TEMPLATES }),
    releases: new Cache({ client, log, type: RELEASES }),
    tenants: new Cache({ client, log, type: TENANTS, indices: { agency: ({ spec }) => [spec.agency] } }),
    plans: new Cache({ client, log, type: BILLING_PLANS }),
    members: new Cache({
      client,
      log,
      type: SERVICE_ACCOUNTS,
      labelSelector: LABEL_MEMBER_ROLE,
      indices: { account: ({ metadata }) => [metadata.labels?.[LABEL_ACCOUNT]] },
    }),
  };
}

/** Fills the caches until the signal aborts. */
export async function runCaches(caches: Caches, signal: AbortSignal): Promise<void> {
  await Promise.all(all(caches).map((cache) => cache.run(signal)));
}

/** The kinds that are not here yet. */
export function notSynced(caches: Caches): string[] {
  return all(caches)
    .filter((cache) => !cache.isSynced)
    .map((cache) => cache.type.plural);
}

function all({ builds, templates, releases, tenants, plans, members }: Caches) {
  return [builds, templates, releases, tenants, plans, members];
}
