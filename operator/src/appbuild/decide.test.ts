import { type AppBuild, type AppBuildStatus, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';
import type { Release } from '@appfactory/resources/release';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { expect, test } from '@jest/globals';
import { releaseOf } from './children.ts';
import { decide } from './decide.ts';
import type { AgentRun, Observed, StoredPlan } from './observed.ts';
import type { PlanRecord } from './planRecord.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const UID = '00000000-0000-4000-8000-000000000000';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OLDER = `sha256:${'b'.repeat(64)}`;

const plan: PlanRecord = {
  template: 'small',
  features: [
    { id: 'foundation', title: 'Foundation', hash: '1' },
    { id: 'entity-clients', title: 'Clients', hash: '2' },
  ],
  assumptions: [],
  notBuilt: [],
  hash: 'h1',
  text: '{}',
};

const spec = (changes: Record<string, unknown> = {}) =>
  appBuildSpecSchema.parse({ template: 'small', prompt: 'A CRM', ...changes });

const build = (changes: Record<string, unknown> = {}, generation = 1): AppBuild => ({
  apiVersion: 'appfactory.dev/v1alpha1',
  kind: 'AppBuild',
  metadata: { name: 'crm', namespace: 'acme', uid: UID, generation, creationTimestamp: '2026-01-02T03:00:00Z' },
  spec: spec(changes),
});

const stored = (changes: Partial<StoredPlan> = {}): StoredPlan => ({
  plan,
  spec: spec(),
  generation: 1,
  kept: {},
  sandboxID: 'abc',
  ...changes,
});

const told: AppBuildStatus = {
  plan: {
    template: 'small',
    hash: 'h1',
    generation: 1,
    assumptions: [],
    notBuilt: [],
    features: [
      { id: 'foundation', title: 'Foundation', state: 'Committed', commit: 'c1' },
      { id: 'entity-clients', title: 'Clients', state: 'Planned' },
    ],
  },
  progress: '1/2',
};
const artifact = { digest: DIGEST, size: 12_345_678, commit: 'c0ffee', generation: 1 };
const finished: AppBuildStatus = {
  ...told,
  artifact,
  artifacts: [artifact, { ...artifact, digest: OLDER, generation: 0 }],
  checks: { passed: 7, failed: 0, skipped: 0 },
  progress: '2/2',
};

const sandbox = (status: Sandbox['status'] = {}, deleting = false): Sandbox => ({
  apiVersion: 'appfactory.dev/v1alpha1',
  kind: 'Sandbox',
  metadata: { name: 'crm', uid: 's', deletionTimestamp: deleting ? '2026-01-02T03:04:00Z' : undefined },
  spec: { template: 'small', provider: 'auto', timeoutSeconds: 1, warm: true, metadata: {}, env: {} },
  status: { sandboxID: 'abc', provider: 'pod', startedAt: '2026-01-02T03:00:00Z', phase: 'Ready', ...status },
});
const isTrue = (type: string, at = '2026-01-02T03:04:00Z'): Condition => ({
  type,
  status: 'True',
  reason: type,
  message: 'yes',
  lastTransitionTime: at,
});
const readySandbox = sandbox({ conditions: [isTrue('Ready')] });
const run = (changes: Partial<AgentRun> = {}): AgentRun => ({
  name: 'crm-agent-1',
  generation: 1,
  state: 'running',
  failedAttempts: 0,
  deadlineSeconds: 3600,
  deleting: false,
  ...changes,
});
const release = (changes: Partial<Release['status']> = {}, of = build()): Release => ({
  ...releaseOf(of, artifact),
  metadata: { name: 'crm', generation: 1 },
  status: {
    observedGeneration: 1,
    url: 'http://crm.acme.localhost',
    serving: { bucket: 'b', ...artifact },
    conditions: [{ ...isTrue('Ready'), message: 'Serves' }],
    ...changes,
  },
});

function observed(changes: Partial<Observed> = {}): Observed {
  return {
    build: build(),
    status: {},
    now: NOW,
    eventsSince: new Date('2026-01-02T03:00:00Z'),
    planned: { plan },
    template: {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'AppTemplate',
      metadata: { name: 'small' },
      spec: {} as never,
    },
    templateNames: ['small'],
    runs: [],
    agentPods: 0,
    credentials: false,
    waitsFor: '',
    othersWait: false,
    ...changes,
  };
}

const cases: Record<
  string,
  { seen: Partial<Observed>; conditions: string[]; phase: string; actions: string[]; message?: RegExp }
> = {
  'a new build is planned, and asks for a sandbox at once': {
    seen: {},
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
    actions: ['storePlan 1', 'ensureSandbox'],
  },
  'a spec that cannot be planned stalls, with the place in the spec': {
    seen: { planned: { error: 'there is no entity Clent', path: 'spec.entities[0].fields[1].to' } },
    phase: 'Failed',
    conditions: [
      'Planned=False/PlanInvalid',
      'SandboxReady=Unknown/Waiting',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/PlanInvalid',
      'Stalled=True/PlanInvalid',
    ],
    actions: [],
    message: /spec\.entities\[0\]\.fields\[1\]\.to: there is no entity Clent/,
  },
  'a template that does not exist stalls, and names those that do': {
    seen: { template: undefined, templateNames: ['nextjs', 'small'] },
    phase: 'Failed',
    conditions: [
      'Planned=False/TemplateMissing',
      'SandboxReady=Unknown/Waiting',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/TemplateMissing',
      'Stalled=True/TemplateMissing',
    ],
    actions: [],
    message: /one that exists \(nextjs, small\)/,
  },
  'a planned build that must wait for room says for what': {
    seen: { stored: stored({ sandboxID: undefined }), status: told, waitsFor: 'Waits for room: 3 builds' },
    phase: 'Pending',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/WaitingForCapacity',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/WaitingForCapacity',
      'Reconciling=True/WaitingForCapacity',
    ],
    actions: [],
    message: /^Waits for room: 3 builds$/,
  },
  'a sandbox that no node takes is waiting too': {
    seen: {
      stored: stored(),
      status: told,
      sandbox: sandbox({ phase: 'Starting' }),
      sandboxTrouble: { reason: 'Unschedulable', message: '0/1 nodes: Insufficient memory' },
    },
    phase: 'Pending',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/WaitingForCapacity',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/WaitingForCapacity',
      'Reconciling=True/WaitingForCapacity',
    ],
    actions: [],
    message: /Insufficient memory/,
  },
  'a ready sandbox gets its agent': {
    seen: { stored: stored(), status: told, sandbox: readySandbox },
    phase: 'Building',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Ready',
      'Built=False/Starting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Starting',
      'Reconciling=True/Starting',
    ],
    actions: ['ensureAgent 1'],
  },
  'an agent that works is left alone': {
    seen: { stored: stored(), status: told, sandbox: readySandbox, runs: [run()] },
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
  'a sandbox that is lost is replaced, while the agent waits': {
    seen: { stored: stored(), status: told, sandbox: sandbox({ phase: 'Ended' }), runs: [run()] },
    phase: 'Provisioning',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/SandboxLost',
      'Built=False/Building',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/SandboxLost',
      'Reconciling=True/SandboxLost',
    ],
    actions: ['storePlan 1', 'deleteSandbox'],
  },
  'a sandbox that could never start is not replaced for ever': {
    seen: {
      stored: stored({ sandboxID: undefined }),
      status: told,
      sandbox: sandbox({ phase: 'Failed', startedAt: undefined }),
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/SandboxFailed',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/SandboxFailed',
      'Stalled=True/SandboxFailed',
    ],
    actions: [],
  },
  'an edited spec first ends the agent of the plan before': {
    seen: {
      build: build({ prompt: 'A shop' }, 2),
      stored: stored(),
      status: told,
      planned: { plan: { ...plan, hash: 'h2' } },
      sandbox: readySandbox,
      runs: [run()],
      agentPods: 1,
    },
    phase: 'Planning',
    conditions: [
      'Planned=False/Replanning',
      'SandboxReady=True/Ready',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Replanning',
      'Reconciling=True/Replanning',
    ],
    actions: ['endAgents'],
  },
  'then stores the next plan, with the commits of what did not change': {
    seen: {
      build: build({ prompt: 'A shop' }, 2),
      stored: stored(),
      status: told,
      planned: { plan: { ...plan, hash: 'h2' } },
      sandbox: readySandbox,
    },
    phase: 'Planning',
    conditions: [
      'Planned=Unknown/Planning',
      'SandboxReady=True/Ready',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Planning',
      'Reconciling=True/Planning',
    ],
    actions: ['storePlan 2 foundation:c1'],
  },
  'a paused build suspends its agent and does not hurry anybody': {
    seen: {
      build: build({ paused: true }, 2),
      stored: stored({ spec: spec({ paused: true }) }),
      status: told,
      sandbox: readySandbox,
      runs: [run()],
    },
    phase: 'Paused',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=Unknown/Paused',
      'Built=False/Paused',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Paused',
    ],
    actions: ['ensureAgent 1 suspended'],
  },
  'a build that goes on resumes its agent': {
    seen: { stored: stored(), status: told, sandbox: readySandbox, runs: [run({ state: 'suspended' })] },
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
    actions: ['ensureAgent 1'],
  },
  'a raised budget is given to the agent that runs': {
    seen: {
      build: build({ budget: { minutes: 90 } }, 2),
      stored: stored({ spec: spec({ budget: { minutes: 90 } }) }),
      status: told,
      sandbox: readySandbox,
      runs: [run()],
    },
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
    actions: ['ensureAgent 1'],
  },
  'a spent budget fails the build, and says what to do': {
    seen: {
      stored: stored(),
      status: told,
      sandbox: readySandbox,
      runs: [run({ state: 'failed', failedReason: 'DeadlineExceeded', finishedAt: '2026-01-02T03:04:00Z' })],
      credentials: true,
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Kept',
      'Built=False/BudgetExceeded',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/BudgetExceeded',
      'Stalled=True/BudgetExceeded',
    ],
    actions: ['dropCredentials'],
    message: /raise budget\.minutes/,
  },
  'and a raised budget then starts the next agent, from the commits there are': {
    seen: {
      build: build({ budget: { minutes: 90 } }, 2),
      stored: stored(),
      status: told,
      sandbox: readySandbox,
      runs: [run({ state: 'failed', failedReason: 'DeadlineExceeded', finishedAt: '2026-01-02T03:04:00Z' })],
    },
    phase: 'Planning',
    conditions: [
      'Planned=False/Replanning',
      'SandboxReady=True/Ready',
      'Built=Unknown/Waiting',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Replanning',
      'Reconciling=True/Replanning',
    ],
    actions: ['endAgents'],
  },
  'an agent that crashed too often fails the build': {
    seen: {
      stored: stored(),
      status: told,
      runs: [
        run({
          state: 'failed',
          failedReason: 'BackoffLimitExceeded',
          failedAttempts: 6,
          finishedAt: '2026-01-02T03:00:00Z',
        }),
      ],
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/NotNeeded',
      'Built=False/AgentCrashed',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/AgentCrashed',
      'Stalled=True/AgentCrashed',
    ],
    actions: ['storePlan 1'],
    message: /The agent ended 6 times.+kubectl logs job\/crm-agent-1/,
  },
  'an agent that ended is given time for its last words': {
    seen: {
      stored: stored(),
      status: told,
      sandbox: readySandbox,
      runs: [run({ state: 'complete', finishedAt: '2026-01-02T03:04:00Z' })],
    },
    phase: 'Building',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Ready',
      'Built=False/Settling',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Settling',
      'Reconciling=True/Settling',
    ],
    actions: [],
  },
  'an agent whose events are still being read has not failed yet': {
    seen: {
      eventsSince: undefined,
      stored: stored(),
      status: told,
      sandbox: readySandbox,
      runs: [run({ state: 'failed', failedReason: 'DeadlineExceeded', finishedAt: '2026-01-02T03:04:00Z' })],
    },
    phase: 'Building',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Ready',
      'Built=False/Settling',
      'Verified=Unknown/Waiting',
      'Released=Unknown/Waiting',
      'Ready=False/Settling',
      'Reconciling=True/Settling',
    ],
    actions: [],
  },
  'a failed check fails the build with its name and what was seen': {
    seen: {
      stored: stored(),
      status: {
        ...told,
        checks: { passed: 6, failed: 1, skipped: 0 },
        failures: [{ check: 'A client is created', seen: 'There is no\n"Save"' }],
      },
      sandbox: readySandbox,
      runs: [run({ state: 'complete', finishedAt: '2026-01-02T03:04:00Z' })],
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Kept',
      'Built=False/ChecksFailed',
      'Verified=False/ChecksFailed',
      'Released=Unknown/Waiting',
      'Ready=False/ChecksFailed',
      'Stalled=True/ChecksFailed',
    ],
    actions: [],
    message: /^The check "A client is created" failed: There is no "Save"\. Change the spec to try again$/,
  },
  'a verified artifact is released, and the agent loses its credentials': {
    seen: {
      stored: stored(),
      status: finished,
      sandbox: readySandbox,
      runs: [run({ state: 'complete' })],
      credentials: true,
    },
    phase: 'Releasing',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Kept',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=False/Releasing',
      'Ready=False/Releasing',
      'Reconciling=True/Releasing',
    ],
    actions: ['dropCredentials', `ensureRelease ${DIGEST}`],
  },
  'a served artifact makes the build Ready': {
    seen: {
      stored: stored(),
      status: finished,
      sandbox: readySandbox,
      runs: [run({ state: 'complete' })],
      release: release(),
    },
    phase: 'Ready',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Kept',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=True/Serving',
      'Ready=True/Ready',
    ],
    actions: [`ensureRelease ${DIGEST}`],
  },
  'a Ready build gives its sandbox up when others wait': {
    seen: {
      stored: stored(),
      status: finished,
      sandbox: readySandbox,
      runs: [run({ state: 'complete' })],
      release: release(),
      othersWait: true,
    },
    phase: 'Ready',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Kept',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=True/Serving',
      'Ready=True/Ready',
    ],
    actions: ['deleteSandbox', `ensureRelease ${DIGEST}`],
  },
  'and when its time is over': {
    seen: {
      stored: stored(),
      status: { ...finished, conditions: [isTrue('Built', '2026-01-02T02:59:00Z')] },
      sandbox: readySandbox,
      release: release(),
    },
    phase: 'Ready',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=True/Kept',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=True/Serving',
      'Ready=True/Ready',
    ],
    actions: ['deleteSandbox', `ensureRelease ${DIGEST}`],
  },
  'a lost sandbox of a Ready build is nobody’s loss': {
    seen: { stored: stored({ sandboxID: undefined }), status: finished, release: release() },
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
  },
  'a skipped check keeps Ready false, and is named': {
    seen: {
      stored: stored(),
      status: { ...finished, checks: { passed: 6, failed: 0, skipped: 1 }, skipped: ['A page opens'] },
      release: release(),
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/NotNeeded',
      'Built=True/Built',
      'Verified=Unknown/ChecksSkipped',
      'Released=Unknown/Waiting',
      'Ready=False/ChecksSkipped',
      'Stalled=True/ChecksSkipped',
    ],
    actions: ['storePlan 1', `ensureRelease ${DIGEST}`],
    message: /"A page opens".+acceptSkipped/,
  },
  'unless the spec accepts it by name': {
    seen: {
      build: build({ verification: { acceptSkipped: ['A page opens'] } }, 2),
      stored: stored({ sandboxID: undefined }),
      status: { ...finished, checks: { passed: 6, failed: 0, skipped: 1 }, skipped: ['A page opens'] },
      release: release(),
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
    actions: ['storePlan 1', `ensureRelease ${DIGEST}`],
  },
  'an older artifact that the spec pins is served': {
    seen: {
      build: build({ release: { artifact: OLDER } }, 2),
      stored: stored({ sandboxID: undefined }),
      status: finished,
      release: release(),
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
    actions: ['storePlan 1', `ensureRelease ${OLDER}`],
  },
  'a pinned artifact that there is not is refused': {
    seen: {
      build: build({ release: { artifact: `sha256:${'c'.repeat(64)}` } }, 2),
      stored: stored({ sandboxID: undefined }),
      status: finished,
      release: release(),
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/NotNeeded',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=False/UnknownArtifact',
      'Ready=False/UnknownArtifact',
      'Stalled=True/UnknownArtifact',
    ],
    actions: ['storePlan 1'],
    message: new RegExp(`has no artifact sha256:c+\\..+${DIGEST} \\(generation 1\\)`),
  },
  'a rollback does not start a failed build again': {
    seen: {
      build: build({ release: { artifact: OLDER } }, 2),
      stored: stored({ sandboxID: undefined }),
      status: { ...told, artifacts: finished.artifacts, failure: { reason: 'BuildFailed', message: 'no' } },
      runs: [run({ state: 'failed' })],
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/NotNeeded',
      'Built=False/BuildFailed',
      'Verified=Unknown/Waiting',
      'Released=False/Releasing',
      'Ready=False/BuildFailed',
      'Stalled=True/BuildFailed',
    ],
    actions: ['storePlan 1', `ensureRelease ${OLDER}`],
  },
  'a release that stalls stalls the build with its words': {
    seen: {
      stored: stored({ sandboxID: undefined }),
      status: finished,
      release: release({
        serving: undefined,
        conditions: [
          { ...isTrue('Ready'), status: 'False', reason: 'HostConflict', message: 'The host belongs to beta' },
          isTrue('Stalled'),
        ],
      }),
    },
    phase: 'Failed',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/NotNeeded',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=False/HostConflict',
      'Ready=False/HostConflict',
      'Stalled=True/HostConflict',
    ],
    actions: [`ensureRelease ${DIGEST}`],
    message: /^The host belongs to beta$/,
  },
  'without a target the verified artifact is the end': {
    seen: {
      build: build({ release: { target: 'none' } }),
      stored: stored({ sandboxID: undefined, spec: spec({ release: { target: 'none' } }) }),
      status: finished,
      release: release(),
    },
    phase: 'Ready',
    conditions: [
      'Planned=True/Planned',
      'SandboxReady=False/NotNeeded',
      'Built=True/Built',
      'Verified=True/Verified',
      'Released=True/NotWanted',
      'Ready=True/Ready',
    ],
    actions: ['deleteRelease'],
  },
};

