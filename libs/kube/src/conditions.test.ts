import { expect, test } from '@jest/globals';
import { findCondition, mergeConditions, setCondition } from './conditions.ts';

const EARLY = new Date('2026-01-01T00:00:00Z');
const LATE = new Date('2026-01-02T00:00:00Z');
const ready = (status: 'True' | 'False', reason: string) => ({ type: 'Ready', status, reason, message: 'm' });

test('the transition time moves with the status only', () => {
  const first = setCondition([], ready('False', 'Starting'), EARLY);
  const second = setCondition(first, ready('False', 'StillStarting'), LATE);
  expect(findCondition(second, 'Ready')).toMatchObject({
    reason: 'StillStarting',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  });
  const third = setCondition(second, ready('True', 'Ready'), LATE);
  expect(findCondition(third, 'Ready')?.lastTransitionTime).toBe('2026-01-02T00:00:00Z');
  expect(findCondition(first, 'Ready')?.reason).toBe('Starting');
});

test('merging drops what is not decided any more', () => {
  const stalled = { ...ready('True', 'Bad'), type: 'Stalled' };
  const before = mergeConditions([], [ready('False', 'Bad'), stalled], EARLY);
  const after = mergeConditions(before, [ready('True', 'Ready')], LATE);
  expect(after.map(({ type }) => type)).toEqual(['Ready']);
});
