import type { AppBuildSpec, AppBuildStatus } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';

/** How a build stands, as far as somebody who comes back wants to know that it stands otherwise. Kept with their look. */
export interface Standing {
  /** Why it is stuck, or held up; absent when it is not. */
  trouble?: string;
  /** Digest of what is released. */
  released?: string;
  /** Ids of the questions of its plan for which the default was taken, since nobody has answered. */
  asks: string[];
}

/** Builds that a limit holds up: nobody's fault, and they go on by themselves or by a person. */
export const LIMITS = [
  'BudgetExceeded',
  'SpendingLimitReached',
  'AgencyLimitReached',
  'PlanMissing',
  'CurrencyDiffers',
] as const;

export interface StandingBuild {
  spec: Pick<AppBuildSpec, 'release'>;
  status: AppBuildStatus;
}

export function standingOf({ spec, status }: StandingBuild): Standing {
  const released = conditionOf(status, 'Released')?.status === 'True' ? digestOf(spec, status) : undefined;
  return { trouble: troubleOf(status)?.reason, released, asks: (status.plan?.questions ?? []).map(({ id }) => id) };
}

/** The condition that says why it is stuck or held up. */
export function troubleOf(status: AppBuildStatus): Condition | undefined {
  const stalled = conditionOf(status, 'Stalled');
  if (stalled?.status === 'True') return stalled;
  const ready = conditionOf(status, 'Ready');
  return ready && isLimit(ready.reason) ? ready : undefined;
}

export function isLimit(reason: string): boolean {
  return (LIMITS as readonly string[]).includes(reason);
}

export function conditionOf(status: AppBuildStatus, type: string): Condition | undefined {
  return status.conditions?.find((condition) => condition.type === type);
}

function digestOf(spec: Pick<AppBuildSpec, 'release'>, status: AppBuildStatus): string | undefined {
  return spec.release.artifact ?? status.artifact?.digest;
}