test.each(Object.entries(cases))('%s', (_sentence, { seen, conditions, phase, actions, message }) => {
  const decision = decide(observed(seen));
  expect(decision.status.conditions?.map(({ type, status, reason }) => `${type}=${status}/${reason}`)).toEqual(
    conditions,
  );
  expect(decision.status.phase).toBe(phase);
  expect(decision.actions.map(describe)).toEqual(actions);
  if (message) expect(decision.status.message).toMatch(message);
});

function describe(action: ReturnType<typeof decide>['actions'][number]): string {
  switch (action.do) {
    case 'storePlan': {
      const kept = Object.entries(action.stored.kept).map(([id, commit]) => ` ${id}:${commit}`);
      return `storePlan ${action.stored.generation}${kept.join('')}`;
    }
    case 'ensureAgent':
      return `ensureAgent ${action.generation}${action.suspended ? ' suspended' : ''}`;
    case 'ensureRelease':
      return `ensureRelease ${action.artifact.digest}`;
    default:
      return action.do;
  }
}

test('a decision on its own result decides the same, so that nothing is written twice', () => {
  for (const { seen } of Object.values(cases)) {
    const first = decide(observed(seen));
    const second = decide(observed({ ...seen, status: { ...first.status } }));
    expect(second.status.conditions).toEqual(first.status.conditions);
  }
});
