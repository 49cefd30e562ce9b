import { expect } from '@jest/globals';
import { crashTest } from './testing/crashTest.ts';
import { killSandbox } from './testing/smallBuild.ts';

crashTest('a lost sandbox costs the feature in hand: the next one starts from the stored commits', {
  word: 'sandbox',
  disturb: killSandbox,
  expectations({ reports, pods }) {
    expect(pods.of('sandbox')).toHaveLength(2);
    // The first feature was committed before, and was not written again.
    const written = reports.all.flatMap(({ event }) =>
      event.type === 'feature' && event.state === 'Writing' ? [event.id] : [],
    );
    expect(written.filter((id) => id === 'foundation')).toEqual(['foundation']);
  },
});
