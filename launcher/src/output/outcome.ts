import type { AppBuild } from '@appfactory/resources/appBuild';

/** How a build stands, for who waits for it. */
export type Outcome = { state: 'working' } | { state: 'ready' } | { state: 'stopped'; reason: string };

/** By the conditions' conventions (kstatus), of the present generation only: an old status says nothing of a new spec. */
export function outcomeOf(build: AppBuild): Outcome {
  const { status, metadata } = build;
  if (!status || status.observedGeneration !== metadata.generation) return { state: 'working' };
  const condition = (type: string) => status.conditions?.find((one) => one.type === type);
  if (condition('Ready')?.status === 'True') return { state: 'ready' };
  const stalled = condition('Stalled');
  if (stalled?.status === 'True') return { state: 'stopped', reason: `${stalled.reason}: ${stalled.message}` };
  if (status.phase === 'Cancelled') return { state: 'stopped', reason: 'it is cancelled (spec.cancelled)' };
  if (status.phase === 'Paused') return { state: 'stopped', reason: 'it is paused (spec.paused)' };
  return { state: 'working' };
}

/** One line that tells how far a build is. */
export function lineOf(build: AppBuild): string {
  const { status, metadata } = build;
  const parts = [status?.phase ?? 'Pending', status?.progress, status?.message].filter(Boolean);
  return `${metadata.namespace}/${metadata.name}: ${parts.join(' · ')}`;
}
