import { describe, expect, test } from '@jest/globals';
import { REASON_LIMIT_REACHED } from '../billing/month.ts';
import {
  build,
  DIGEST,
  finished,
  NOW,
  OLDER,
  observed,
  readySandbox,
  release,
  run,
  spec,
  stored,
  testDecisions,
  told,
} from '../testing/buildDecisions.ts';
import { decide } from './decide.ts';
import { turns } from './turns.ts';

const cancelled = build({ cancelled: true }, 2);
const building = { stored: stored(), status: told, sandbox: readySandbox };
const isCancelled = {
  phase: 'Cancelled',
  conditions: [
    'Planned=True/Planned',
    'SandboxReady=Unknown/Cancelled',
    'Built=False/Cancelled',
    'Verified=Unknown/Waiting',
    'Released=Unknown/Waiting',
    'Ready=False/Cancelled',
    'Stalled=True/Cancelled',
  ],
};
const seenCancelled = stored({ spec: spec({ cancelled: true }) });
const spending = { status: 'False' as const, reason: REASON_LIMIT_REACHED, message: 'too much' };

describe('a build that is cancelled', () =>
  testDecisions({
    'ends its agent, and keeps the sandbox until that is gone': {
      seen: { ...building, build: cancelled, runs: [run()], agentPods: 1, credentials: true },
      ...isCancelled,
      actions: ['storePlan 1', 'endAgents', 'dropCredentials'],
      message: /^Cancelled after 1\/2 features\. What is committed is kept: set spec\.cancelled to false/,
    },
    'then gives its sandbox up': {
      seen: { ...building, stored: seenCancelled, build: cancelled, runs: [run({ deleting: true })] },
      ...isCancelled,
      actions: ['deleteSandbox'],
    },
    'then has nothing to do': {
      seen: {
        stored: stored({ spec: spec({ cancelled: true }), sandboxID: undefined }),
        status: told,
        build: cancelled,
      },
      ...isCancelled,
      actions: [],
    },
    'before anything was begun asks for no sandbox': {
      seen: { build: build({ cancelled: true }) },
      conditions: [
        'Planned=Unknown/Planning',
        'SandboxReady=Unknown/Cancelled',
        'Built=Unknown/Waiting',
        'Verified=Unknown/Waiting',
        'Released=Unknown/Waiting',
        'Ready=False/Planning',
        'Reconciling=True/Planning',
      ],
      phase: 'Planning',
      actions: ['storePlan 1'],
    },
    'while it is paused is cancelled, not paused': {
      seen: {
        ...building,
        build: build({ cancelled: true, paused: true }, 3),
        runs: [run({ state: 'suspended' })],
      },
      ...isCancelled,
      actions: ['storePlan 1', 'endAgents', 'deleteSandbox'],
    },
    'while a limit holds it up is cancelled, and its suspended agent ends': {
      seen: { ...building, stored: seenCancelled, build: cancelled, runs: [run({ state: 'suspended' })], spending },
      ...isCancelled,
      actions: ['endAgents', 'deleteSandbox'],
    },
    'goes on serving what it has released': {
      seen: {
        ...building,
        stored: { ...seenCancelled, sandboxID: undefined },
        sandbox: undefined,
        build: cancelled,
        release: release({}, cancelled),
      },
      ...isCancelled,
      actions: [`ensureRelease ${DIGEST}`],
    },
    'after it was built and before it was released is not released': {
      seen: { stored: seenCancelled, build: cancelled, status: finished, runs: [run({ state: 'complete' })] },
      phase: 'Cancelled',
      conditions: [
        'Planned=True/Planned',
        'SandboxReady=False/NotNeeded',
        'Built=True/Built',
        'Verified=True/Verified',
        'Released=False/Cancelled',
        'Ready=False/Cancelled',
        'Stalled=True/Cancelled',
      ],
      actions: [],
      message: /what served before goes on/,
    },
    'may be rolled back to an earlier artifact all the same': {
      seen: {
        stored: stored({ spec: spec({ cancelled: true, release: { artifact: OLDER } }) }),
        build: build({ cancelled: true, release: { artifact: OLDER } }, 3),
        status: finished,
      },
      phase: 'Releasing',
      conditions: [
        'Planned=True/Planned',
        'SandboxReady=False/NotNeeded',
        'Built=True/Built',
        'Verified=True/Verified',
        'Released=False/Releasing',
        'Ready=False/Releasing',
        'Reconciling=True/Releasing',
      ],
      actions: [`ensureRelease ${OLDER}`],
    },
    'after it has failed stays failed, and gives its sandbox up at once': {
      seen: {
        ...building,
        stored: seenCancelled,
        build: cancelled,
        status: { ...told, failure: { reason: 'BuildFailed', message: 'no such module' } },
        runs: [run({ state: 'failed' })],
      },
      phase: 'Failed',
      conditions: [
        'Planned=True/Planned',
        'SandboxReady=True/Kept',
        'Built=False/BuildFailed',
        'Verified=Unknown/Waiting',
        'Released=Unknown/Waiting',
        'Ready=False/BuildFailed',
        'Stalled=True/BuildFailed',
      ],
      actions: ['deleteSandbox'],
    },
  }));

