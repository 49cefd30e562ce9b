import { expect, test } from '@jest/globals';
import { smallBuild } from '../testing/smallBuild.ts';
import { foldBatch } from './foldBatch.ts';
import type { StoredEvent } from './stored.ts';

function stored(events = smallBuild(2), uid = 'u'): StoredEvent[] {
  return events.map((event, index) => ({
    sequence: index + 1,
    namespace: 'default',
    build: 'crm',
    uid,
    generation: 1,
    at: `2026-01-02T03:04:${String(index).padStart(2, '0')}.000Z`,
    event,
  }));
}

test('the events of a build become one row for it, for each feature and for each check', () => {
  const { builds, features, checks } = foldBatch(stored());
  const place = { uid: 'u', namespace: 'default', name: 'crm', generation: 1 };
  expect(builds).toEqual([
    {
      ...place,
      first_at: '2026-01-02T03:04:00.000Z',
      last_at: '2026-01-02T03:04:09.000Z',
      events: 10,
      attempts: 1,
      outcome: 'verified',
      last_sequence: 10,
    },
  ]);
  expect(features).toMatchObject([
    { ...place, id: 'feature-0', state: 'Verified', commit: 'c0', passed: 1, sequence: 5 },
    { ...place, id: 'feature-1', state: 'Verified', commit: 'c1', passed: 1, sequence: 9 },
  ]);
  expect(checks).toMatchObject([
    { title: 'check 0', result: 'passed' },
    { title: 'check 1', result: 'passed' },
  ]);
});

test('builds of the same name are kept apart', () => {
  const { builds } = foldBatch([...stored(), ...stored(smallBuild(1), 'other')]);
  expect(builds.map(({ uid, events }) => [uid, events])).toEqual([
    ['u', 10],
    ['other', 6],
  ]);
});

test('counts that no column holds are bounded', () => {
  const checks = { passed: Number.MAX_SAFE_INTEGER, failed: -1, skipped: 0 };
  const [feature] = foldBatch(stored([{ type: 'feature', id: 'f', state: 'Verified', checks }])).features;
  expect(feature).toMatchObject({ passed: 2 ** 31 - 1, failed: 0, skipped: 0 });
});
