import { expect, test } from '@jest/globals';
import { attentionOf, stepsOf } from './steps.ts';

type Build = Parameters<typeof stepsOf>[0];

function build(conditions: [type: string, status: string, reason?: string][], more: object = {}): Build {
  return {
    generation: 2,
    deleting: false,
    ready: false,
    spec: { paused: false },
    status: {
      observedGeneration: 2,
      conditions: conditions.map(([type, status, reason = 'Because']) => ({
        type,
        status,
        reason,
        message: `${type}!`,
      })),
    },
    ...more,
  } as unknown as Build;
}

const states = (one: Build) => stepsOf(one).map(({ state }) => state);

test('the step that is not reached is now, those after it are later', () => {
  expect(
    states(
      build([
        ['Planned', 'True'],
        ['SandboxReady', 'Unknown'],
      ]),
    ),
  ).toEqual(['done', 'now', 'later', 'later', 'later']);
});

test('a workspace may be gone once there is code', () => {
  const one = build([
    ['Planned', 'True'],
    ['SandboxReady', 'False'],
    ['Built', 'True'],
    ['Verified', 'True'],
    ['Released', 'True'],
  ]);
  expect(states(one)).toEqual(['done', 'done', 'done', 'done', 'done']);
});

test('a stalled build stopped at its step and says what to do', () => {
  const one = build([
    ['Planned', 'True'],
    ['SandboxReady', 'True'],
    ['Built', 'Unknown'],
    ['Stalled', 'True', 'BudgetExceeded'],
  ]);
  expect(states(one)).toEqual(['done', 'done', 'failed', 'later', 'later']);
  expect(attentionOf(one)).toMatchObject({ tone: 'bad', message: 'Stalled!', remedies: ['moreTime'] });
});

test('a reason that is not known here is told in the operator’s words', () => {
  expect(attentionOf(build([['Stalled', 'True', 'SomethingNew']]))).toMatchObject({
    message: 'Stalled!',
    remedies: ['tryAgain', 'reword'],
  });
});

test('what the operator has not seen yet says nothing of the present spec', () => {
  const one = build(
    [
      ['Planned', 'True'],
      ['Stalled', 'True', 'ChecksFailed'],
    ],
    { generation: 3 },
  );
  expect(states(one)).toEqual(['now', 'later', 'later', 'later', 'later']);
  expect(attentionOf(one)).toBeUndefined();
});

test('a build that a limit holds up waits for nobody’s mistake', () => {
  const one = build([['Ready', 'False', 'SpendingLimitReached']]);
  Object.assign(one.status, { phase: 'Paused' });
  expect(attentionOf(one)).toMatchObject({ tone: 'warn', message: 'Ready!', remedies: ['usage'] });
});

test('a cancelled build can go on, also from a pause; one that is over says how it ended', () => {
  const remedies = ['resume', 'reword'];
  expect(attentionOf(build([], { spec: { cancelled: true, paused: true } }))).toMatchObject({
    title: 'Cancelled',
    remedies,
  });
  const failed = build([['Stalled', 'True', 'ChecksFailed']], { spec: { cancelled: true } });
  Object.assign(failed.status, { phase: 'Failed' });
  expect(attentionOf(failed)).toMatchObject({ title: 'A check of the app failed' });
  expect(attentionOf(build([], { spec: { cancelled: true }, ready: true }))).toBeUndefined();
});

test('a paused build can be resumed', () => {
  expect(attentionOf(build([], { spec: { paused: true } }))).toMatchObject({ tone: 'warn', remedies: ['resume'] });
});
