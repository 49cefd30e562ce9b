import type { Condition } from '@appfactory/resources/meta';
import type { Release, ReleaseArtifact, ReleaseSpec, ReleaseStatus } from '@appfactory/resources/release';
import { expect, test } from '@jest/globals';
import { decide } from './decide.ts';
import type { Action, Observed, ObservedDeployment } from './observed.ts';

const NOW = new Date('2026-01-02T03:04:05.500Z');
const artifact = (letter: string): ReleaseArtifact => ({
  bucket: 'build_x',
  digest: `sha256:${letter.repeat(64)}`,
  size: 1,
  commit: `${letter}commit`,
});
const [ONE, TWO] = [artifact('1'), artifact('2')];

const release = (status: ReleaseStatus = {}, spec: Partial<ReleaseSpec> = {}): Release => ({
  apiVersion: 'appfactory.dev/v1alpha1',
  kind: 'Release',
  metadata: { name: 'crm', namespace: 'acme', uid: 'r', generation: 3 },
  spec: {
    appBuild: 'crm',
    target: 'cluster',
    artifact: ONE,
    host: 'crm.acme.localhost',
    dataPolicy: 'Retain',
    adoptData: false,
    sampleData: false,
    ...spec,
  },
  status,
});
const running = (of: ReleaseArtifact, changes: Partial<ObservedDeployment> = {}): ObservedDeployment => ({
  digest: of.digest,
  ready: true,
  ...changes,
});
const deployed = (reason: string, message: string): Condition => ({
  type: 'Deployed',
  status: 'False',
  reason,
  message,
  lastTransitionTime: '2026-01-02T03:00:00Z',
});

function observed(changes: Partial<Observed> = {}): Observed {
  return {
    release: release(),
    now: NOW,
    host: { state: 'ours' },
    volume: { state: 'ours', adopted: false },
    url: 'http://crm.acme.localhost:8080',
    ...changes,
  };
}

interface Case {
  seen: Partial<Observed>;
  conditions: string[];
  phase: string;
  actions: string[];
  message?: RegExp;
  status?: Partial<ReleaseStatus>;
}

