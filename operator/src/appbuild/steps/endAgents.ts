import type { Action, Observed } from '../observed.ts';

/** What ends the agents of this build, whichever plan they work on. */
export function endAgents({ runs }: Observed, why: string): Action[] {
  return runs.some(({ deleting }) => !deleting) ? [{ do: 'endAgents', why }] : [];
}
