import { expect, test } from '@jest/globals';
import { expectedText } from './expected.ts';

test.each([
  [{ seconds: 20, builds: 1 }, 'less than a minute', /last build took/],
  [{ seconds: 55, builds: 3 }, 'about 1 minute', /last 3 builds took/],
  [{ seconds: 160, builds: 0 }, 'about 3 minutes', /rough figure/],
])('%j is %s', (expected, time, basis) => {
  expect(expectedText(expected)).toEqual({ time, basis: expect.stringMatching(basis) });
});
