import type { AppBuildStatus } from '@appfactory/resources/appBuild';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';
import { expect, test } from '@jest/globals';
import { type Before, type Happened, newsOf } from './news.ts';
import type { EndingRow } from './newsStore.ts';
import { standingOf } from './standing.ts';

const spec = appBuildSpecSchema.parse({ prompt: 'A list of books.' });
const NOON = '2026-03-10T12:00:00Z';
const at = new Date(NOON);
const before = new Date('2026-03-10T11:00:00Z');
const after = new Date('2026-03-10T13:00:00Z');
const counts = { passed: 4, failed: 0, skipped: 0 };
const NOTHING: Happened = { endings: [], talk: [] };

function condition(type: string, status: Condition['status'], reason: string, message = ''): Condition {
  return { type, status, reason, message, lastTransitionTime: NOON };
}

function artifact(digit: string) {
  return { digest: `sha256:${digit.repeat(64)}`, size: 1, commit: 'c', generation: 1 };
}

const released = (digit: string): AppBuildStatus =>
  ({ artifact: artifact(digit), conditions: [condition('Released', 'True', 'Serving')] }) as AppBuildStatus;
const stuck: AppBuildStatus = {
  conditions: [
    condition('Ready', 'False', 'TemplateMissing'),
    condition('Stalled', 'True', 'TemplateMissing', 'There is none.'),
  ],
};
const held: AppBuildStatus = {
  conditions: [condition('Ready', 'False', 'SpendingLimitReached', 'The month is full.')],
};
const asking: AppBuildStatus = {
  plan: {
    ...{ template: 't', hash: 'h', assumptions: [], notBuilt: [], features: [] },
    questions: ['a', 'b'].map((id) => ({ id, text: id, options: [], default: 0, why: '' })),
  },
  conditions: [condition('Planned', 'True', 'Planned')],
} as unknown as AppBuildStatus;

const kinds = (status: AppBuildStatus, look: Before, happened: Happened = NOTHING) =>
  newsOf({ spec, status }, look, happened).map(({ kind }) => kind);
const looked = (status: AppBuildStatus): Before => ({ standing: standingOf({ spec, status }), since: before });

test.each<[string, AppBuildStatus, string]>([
  ['another version is released', released('2'), 'released'],
  ['it is stuck', stuck, 'failed'],
  ['a limit holds it up', held, 'held'],
  ['its plan asks something', asking, 'questions'],
])('that %s is news, until somebody has looked', (_, status, kind) => {
  expect(kinds(status, looked(released('1')))).toEqual([kind]);
  expect(kinds(status, looked(status))).toEqual([]);
});

test('the same version, the same limit and the same question are no news again', () => {
  expect(kinds(released('1'), looked(released('1')))).toEqual([]);
  expect(kinds({ ...asking, plan: { ...asking.plan, generation: 7 } as never }, looked(asking))).toEqual([]);
});

test('for whoever never looked it is what happened since they could', () => {
  for (const status of [released('1'), stuck, asking]) {
    expect(kinds(status, { since: before })).toHaveLength(1);
    expect(kinds(status, { since: after })).toEqual([]);
  }
});

test('what the agent says of its end is said once, and of several ends the last', () => {
  const failed: EndingRow['event'] = { type: 'failed', reason: 'Stuck', message: 'I cannot go on.' };
  const finished: EndingRow['event'] = { type: 'finished', verified: 'true', checks: counts, skipped: [], commit: 'c' };
  const endings = [
    { uid: 'u', at: before, generation: 1, event: finished },
    { uid: 'u', at, generation: 1, event: failed },
  ];
  const news = newsOf({ spec, status: stuck }, looked({}), { endings, talk: [] });
  expect(news).toEqual([{ kind: 'failed', at, text: 'I cannot go on.' }]);
  expect(kinds({}, looked({}), { ...NOTHING, endings: endings.slice(0, 1) })).toEqual(['finished']);
  const unproven: EndingRow['event'] = { ...finished, verified: 'unknown' };
  expect(kinds({}, looked({}), { ...NOTHING, endings: [{ uid: 'u', at, generation: 2, event: unproven }] })).toEqual([
    'unproven',
  ]);
});

test('what waits for somebody comes before what does not, and the last of a kind first', () => {
  const said = { uid: 'u', author: 'vera', text: 'hello', isRequest: false, decision: null, decidedBy: null };
  const talk = [
    { ...said, at: before },
    { ...said, at },
    { ...said, at, isRequest: true },
    { ...said, at, isRequest: true, decision: 'accepted' as const, decidedBy: 'ada' },
  ];
  const news = newsOf({ spec, status: held }, looked({}), { endings: [], talk, features: { uid: 'u', count: 3, at } });
  expect(news.map((item) => [item.kind, item.at, item.by])).toEqual([
    ['held', undefined, undefined],
    ['request', at, 'vera'],
    ['accepted', at, 'ada'],
    ['comment', at, 'vera'],
    ['comment', before, 'vera'],
    ['features', at, undefined],
  ]);
});