const goesOn = {
  phase: 'Planning',
  conditions: [
    'Planned=Unknown/Planning',
    'SandboxReady=False/Creating',
    'Built=Unknown/Waiting',
    'Verified=Unknown/Waiting',
    'Released=Unknown/Waiting',
    'Ready=False/Planning',
    'Reconciling=True/Planning',
  ],
};

describe('a build that is cancelled no more', () =>
  testDecisions({
    'is a generation of its own, and builds on what is committed': {
      seen: { stored: seenCancelled, status: told, build: build({}, 3) },
      ...goesOn,
      actions: ['storePlan 3 foundation:c1', 'ensureSandbox'],
    },
    'waits until the agent that was cancelled is gone': {
      seen: { stored: seenCancelled, status: told, build: build({}, 3), runs: [run({ deleting: true })] },
      ...goesOn,
      conditions: goesOn.conditions.map((condition) =>
        condition.replace('Unknown/Planning', 'False/Replanning').replace('/Planning', '/Replanning'),
      ),
      actions: ['ensureSandbox'],
    },
    'after it was built releases it': {
      seen: { stored: seenCancelled, build: build({}, 3), status: finished },
      phase: 'Releasing',
      conditions: [
        'Planned=True/Planned',
        'SandboxReady=False/NotNeeded',
        'Built=True/Built',
        'Verified=True/Verified',
        'Released=False/Releasing',
        'Ready=False/Releasing',
        'Reconciling=True/Releasing',
      ],
      actions: ['storePlan 1', `ensureRelease ${DIGEST}`],
    },
    'waits for the spending limit like any other': {
      seen: { stored: stored({ generation: 3 }), status: { ...told, plan: undefined }, build: build({}, 3), spending },
      phase: 'Paused',
      conditions: [
        'Planned=True/Planned',
        `SandboxReady=Unknown/${REASON_LIMIT_REACHED}`,
        `Built=False/${REASON_LIMIT_REACHED}`,
        'Verified=Unknown/Waiting',
        'Released=Unknown/Waiting',
        `Ready=False/${REASON_LIMIT_REACHED}`,
      ],
      actions: ['storePlan 3'],
    },
  }));

test('that it is cancelled is news, and no warning', () => {
  const { status } = decide(observed({ ...building, build: cancelled, runs: [run()], now: NOW }));
  const news = turns({ conditions: [] }, status).filter(({ reason }) => reason === 'Cancelled');
  expect(news.map(({ type, action }) => `${type} ${action}`)).toContain('Normal Built');
  expect(news.map(({ type }) => type)).not.toContain('Warning');
});
