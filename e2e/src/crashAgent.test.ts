import { expect } from '@jest/globals';
import { crashTest } from './testing/crashTest.ts';
import { killAgent } from './testing/smallBuild.ts';

crashTest('an agent that is killed in the middle of the second feature goes on from its last commit', {
  word: 'agent',
  // The machine is busy with both, as it would be with any two apps.
  beside: true,
  disturb: killAgent,
  expectations({ reports, pods }) {
    const attempts = new Set(reports.all.flatMap(({ event }) => (event.type === 'started' ? [event.attempt] : [])));
    // On a machine that is far too slow an attempt may give up by itself.
    expect(attempts.size).toBeGreaterThanOrEqual(2);
    expect(pods.of('agent')).toHaveLength(attempts.size);
    expect(pods.of('sandbox')).toHaveLength(1);
  },
});
