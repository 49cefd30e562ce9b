import type { AppBuild } from '@appfactory/resources/appBuild';
import type { Tenant } from '@appfactory/resources/tenant';

const DAY = 86_400_000;

/**
 * Before which time a tenant's history is cut; undefined while nobody wants it cut, and it never was. Days begin at midnight UTC. What is
 * cut is gone: the time never goes back. Pure.
 */
export function cutBefore({ spec, status }: Tenant, builds: readonly AppBuild[], now: Date): Date | undefined {
  const before = status?.historySince === undefined ? undefined : new Date(status.historySince);
  if (spec.retentionDays === undefined) return before;
  const wanted = Math.floor((now.getTime() - spec.retentionDays * DAY) / DAY) * DAY;
  const cut = Math.min(wanted, ...builds.filter(isUnderWay).map(begun));
  if (before && before.getTime() >= cut) return before;
  // Nothing is older than the first of January 1970.
  return cut > 0 ? new Date(cut) : before;
}

/** When the next day begins; milliseconds from now. */
export function untilNextDay(now: Date): number {
  return DAY - (now.getTime() % DAY) + 1;
}

/** Its status may not hold all of its events yet, when nobody has read them for long. One that is paused has said so by them. */
function isUnderWay({ metadata, status }: AppBuild): boolean {
  if (status?.observedGeneration !== metadata.generation) return true;
  return !['Ready', 'Failed', 'Paused'].includes(status?.phase ?? '');
}

function begun({ metadata, status }: AppBuild): number {
  const time = Date.parse(status?.times?.applied ?? metadata.creationTimestamp ?? '');
  // Clocks differ by seconds.
  return Number.isNaN(time) ? 0 : time - 60_000;
}
