import type { AppBuildStatus } from '@appfactory/resources/appBuild';

/**
 * What became of a generation, by its events and by how its build stands now: an agent that is ended, because the build was cancelled or its
 * spec changed, reports no end, and neither does one that crashed too often.
 * @param generation as its events tell it
 */
export function outcomeOf(
  { generation, outcome }: { generation: number; outcome: string | null },
  { plan, phase }: AppBuildStatus,
): string | null {
  if (outcome !== 'running') return outcome;
  // Agents work on the generation of the plan alone; one that is newer than it is about to be.
  if (plan?.generation !== undefined && generation < plan.generation) return 'stopped';
  if (phase === 'Cancelled') return 'stopped';
  return phase === 'Failed' ? 'failed' : 'running';
}
