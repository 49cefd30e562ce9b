import { cutStream, HISTORY_STREAMS } from '@appfactory/events/retention';
import { Controller, type Result, specChanged } from '@appfactory/kube/controller';
import { isNotFound } from '@appfactory/kube/errors';
import { TENANTS } from '@appfactory/kube/resources';
import type { Tenant } from '@appfactory/resources/tenant';
import { connectedEvents } from '../progress/connection.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { cutBefore, untilNextDay } from './decide.ts';

const fieldManager = 'appfactory-retention';
/** Timers reach no farther than some weeks, and clocks are set. */
const LONGEST_WAIT_MS = 12 * 3_600_000;

/**
 * A tenant's retention -> the time before which its history is cut, in its status, and the streams cut there. The status comes first: by it
 * gateways cut their tables. A crash in between costs nothing, since streams are cut again after each start.
 */
export function createRetentionController(deps: OperatorDeps): Controller {
  const { caches, log, registry } = deps;
  /** By tenant: up to where its streams are known to be cut. */
  const done = new Map<string, string>();

  async function reconcile(key: string): Promise<Result | undefined> {
    const tenant = caches.tenants.get(key);
    if (!tenant) {
      done.delete(key);
      return undefined;
    }
    // The namespace of that name is somebody else's, and so is its history.
    if (tenant.status?.namespace === undefined) return undefined;
    const now = new Date();
    const before = cutBefore(tenant, caches.appBuilds.list(key), now);
    if (before) await cut(tenant, before);
    if (tenant.spec.retentionDays === undefined) return undefined;
    return { requeueAfter: Math.min(untilNextDay(now), LONGEST_WAIT_MS) };
  }

  async function cut(tenant: Tenant, before: Date): Promise<void> {
    const { name } = tenant.metadata;
    const time = before.toISOString();
    if (done.get(name) === time) return;
    await tell(tenant, time);
    const connection = await connectedEvents(deps);
    for (const stream of HISTORY_STREAMS) {
      const messages = await cutStream(connection, { stream, namespace: name }, before);
      if (messages > 0) log.info({ tenant: name, stream, messages, before: time }, 'history is cut');
    }
    done.set(name, time);
  }

  /** The status's other fields are other controllers'; server-side apply keeps them apart. */
  async function tell(
    { apiVersion, kind, metadata: { name, uid }, status }: Tenant,
    historySince: string,
  ): Promise<void> {
    if (status?.historySince === historySince) return;
    try {
      const object = { apiVersion, kind, metadata: { name, uid }, status: { historySince } };
      caches.tenants.learn(await deps.client.applyStatus(TENANTS, object, { fieldManager }));
    } catch (error) {
      // It is gone: nobody reads its status.
      if (!isNotFound(error)) throw error;
    }
  }

  return new Controller({ name: 'tenant-retention', log, registry, workers: 1, reconcile })
    .for(caches.tenants, {
      updated: (now, old) =>
        (specChanged.updated?.(now, old) ?? true) || now.status?.namespace !== old.status?.namespace,
    })
    .reads(caches.appBuilds);
}
