import type { Occurrence } from '@appfactory/kube/events';
import type { AppBuildStatus } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';
import { CLEAN_UP_FAILED } from '../objects/cleanUp.ts';
import { REASON_CANCELLED } from './conditions.ts';

/** Reasons whose coming and going is no news. */
const QUIET = new Set(['Waiting', 'Building', 'Planning', 'Creating', 'Settling', 'Kept', 'NotNeeded', 'Starting']);

/** What to tell by Kubernetes Events: each condition that got another status, or is not true for another reason; once. */
export function turns(before: AppBuildStatus | undefined, after: AppBuildStatus): Occurrence[] {
  return (after.conditions ?? [])
    .filter(({ type }) => type !== 'Ready' && type !== 'Reconciling' && type !== 'Stalled')
    .filter((condition) => !QUIET.has(condition.reason) && isNew(condition, before?.conditions ?? []))
    .map(({ type, status, reason, message }) => ({
      type: type === CLEAN_UP_FAILED || (status !== 'True' && isBad(after, reason)) ? 'Warning' : 'Normal',
      reason,
      action: type,
      note: message,
    }));
}

function isNew({ type, status, reason }: Condition, before: readonly Condition[]): boolean {
  const old = before.find((condition) => condition.type === type);
  return old?.status !== status || (status !== 'True' && old.reason !== reason);
}

const WARNINGS = new Set(['SandboxLost', 'Retrying', 'ErrImagePull', 'ImagePullBackOff']);

function isBad({ conditions }: AppBuildStatus, reason: string): boolean {
  // Somebody wanted it so.
  if (reason === REASON_CANCELLED) return false;
  return (
    WARNINGS.has(reason) || (conditions?.some(({ type, reason: why }) => type === 'Stalled' && why === reason) ?? false)
  );
}
