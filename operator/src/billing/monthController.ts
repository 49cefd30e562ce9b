import { isDeepStrictEqual } from 'node:util';
import { boundsOf } from '@appfactory/billing/ledger';
import { mergeConditions } from '@appfactory/kube/conditions';
import { Controller, type Result, specChanged } from '@appfactory/kube/controller';
import { isNotFound } from '@appfactory/kube/errors';
import type { Key } from '@appfactory/kube/object';
import { TENANTS } from '@appfactory/kube/resources';
import { CONDITION_SPENDING, type Tenant, type TenantStatus } from '@appfactory/resources/tenant';
import type { Judgement } from '../objects/judgement.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import type { Billing } from './billing.ts';
import { monthOfTenant } from './live.ts';
import { decideMonth } from './month.ts';

const fieldManager = 'appfactory-billing';
/** Shortest time between two writes of one tenant's usage. */
const WRITE_EVERY_MS = 2000;
/** Timers reach no farther than some weeks, and clocks are set. */
const LONGEST_WAIT_MS = 12 * 3_600_000;

/** Ledger and plan -> what a tenant's month has cost, and whether its builds may go on. */
export function createMonthController(deps: OperatorDeps, { feed }: Billing): Controller {
  const { caches, client, log, registry } = deps;
  const written = new Map<Key, number>();
  const clientsOf = (agency: string) => caches.tenants.byIndex('agency', agency);
  const runningIn = (tenant: Tenant) =>
    caches.sandboxes
      .list(tenant.metadata.name)
      .filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'))
      .length;
  const planOf = ({ spec }: Tenant) => caches.billingPlans.get(spec.plan);

  async function reconcile(key: Key): Promise<Result | undefined> {
    const tenant = caches.tenants.get(key);
    if (!tenant) {
      feed.forget({ tenant: key });
      written.delete(key);
      return undefined;
    }
    // The namespace of that name is somebody else's, and so is what is used in it.
    if (tenant.status?.namespace === undefined) return undefined;
    const now = new Date();
    const used = monthOfTenant(tenant, feed, now);
    if (!used) return undefined;
    const agency = tenant.spec.agency === undefined ? undefined : caches.tenants.get(tenant.spec.agency);
    const decision = decideMonth({
      tenant,
      plan: planOf(tenant),
      used,
      running: runningIn(tenant),
      clients: clientsOf(key).map((one) => ({ tenant: one, plan: planOf(one), running: runningIn(one) })),
      agency: agency && { tenant: agency, plan: planOf(agency) },
    });
    await write(tenant, { usage: decision.usage, conditions: conditionsOf(tenant, decision.spending, now) });
    feed.settle({ tenant: key }, used.sequence);
    const turn = boundsOf(used.month).until.getTime() - now.getTime();
    return { requeueAfter: Math.min(turn + 1, LONGEST_WAIT_MS) };
  }

  /** The status's other fields are the tenant controller's; server-side apply keeps the two apart. */
  async function write(tenant: Tenant, status: TenantStatus): Promise<void> {
    const wanted = JSON.parse(JSON.stringify(status)) as TenantStatus;
    const { usage, conditions = [] } = tenant.status ?? {};
    const told = { usage, conditions: conditions.filter(({ type }) => type === CONDITION_SPENDING) };
    if (isDeepStrictEqual(told, wanted)) return;
    const { name, uid } = tenant.metadata;
    const object = { apiVersion: tenant.apiVersion, kind: tenant.kind, metadata: { name, uid }, status: wanted };
    try {
      caches.tenants.learn(await client.applyStatus(TENANTS, object, { fieldManager }));
      written.set(name, Date.now());
    } catch (error) {
      // It is gone: nobody reads its status.
      if (!isNotFound(error)) throw error;
    }
    record(tenant, wanted.conditions?.[0]);
  }

  function record(tenant: Tenant, now: Judgement | undefined): void {
    const before = tenant.status?.conditions?.find(({ type }) => type === CONDITION_SPENDING);
    if (!now || (now.status === before?.status && now.reason === before.reason)) return;
    if (now.status === 'True' && before?.status !== 'False') return;
    const type = now.status === 'False' ? 'Warning' : 'Normal';
    deps.recorder.record(tenant, { type, reason: now.reason, action: CONDITION_SPENDING, note: now.message });
  }

  const controller = new Controller({ name: 'tenant-month', log, registry, workers: 2, reconcile })
    .for(caches.tenants, {
      updated: (now, old) => isOther(now, old) || now.status?.namespace !== old.status?.namespace,
    })
    // A client waits with its agency; an agency pays for its clients.
    .watches(caches.tenants, ({ metadata }) => clientsOf(metadata.name).map((one) => one.metadata.name), {
      updated: (now, old) => limitOf(now) !== limitOf(old) || spendingOf(now) !== spendingOf(old),
    })
    .watches(caches.tenants, ({ spec }) => (spec.agency === undefined ? [] : [spec.agency]), {
      updated: (now, old) => now.status?.usage?.total !== old.status?.usage?.total,
    })
    .watches(
      caches.billingPlans,
      ({ metadata }) =>
        caches.tenants
          .list()
          .filter((tenant) => isPricedBy(tenant, metadata.name))
          .map((tenant) => tenant.metadata.name),
      specChanged,
    )
    .reads(caches.sandboxes);
  feed.onNews(({ tenant, build }) => {
    if (build !== undefined || !caches.tenants.get(tenant)) return;
    controller.enqueue(tenant, Math.max(0, (written.get(tenant) ?? 0) + WRITE_EVERY_MS - Date.now()));
  });

  function isPricedBy({ spec }: Tenant, plan: string): boolean {
    return spec.plan === plan || (spec.agency !== undefined && caches.tenants.get(spec.agency)?.spec.plan === plan);
  }

  return controller;
}

function conditionsOf(tenant: Tenant, spending: Judgement | undefined, now: Date): TenantStatus['conditions'] {
  if (!spending) return [];
  const { status, reason, message } = spending;
  const decided = { type: CONDITION_SPENDING, status, reason, message, observedGeneration: tenant.metadata.generation };
  return mergeConditions(tenant.status?.conditions, [decided], now);
}

const isOther = (now: Tenant, old: Tenant) => specChanged.updated?.(now, old) ?? true;

function limitOf({ spec }: Tenant): string {
  return `${spec.spendingLimit} ${spec.plan}`;
}

function spendingOf({ status }: Tenant): string | undefined {
  return status?.conditions?.find(({ type }) => type === CONDITION_SPENDING)?.status;
}
