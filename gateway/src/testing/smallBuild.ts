import type { AgentEvent } from '@appfactory/events/event';

/** Events of a small build that goes well, with a check in each feature. */
export function smallBuild(features: number): AgentEvent[] {
  const counts = { passed: 1, failed: 0, skipped: 0 };
  const middle = Array.from({ length: features }, (_, index): AgentEvent[] => [
    { type: 'feature', id: `feature-${index}`, state: 'Writing' },
    { type: 'feature', id: `feature-${index}`, state: 'Committed', commit: `c${index}` },
    {
      type: 'check',
      feature: `feature-${index}`,
      name: `check ${index}`,
      against: 'preview',
      result: 'passed',
      seen: 'as wanted',
    },
    { type: 'feature', id: `feature-${index}`, state: 'Verified', checks: counts },
  ]);
  return [
    { type: 'started', attempt: 'a', features },
    ...middle.flat(),
    { type: 'finished', verified: 'true', checks: { ...counts, passed: features }, skipped: [], commit: 'last' },
  ];
}
