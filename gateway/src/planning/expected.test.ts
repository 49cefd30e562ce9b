import 'reflect-metadata';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { expect, test } from '@jest/globals';
import { expectedOf } from './expected.ts';

/** A build of four features (100 s at the rough figures) that took so many seconds. */
function build(seconds: number | undefined, state: 'Verified' | 'Kept' = 'Verified', day = '2026-01-02'): AppBuild {
  const applied = `${day}T10:00:00.000Z`;
  const ready = seconds === undefined ? undefined : new Date(Date.parse(applied) + seconds * 1000).toISOString();
  const features = [1, 2, 3, 4].map((at) => ({ id: `f${at}`, title: 'F', state: at === 1 ? state : 'Verified' }));
  return {
    metadata: { name: 'app' },
    status: { times: { applied, ready }, plan: { features } },
  } as unknown as AppBuild;
}

test('without an earlier build the figure is rough, and says so', () => {
  expect(expectedOf(4, [])).toEqual({ seconds: 100, builds: 0 });
  expect(expectedOf(9, [])).toEqual({ seconds: 150, builds: 0 });
});

test('earlier builds tell how fast it is here, the middle one of them', () => {
  expect(expectedOf(4, [build(50), build(60), build(900)])).toEqual({ seconds: 60, builds: 3 });
  expect(expectedOf(9, [build(50)])).toEqual({ seconds: 75, builds: 1 });
});

test('what is not ready, or kept a part of what was there, measures nothing', () => {
  expect(expectedOf(4, [build(undefined), build(5, 'Kept')])).toEqual({ seconds: 100, builds: 0 });
});

test('old builds count no more once there are enough new ones', () => {
  const fresh = Array.from({ length: 20 }, () => build(40, 'Verified', '2026-03-01'));
  const old = Array.from({ length: 30 }, () => build(400));
  expect(expectedOf(4, [...old, ...fresh])).toEqual({ seconds: 40, builds: 20 });
});
