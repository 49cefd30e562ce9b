import { ApiError } from '@appfactory/kube/errors';
import type { Condition } from '@appfactory/resources/meta';
import { expect, test } from '@jest/globals';
import { cleanUp, withCleanUp } from './cleanUp.ts';

const REASONS: Record<number, string> = { 404: 'NotFound', 409: 'Conflict' };
const ready: Condition = {
  type: 'Ready',
  status: 'True',
  reason: 'Ready',
  message: 'Serves',
  lastTransitionTime: '2026-01-02T03:04:05Z',
};

test('every clean-up is tried, and the first failure is told', async () => {
  const done: string[] = [];
  const failure = await cleanUp([{ do: 'one' }, { do: 'two' }, { do: 'three' }], async (action) => {
    done.push(action.do);
    if (action.do !== 'three') throw new Error(`no ${action.do}`);
  });
  expect(done).toEqual(['one', 'two', 'three']);
  expect(failure).toMatchObject({ action: 'one', error: { message: 'no one' } });
});

test('a failed clean-up is a condition of its own, and keeps the time since when it fails', () => {
  const failure = { action: 'dropCredentials', error: new Error('refused') };
  const first = withCleanUp([ready], failure);
  expect(first).toMatchObject([
    ready,
    { type: 'CleanUpFailed', message: 'dropCredentials failed and is tried again: refused' },
  ]);
  const earlier = first.map((condition) => ({ ...condition, lastTransitionTime: '2026-01-02T03:00:00Z' }));
  expect(withCleanUp([ready], failure, earlier)[1]?.lastTransitionTime).toBe('2026-01-02T03:00:00Z');
});

test.each([undefined, 409, 404])('no failure, or one that looking again cures (%p), is none', (code) => {
  const error = code && new ApiError({ code, reason: REASONS[code] ?? '', message: '', request: 'DELETE' });
  expect(withCleanUp([ready], error ? { action: 'x', error } : undefined)).toEqual([ready]);
});
