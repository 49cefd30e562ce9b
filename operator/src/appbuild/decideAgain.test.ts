import type { Again, AppBuildStatus, FeatureStatus } from '@appfactory/resources/appBuild';
import { describe, expect, test } from '@jest/globals';
import { REASON_LIMIT_REACHED } from '../billing/month.ts';
import {
  build,
  DIGEST,
  finished,
  NOW,
  observed,
  plan,
  release,
  run,
  spec,
  stored,
  testDecisions,
  told,
} from '../testing/buildDecisions.ts';
import { adoptPlan } from './adopt.ts';
import { wantsBack, wayBackOf, withKnownFeature } from './again.ts';
import { decide } from './decide.ts';

const retry: Again = { mode: 'Retry', feature: 'entity-clients' };
const rollBack: Again = { mode: 'RollBack', feature: 'foundation', request: '1' };
const both = (state: FeatureStatus['state']): AppBuildStatus['plan'] => ({
  ...told.plan,
  template: 'small',
  hash: 'h1',
  generation: 1,
  assumptions: [],
  notBuilt: [],
  features: [
    { id: 'foundation', title: 'Foundation', state, commit: 'c1' },
    { id: 'entity-clients', title: 'Clients', state, commit: 'c2' },
  ],
});
const isReady: AppBuildStatus = { ...finished, plan: both('Verified') };
const planning = {
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
const rolledBack = stored({
  generation: 2,
  spec: spec({ again: rollBack }),
  asked: rollBack,
  back: { mode: 'RollBack', feature: 'foundation', generation: 2 },
  rolledBack: true,
  sandboxID: undefined,
});

describe('starting again at a feature', () =>
  testDecisions({
    'of a build that is Ready keeps what was built before it, and serves what it serves': {
      seen: { stored: stored(), status: isReady, build: build({ again: retry }, 2), release: release() },
      ...planning,
      actions: ['storePlan 2 foundation:c1, Retry entity-clients of 2', 'ensureSandbox', `ensureRelease ${DIGEST}`],
    },
    'of a build that has failed is the retry that any change of its spec is': {
      seen: {
        stored: stored(),
        status: { ...told, failure: { reason: 'BuildFailed', message: 'no such module' } },
        runs: [],
        build: build({ again: retry }, 2),
      },
      ...planning,
      actions: ['storePlan 2 foundation:c1, Retry entity-clients of 2', 'ensureSandbox'],
    },
    'of a build under way ends its agent first': {
      seen: { stored: stored(), status: told, runs: [run()], agentPods: 1, build: build({ again: retry }, 2) },
      ...planning,
      conditions: planning.conditions.map((condition) =>
        condition.replace('Unknown/Planning', 'False/Replanning').replace('/Planning', '/Replanning'),
      ),
      actions: ['endAgents', 'ensureSandbox'],
    },
    'of a build that was cancelled begins once it is cancelled no more': {
      seen: { stored: stored({ spec: spec({ cancelled: true }) }), status: told, build: build({ again: retry }, 3) },
      ...planning,
      actions: ['storePlan 3 foundation:c1, Retry entity-clients of 3', 'ensureSandbox'],
    },
    'waits while the build is cancelled': {
      seen: { stored: stored(), status: told, build: build({ again: retry, cancelled: true }, 2) },
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
      actions: ['storePlan 1'],
    },
    'waits for the spending limit like any other': {
      seen: {
        stored: stored({
          generation: 2,
          asked: retry,
          back: { ...retry, generation: 2 },
          spec: spec({ again: retry }),
        }),
        status: { ...told, plan: undefined },
        build: build({ again: retry }, 2),
        spending: { status: 'False', reason: REASON_LIMIT_REACHED, message: 'too much' },
      },
      phase: 'Paused',
      conditions: [
        'Planned=True/Planned',
        `SandboxReady=Unknown/${REASON_LIMIT_REACHED}`,
        `Built=False/${REASON_LIMIT_REACHED}`,
        'Verified=Unknown/Waiting',
        'Released=Unknown/Waiting',
        `Ready=False/${REASON_LIMIT_REACHED}`,
      ],
      actions: ['storePlan 2, Retry entity-clients of 2'],
    },
    'at a feature that there is not says which there are, and serves what it serves': {
      seen: {
        stored: stored(),
        status: isReady,
        planned: { error: 'this app has no feature "x"', path: 'again.feature', reason: 'UnknownFeature' },
        build: build({ again: { mode: 'Retry', feature: 'x' } }, 2),
        release: release(),
      },
      phase: 'Failed',
      conditions: [
        'Planned=False/UnknownFeature',
        'SandboxReady=Unknown/Waiting',
        'Built=Unknown/Waiting',
        'Verified=Unknown/Waiting',
        'Released=Unknown/Waiting',
        'Ready=False/UnknownFeature',
        'Stalled=True/UnknownFeature',
      ],
      actions: [`ensureRelease ${DIGEST}`],
      message: /^This spec cannot be built: again\.feature: this app has no feature "x"$/,
    },
  }));

describe('rolling back to a feature', () =>
  testDecisions({
    'is a generation of its own, which keeps every commit': {
      seen: { stored: stored(), status: isReady, build: build({ again: rollBack }, 2) },
      ...planning,
      actions: ['storePlan 2 foundation:c1 entity-clients:c2, stays RollBack foundation of 2', 'ensureSandbox'],
    },
    'is told by what is Ready': {
      seen: {
        stored: rolledBack,
        status: { ...isReady, plan: { ...both('Verified'), generation: 2 } as AppBuildStatus['plan'] },
        build: build({ again: rollBack }, 2),
        release: release({}, build({ again: rollBack }, 2)),
      },
      phase: 'Ready',
      conditions: [
        'Planned=True/Planned',
        'SandboxReady=False/NotNeeded',
        'Built=True/Built',
        'Verified=True/Verified',
        'Released=True/Serving',
        'Ready=True/Ready',
      ],
      actions: [`ensureRelease ${DIGEST}`],
      message: /; rolled back to “Foundation”$/,
    },
    'is over when the spec says it no more: what it says is built on what is there': {
      seen: {
        stored: rolledBack,
        status: {
          ...isReady,
          plan: {
            ...(both('Kept') as NonNullable<AppBuildStatus['plan']>),
            generation: 2,
            features: [
              { id: 'foundation', title: 'Foundation', state: 'Kept', commit: 'c1' },
              { id: 'entity-clients', title: 'Clients', state: 'RolledBack', commit: 'c2' },
            ],
          },
        },
        build: build({}, 3),
      },
      ...planning,
      actions: ['storePlan 3 foundation:c1', 'ensureSandbox'],
    },
    'is over when the spec asks for another app': {
      seen: {
        stored: rolledBack,
        planned: { plan: { ...plan, hash: 'h2' } },
        status: isReady,
        build: build({ again: rollBack, title: 'New' }, 3),
      },
      ...planning,
      actions: ['storePlan 3 foundation:c1 entity-clients:c2, RollBack foundation of 2', 'ensureSandbox'],
    },
    'that did not succeed is tried again where it is rolled back to': {
      seen: {
        stored: rolledBack,
        status: {
          ...told,
          plan: { ...both('Kept'), generation: 2 } as AppBuildStatus['plan'],
          failure: { reason: 'BuildFailed', message: 'no' },
        },
        build: build({ again: rollBack, budget: { minutes: 90 } }, 3),
      },
      ...planning,
      actions: ['storePlan 3 foundation:c1 entity-clients:c2, stays RollBack foundation of 2', 'ensureSandbox'],
    },
  }));

describe('a request', () => {
  const asked = (again: Again | undefined, generation = 2) => build(again ? { again } : {}, generation);
  const seen = (again: Again | undefined, of = stored(), generation = 2) =>
    observed({ build: asked(again, generation), stored: of, status: isReady });

  test('is dealt with once, and again when it has another name', () => {
    const done = stored({ asked: rollBack, back: { mode: 'RollBack', feature: 'foundation', generation: 2 } });
    expect(wantsBack(seen(rollBack, done, 3), done)).toBe(false);
    expect(wantsBack(seen({ ...rollBack, request: '2' }, done, 3), done)).toBe(true);
    expect(wantsBack(seen({ ...rollBack, feature: 'entity-clients' }, done, 3), done)).toBe(true);
    // That it is said no more is nothing to do, where it is no state.
    expect(wantsBack(seen(undefined, stored({ asked: retry }), 3), stored({ asked: retry }))).toBe(false);
  });

  test('of an app that is new is none: its manifest was written for an earlier one', () => {
    const fresh = observed({ build: asked(rollBack, 1), status: {} });
    expect(wayBackOf(fresh, 'h1', 1)).toEqual({ asked: rollBack });
  });

  test('that no agent has come to yet is handed on to the next generation', () => {
    const back = { mode: 'Retry', feature: 'entity-clients', generation: 2 } as const;
    const of = stored({ generation: 2, asked: retry, back });
    expect(wayBackOf(seen(retry, of, 3), 'h2', 3)).toEqual({ asked: retry, back });
  });

  test('must name a feature of the plan; to go back to it, one with a commit', () => {
    const known = (again: Again, of = stored()) =>
      withKnownFeature({ plan }, asked(again), of, { ...told, plan: told.plan });
    expect(known(retry)).toEqual({ plan });
    expect(known({ ...rollBack, feature: 'entity-clients' })).toEqual({
      error:
        'this app has no commit of a feature "entity-clients". Name one that it has (foundation), or leave again out',
      path: 'again.feature',
      reason: 'UnknownFeature',
    });
    expect(known({ mode: 'Retry', feature: 'nothing' })).toMatchObject({
      error: expect.stringContaining('(foundation, entity-clients)'),
    });
    // What was dealt with may name what is gone by now.
    const gone: Again = { mode: 'Retry', feature: 'gone' };
    expect(known(gone, stored({ asked: gone }))).toEqual({ plan });
    expect(withKnownFeature({ plan }, asked(gone), undefined, {})).toEqual({ plan });
  });
});

test('before the agent has said so, the status tells how it will be', () => {
  const status = adoptPlan(
    isReady,
    stored({ ...rolledBack, kept: { foundation: 'c1', 'entity-clients': 'c2' } }),
    '2026-01-02T03:00:00Z',
    NOW,
  );
  expect(status.progress).toBe('1/1');
  expect(status.plan?.rolledBackTo).toBe('foundation');
  expect(status.plan?.features).toEqual([
    { id: 'foundation', title: 'Foundation', state: 'Kept', commit: 'c1' },
    { id: 'entity-clients', title: 'Clients', state: 'RolledBack', commit: 'c2' },
  ]);
});

test('a request that is carried out changes nothing when it is looked at again', () => {
  const done = stored({ asked: retry, back: { ...retry, generation: 2 }, generation: 2, spec: spec({ again: retry }) });
  const { actions } = decide(
    observed({
      stored: { ...done, sandboxID: undefined },
      status: { ...isReady, plan: { ...both('Verified'), generation: 2 } as AppBuildStatus['plan'] },
      build: build({ again: retry }, 2),
      release: release({}, build({ again: retry }, 2)),
    }),
  );
  expect(actions.map(({ do: what }) => what)).toEqual(['ensureRelease']);
});
