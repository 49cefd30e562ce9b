import type { Plan } from '#lib/api/queries/plan.ts';
import { count } from '#lib/builds/eventText.ts';

/** How long building takes, to a person: no more exact than it is known. */
export function expectedText({ seconds, builds }: Plan['expected']): { time: string; basis: string } {
  const minutes = Math.round(seconds / 60);
  const time = seconds < 50 ? 'less than a minute' : `about ${count(Math.max(1, minutes), 'minute')}`;
  if (builds === 0) return { time, basis: 'A rough figure from the number of features: nothing was built here yet.' };
  return { time, basis: `By what your last ${builds === 1 ? 'build' : count(builds, 'build')} took.` };
}