const cases: Record<string, Case> = {
  'a new release claims its host and asks for a volume': {
    seen: { host: { state: 'free' }, volume: { state: 'absent' } },
    phase: 'Pending',
    conditions: [
      'HostClaimed=Unknown/Waiting',
      'DataReady=Unknown/Waiting',
      'Rehearsed=Unknown/Waiting',
      'Deployed=Unknown/Waiting',
      'Ready=False/Waiting',
      'Reconciling=True/Waiting',
    ],
    actions: ['claimHost', 'ensureVolume'],
  },
  'a host that another release has is refused, and nothing of it is exposed': {
    seen: { host: { state: 'taken', by: 'release shop of namespace beta' } },
    phase: 'Failed',
    conditions: [
      'HostClaimed=False/HostConflict',
      'DataReady=True/Ready',
      'Rehearsed=Unknown/Waiting',
      'Deployed=Unknown/Waiting',
      'Ready=False/HostConflict',
      'Stalled=True/HostConflict',
    ],
    actions: [],
    message: /crm\.acme\.localhost belongs to release shop of namespace beta.+spec\.release\.domain/,
  },
  'a claim of a release that is gone is taken over': {
    seen: { host: { state: 'stale' } },
    phase: 'Pending',
    conditions: [
      'HostClaimed=Unknown/Waiting',
      'DataReady=True/Ready',
      'Rehearsed=Unknown/Waiting',
      'Deployed=Unknown/Waiting',
      'Ready=False/Waiting',
      'Reconciling=True/Waiting',
    ],
    actions: ['dropStaleClaim', 'claimHost'],
  },
  'a volume of an earlier build is not touched without being told to': {
    seen: { volume: { state: 'foreign', uid: 'old' } },
    phase: 'Failed',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=False/VolumeExists',
      'Rehearsed=Unknown/Waiting',
      'Deployed=Unknown/Waiting',
      'Ready=False/VolumeExists',
      'Stalled=True/VolumeExists',
    ],
    actions: ['dropOtherClaims'],
    message: /adoptData.+kubectl delete pvc crm-data -n acme/,
  },
  'and is taken over when told to': {
    seen: { release: release({}, { adoptData: true }), volume: { state: 'foreign', uid: 'old' } },
    phase: 'Pending',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=Unknown/Waiting',
      'Rehearsed=Unknown/Waiting',
      'Deployed=Unknown/Waiting',
      'Ready=False/Waiting',
      'Reconciling=True/Waiting',
    ],
    actions: ['adoptVolume', 'dropOtherClaims'],
  },
  'the first version needs no rehearsal': {
    seen: {},
    phase: 'HandingOver',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/NothingToLose',
      'Deployed=False/HandingOver',
      'Ready=False/HandingOver',
      'Reconciling=True/HandingOver',
    ],
    actions: ['deploy 1', 'expose', 'dropOtherClaims'],
  },
  'but on data that was taken over it does': {
    seen: { volume: { state: 'ours', adopted: true } },
    phase: 'Rehearsing',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=False/Rehearsing',
      'Deployed=Unknown/Waiting',
      'Ready=False/Rehearsing',
      'Reconciling=True/Rehearsing',
    ],
    actions: ['rehearse 1', 'dropOtherClaims'],
  },
  'and is not given that data when it cannot read it': {
    seen: {
      volume: { state: 'ours', adopted: true },
      rehearsal: { state: 'failed', message: 'no such column' },
    },
    phase: 'Failed',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Over',
      'Deployed=False/RehearsalFailed',
      'Ready=False/RehearsalFailed',
      'Stalled=True/RehearsalFailed',
    ],
    actions: ['dropOtherClaims', 'dropRehearsals'],
    message: /^no such column \| Change the app/,
  },
  'a ready pod makes it serve, without a hand-over': {
    seen: { deployment: running(ONE, { startedAt: '2026-01-02T03:04:00.000Z' }) },
    phase: 'Serving',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Passed',
      'Deployed=True/Serving',
      'Ready=True/Ready',
    ],
    actions: ['deploy 1', 'expose', 'dropOtherClaims'],
    status: {
      serving: ONE,
      handOver: undefined,
      url: 'http://crm.acme.localhost:8080',
      history: [{ digest: ONE.digest, commit: '1commit', at: NOW.toISOString() }],
    },
  },
  'a second version is rehearsed while the first serves': {
    seen: { release: release({ serving: ONE }, { artifact: TWO }), deployment: running(ONE) },
    phase: 'Rehearsing',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=False/Rehearsing',
      'Deployed=Unknown/Waiting',
      'Ready=False/Rehearsing',
      'Reconciling=True/Rehearsing',
    ],
    actions: ['rehearse 2', 'expose', 'dropOtherClaims'],
    status: { serving: ONE },
  },
  'then handed over to': {
    seen: {
      release: release({ serving: ONE }, { artifact: TWO }),
      deployment: running(ONE),
      rehearsal: { state: 'passed' },
    },
    phase: 'HandingOver',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Passed',
      'Deployed=False/HandingOver',
      'Ready=False/HandingOver',
      'Reconciling=True/HandingOver',
    ],
    actions: ['deploy 2', 'expose', 'dropOtherClaims'],
    status: { serving: ONE },
  },
  'and the time without a ready pod is measured': {
    seen: {
      release: release({ serving: ONE }, { artifact: TWO }),
      deployment: running(TWO, { startedAt: '2026-01-02T03:04:03.200Z' }),
      rehearsal: { state: 'passed' },
    },
    phase: 'Serving',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Passed',
      'Deployed=True/Serving',
      'Ready=True/Ready',
    ],
    actions: ['deploy 2', 'expose', 'dropOtherClaims', 'dropRehearsals'],
    status: { serving: TWO, handOver: { startedAt: '2026-01-02T03:04:03.200Z', milliseconds: 2300 } },
  },
  'a version that fails its rehearsal leaves the first as it is': {
    seen: {
      release: release({ serving: ONE }, { artifact: TWO }),
      deployment: running(ONE, { restore: 'sha256:3' }),
      rehearsal: { state: 'failed', message: 'On a copy of the data this version does not start' },
    },
    phase: 'Failed',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Over',
      'Deployed=False/RehearsalFailed',
      'Ready=False/RehearsalFailed',
      'Stalled=True/RehearsalFailed',
    ],
    // The template of what serves must not change, or it would start again.
    actions: ['deploy 1 restore sha256:3', 'expose', 'dropOtherClaims', 'dropRehearsals'],
    message:
      /^On a copy of the data.+ \| The version before \(commit 1commit\) goes on serving its data\. Change the app/,
    status: { serving: ONE, failedDigest: TWO.digest },
  },
  'a version that does not come up is undone, with the data from before it': {
    seen: {
      release: release({ serving: ONE }, { artifact: TWO }),
      deployment: running(TWO, { ready: false, failure: 'its container app ended 3 times' }),
    },
    phase: 'Failed',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Over',
      'Deployed=False/VersionFailed',
      'Ready=False/VersionFailed',
      'Stalled=True/VersionFailed',
    ],
    actions: [`deploy 1 restore ${TWO.digest}`, 'expose', 'dropOtherClaims'],
    message: /^its container app ended 3 times \| The version before \(commit 1commit\) is coming back/,
    status: { serving: ONE, failedDigest: TWO.digest },
  },
  'and is not tried again': {
    seen: {
      release: release(
        {
          serving: ONE,
          failedDigest: TWO.digest,
          conditions: [deployed('VersionFailed', 'it ended | The version before is coming back')],
        },
        { artifact: TWO },
      ),
      deployment: running(ONE, { restore: TWO.digest }),
    },
    phase: 'Failed',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Over',
      'Deployed=False/VersionFailed',
      'Ready=False/VersionFailed',
      'Stalled=True/VersionFailed',
    ],
    actions: [`deploy 1 restore ${TWO.digest}`, 'expose', 'dropOtherClaims'],
    message: /^it ended \| The version before \(commit 1commit\) goes on serving its data/,
  },
  'until the spec names another one': {
    seen: {
      release: release({ serving: ONE, failedDigest: TWO.digest }, { artifact: ONE }),
      deployment: running(ONE, { restore: TWO.digest }),
    },
    phase: 'Serving',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Passed',
      'Deployed=True/Serving',
      'Ready=True/Ready',
    ],
    actions: [`deploy 1 restore ${TWO.digest}`, 'expose', 'dropOtherClaims'],
    status: { failedDigest: undefined },
  },
  'a first version that does not come up stalls, and is left to try': {
    seen: { deployment: running(ONE, { ready: false, failure: 'its container app ended 3 times' }) },
    phase: 'Failed',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Passed',
      'Deployed=False/NotComingUp',
      'Ready=False/NotComingUp',
      'Stalled=True/NotComingUp',
    ],
    actions: ['deploy 1', 'expose', 'dropOtherClaims'],
    message: /kubectl logs deployment\/crm -n acme/,
  },
  'a served version that goes down is coming up again': {
    seen: {
      release: release({ serving: ONE }),
      deployment: running(ONE, { ready: false, waiting: 'container app waits: CrashLoopBackOff' }),
    },
    phase: 'HandingOver',
    conditions: [
      'HostClaimed=True/Claimed',
      'DataReady=True/Ready',
      'Rehearsed=True/Passed',
      'Deployed=False/HandingOver',
      'Ready=False/HandingOver',
      'Reconciling=True/HandingOver',
    ],
    actions: ['deploy 1', 'expose', 'dropOtherClaims'],
    message: /CrashLoopBackOff/,
  },
};

test.each(Object.entries(cases))('%s', (_sentence, { seen, conditions, phase, actions, message, status }) => {
  const decision = decide(observed(seen));
  expect(decision.status.conditions?.map(({ type, status: is, reason }) => `${type}=${is}/${reason}`)).toEqual(
    conditions,
  );
  expect(decision.status.phase).toBe(phase);
  expect(decision.status.observedGeneration).toBe(3);
  expect([...decision.actions, ...decision.cleanUp].map(describe)).toEqual(actions);
  if (message) expect(decision.status.conditions?.find(({ type }) => type === 'Ready')?.message).toMatch(message);
  if (status) expect(decision.status).toMatchObject(status);
});

function describe(action: Action): string {
  if (action.do === 'rehearse') return `rehearse ${action.artifact.digest[7]}`;
  if (action.do !== 'deploy') return action.do;
  return `deploy ${action.artifact.digest[7]}${action.restore ? ` restore ${action.restore}` : ''}`;
}
