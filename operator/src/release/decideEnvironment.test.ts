import { test } from '@jest/globals';
import { type Case, check, deployed, ONE, release, running, TWO } from '../testing/releaseDecisions.ts';

const STEADY = ['HostClaimed=True/Claimed', 'DataReady=True/Ready'];
const SERVING = [...STEADY, 'Rehearsed=True/Passed', 'Deployed=True/Serving', 'Ready=True/Ready'];
const FAILED_VARIABLES = [
  ...STEADY,
  'Rehearsed=True/Over',
  'Deployed=False/VersionFailed',
  'Ready=False/VersionFailed',
  'Stalled=True/VersionFailed',
];

const environments: Record<string, Case> = {
  'new environment variables are rehearsed while the app goes on with the ones before': {
    seen: {
      release: release({ serving: ONE, servingEnvironment: 'a' }),
      environment: { revision: 'b', kept: ['a', 'b'] },
      deployment: running(ONE, { environment: 'a' }),
    },
    phase: 'Rehearsing',
    conditions: [
      ...STEADY,
      'Rehearsed=False/Rehearsing',
      'Deployed=Unknown/Waiting',
      'Ready=False/Rehearsing',
      'Reconciling=True/Rehearsing',
    ],
    actions: ['rehearse 1 with b', 'expose', 'dropOtherClaims'],
    message: /^Starting the app with its new environment variables on a copy of the data$/,
  },
  'then the app starts with them': {
    seen: {
      release: release({ serving: ONE, servingEnvironment: 'a' }),
      environment: { revision: 'b', kept: ['a', 'b'] },
      deployment: running(ONE, { environment: 'a', restore: 'sha256:3' }),
      rehearsal: { state: 'passed' },
    },
    phase: 'HandingOver',
    conditions: [
      ...STEADY,
      'Rehearsed=True/Passed',
      'Deployed=False/HandingOver',
      'Ready=False/HandingOver',
      'Reconciling=True/HandingOver',
    ],
    actions: ['deploy 1 with b', 'expose', 'dropOtherClaims'],
  },
  'and the ones before are forgotten when it answers; it is no new version': {
    seen: {
      release: release({
        serving: ONE,
        servingEnvironment: 'a',
        history: [{ digest: ONE.digest, commit: 'c', at: 't' }],
      }),
      environment: { revision: 'b', kept: ['a', 'b', 'c'] },
      deployment: running(ONE, { environment: 'b' }),
    },
    phase: 'Serving',
    conditions: SERVING,
    actions: ['deploy 1 with b', 'expose', 'dropOtherClaims', 'drop a,c'],
    status: { servingEnvironment: 'b', history: [{ digest: ONE.digest, commit: 'c', at: 't' }] },
  },
  'variables with which the app does not come up are taken back, without touching the data': {
    seen: {
      release: release({ serving: ONE, servingEnvironment: 'a' }),
      environment: { revision: 'b', kept: ['a', 'b'] },
      deployment: running(ONE, { environment: 'b', ready: false, failure: 'its container app ended 3 times' }),
    },
    phase: 'Failed',
    conditions: FAILED_VARIABLES,
    actions: ['deploy 1 with a', 'expose', 'dropOtherClaims'],
    message: /^its container app ended 3 times \| It was started with new .+, and is coming back with the ones before/,
    status: { servingEnvironment: 'a', failedDigest: ONE.digest, failedEnvironment: 'b' },
  },
  'and not tried again': {
    seen: {
      release: release({
        serving: ONE,
        servingEnvironment: 'a',
        failedDigest: ONE.digest,
        failedEnvironment: 'b',
        conditions: [deployed('VersionFailed', 'it ended | It was started')],
      }),
      environment: { revision: 'b', kept: ['a', 'b', 'c'] },
      deployment: running(ONE, { environment: 'a' }),
    },
    phase: 'Failed',
    conditions: FAILED_VARIABLES,
    actions: ['deploy 1 with a', 'expose', 'dropOtherClaims', 'drop c'],
    message: /^it ended \| It was started with new environment variables, and goes on with the ones before/,
  },
  'until others are set': {
    seen: {
      release: release({
        serving: ONE,
        servingEnvironment: 'a',
        failedDigest: ONE.digest,
        failedEnvironment: 'b',
      }),
      environment: { revision: 'c', kept: ['a', 'b', 'c'] },
      deployment: running(ONE, { environment: 'a' }),
    },
    phase: 'Rehearsing',
    conditions: [
      ...STEADY,
      'Rehearsed=False/Rehearsing',
      'Deployed=Unknown/Waiting',
      'Ready=False/Rehearsing',
      'Reconciling=True/Rehearsing',
    ],
    actions: ['rehearse 1 with c', 'expose', 'dropOtherClaims', 'drop b'],
    status: { failedDigest: undefined, failedEnvironment: undefined },
  },
  'the last variable that is removed leaves the app without any': {
    seen: {
      release: release({ serving: ONE, servingEnvironment: 'a' }),
      environment: { kept: ['a'] },
      deployment: running(ONE),
    },
    phase: 'Serving',
    conditions: SERVING,
    actions: ['deploy 1', 'expose', 'dropOtherClaims', 'drop a'],
    status: { servingEnvironment: undefined },
  },
  'a version that fails with new variables gives way to the version and the variables before': {
    seen: {
      release: release({ serving: ONE, servingEnvironment: 'a' }, { artifact: TWO }),
      environment: { revision: 'b', kept: ['a', 'b'] },
      deployment: running(TWO, { environment: 'b', ready: false, failure: 'its container app ended 3 times' }),
    },
    phase: 'Failed',
    conditions: FAILED_VARIABLES,
    actions: [`deploy 1 with a restore ${TWO.digest}`, 'expose', 'dropOtherClaims'],
    message: /The version before \(commit 1commit\) is coming back/,
  },
};

test.each(Object.entries(environments))('%s', (_sentence, one) => {
  check(one);
});
