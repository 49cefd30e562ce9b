import { describe } from '@jest/globals';
import { REASON_LIMIT_REACHED } from '../billing/month.ts';
import {
  build,
  DIGEST,
  finished,
  readySandbox,
  run,
  spec,
  stored,
  testDecisions,
  told,
} from '../testing/buildDecisions.ts';

const paused = (reason: string, sandbox = `Unknown/${reason}`) => ({
  phase: 'Paused',
  conditions: [
    'Planned=True/Planned',
    `SandboxReady=${sandbox}`,
    `Built=False/${reason}`,
    'Verified=Unknown/Waiting',
    'Released=Unknown/Waiting',
    `Ready=False/${reason}`,
  ],
});
const spending = { status: 'False' as const, reason: REASON_LIMIT_REACHED, message: '11.00 of 11 USD are spent' };
const building = { stored: stored(), status: told, sandbox: readySandbox };
/** NOW is 245 seconds after the runs' start. */
const minutes = (budget: number) => ({
  build: build({ budget: { minutes: budget } }),
  stored: stored({ spec: spec({ budget: { minutes: budget } }) }),
});
const goesOn = {
  phase: 'Provisioning',
  conditions: [
    'Planned=True/Planned',
    'SandboxReady=False/Creating',
    'Built=False/Building',
    'Verified=Unknown/Waiting',
    'Released=Unknown/Waiting',
    'Ready=False/Creating',
    'Reconciling=True/Creating',
  ],
};

describe('a tenant’s spending limit', () =>
  testDecisions({
    'suspends the agent first, which needs its sandbox to the end': {
      seen: { ...building, runs: [run()], agentPods: 1, spending },
      ...paused(REASON_LIMIT_REACHED),
      actions: ['ensureAgent 1 suspended'],
      message: /^11\.00 of 11 USD are spent$/,
    },
    'then gives the sandbox up, whose time costs': {
      seen: { ...building, runs: [run({ state: 'suspended', usedSeconds: 245 })], spending },
      ...paused(REASON_LIMIT_REACHED),
      actions: ['deleteSandbox'],
    },
    'keeps a new build from a sandbox': {
      seen: { stored: stored({ sandboxID: undefined }), status: told, spending },
      ...paused(REASON_LIMIT_REACHED),
      actions: [],
    },
    'lets a build go on where it was once it is raised': {
      seen: {
        stored: stored({ sandboxID: undefined }),
        status: told,
        runs: [run({ state: 'suspended', usedSeconds: 245 })],
      },
      ...goesOn,
      actions: ['ensureSandbox', 'ensureAgent 1'],
    },
    'without room for one more keeps it from beginning': {
      seen: { ...building, noRoom: 'To begin costs 0.50 USD' },
      ...paused(REASON_LIMIT_REACHED),
      actions: ['deleteSandbox'],
      message: /^To begin costs/,
    },
    'without room for one more lets those go on that have begun': {
      seen: { ...building, runs: [run()], agentPods: 1, noRoom: 'To begin costs 0.50 USD' },
      phase: 'Building',
      conditions: [
        'Planned=True/Planned',
        'SandboxReady=True/Ready',
        'Built=False/Building',
        'Verified=Unknown/Waiting',
        'Released=Unknown/Waiting',
        'Ready=False/Building',
        'Reconciling=True/Building',
      ],
      actions: [],
    },
    'takes nothing from what is built': {
      seen: { stored: stored(), status: finished, runs: [run({ state: 'complete' })], spending },
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
      actions: [`ensureRelease ${DIGEST}`],
    },
  }));

describe('a build’s own budget', () =>
  testDecisions({
    'of minutes suspends the agent when it is used up': {
      seen: { ...building, ...minutes(4), runs: [run({ deadlineSeconds: 300 })], agentPods: 1 },
      ...paused('BudgetExceeded'),
      actions: ['ensureAgent 1 suspended'],
      message: /the 4 minutes of its budget.+raise spec\.budget\.minutes/,
    },
    'of minutes counts what was used before a pause': {
      seen: { ...building, ...minutes(10), runs: [run({ state: 'suspended', usedSeconds: 600 })] },
      ...paused('BudgetExceeded'),
      actions: ['deleteSandbox'],
    },
    'of minutes that is raised lets the same agent go on': {
      seen: {
        status: told,
        ...minutes(11),
        stored: stored({ sandboxID: undefined, spec: spec({ budget: { minutes: 11 } }) }),
        runs: [run({ state: 'suspended', usedSeconds: 600 })],
      },
      ...goesOn,
      actions: ['ensureSandbox', 'ensureAgent 1'],
    },
    'of money suspends the agent when its model calls have cost as much': {
      seen: {
        ...building,
        build: build({ budget: { usd: 5 } }),
        stored: stored({ spec: spec({ budget: { usd: 5 } }) }),
        status: { ...told, usage: { generation: 1, usd: 5.004 } },
        runs: [run()],
        agentPods: 1,
      },
      ...paused('BudgetExceeded'),
      actions: ['ensureAgent 1 suspended'],
      message: /have cost 5\.00 of the 5 of its budget/,
    },
  }));
