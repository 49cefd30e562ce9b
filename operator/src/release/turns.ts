import type { Occurrence } from '@appfactory/kube/events';
import type { ReleaseStatus } from '@appfactory/resources/release';
import { CLEAN_UP_FAILED } from '../objects/cleanUp.ts';

const QUIET = new Set(['Waiting', 'NothingToLose', 'Over', 'Claimed']);

/** What to tell by Kubernetes Events: each condition that got another status, or is not true for another reason; once. */
export function turns(before: ReleaseStatus | undefined, after: ReleaseStatus): Occurrence[] {
  const stalled = after.conditions?.find(({ type }) => type === 'Stalled')?.reason;
  return (after.conditions ?? [])
    .filter(({ type }) => type !== 'Ready' && type !== 'Reconciling' && type !== 'Stalled')
    .filter(({ type, status, reason }) => {
      const old = before?.conditions?.find((condition) => condition.type === type);
      return !QUIET.has(reason) && (old?.status !== status || (status !== 'True' && old.reason !== reason));
    })
    .map(({ type, reason, message }) => ({
      type: type === CLEAN_UP_FAILED || reason === stalled ? 'Warning' : 'Normal',
      reason,
      action: type,
      note: message,
    }));
}
