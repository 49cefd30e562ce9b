import { type AppBuild, type AppBuildStatus, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';
import type { Release } from '@appfactory/resources/release';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { expect, test } from '@jest/globals';
import { releaseOf } from '../appbuild/children.ts';
import { decide } from '../appbuild/decide.ts';
import type { AgentRun, Observed, StoredPlan } from '../appbuild/observed.ts';
import type { PlanRecord } from '../appbuild/planRecord.ts';

export const NOW = new Date('2026-01-02T03:04:05Z');
export const UID = '00000000-0000-4000-8000-000000000000';
export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const OLDER = `sha256:${'b'.repeat(64)}`;

export const plan: PlanRecord = {
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

export const spec = (changes: Record<string, unknown> = {}) =>
  appBuildSpecSchema.parse({ template: 'small', prompt: 'A CRM', ...changes });

export const build = (changes: Record<string, unknown> = {}, generation = 1): AppBuild => ({
  apiVersion: 'appfactory.dev/v1alpha1',
  kind: 'AppBuild',
  metadata: { name: 'crm', namespace: 'acme', uid: UID, generation, creationTimestamp: '2026-01-02T03:00:00Z' },
  spec: spec(changes),
});

export const stored = (changes: Partial<StoredPlan> = {}): StoredPlan => ({
  plan,
  spec: spec(),
  generation: 1,
  kept: {},
  sandboxID: 'abc',
  ...changes,
});

export const told: AppBuildStatus = {
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
export const artifact = { digest: DIGEST, size: 12_345_678, commit: 'c0ffee', generation: 1 };
export const finished: AppBuildStatus = {
  ...told,
  artifact,
  artifacts: [artifact, { ...artifact, digest: OLDER, generation: 0 }],
  checks: { passed: 7, failed: 0, skipped: 0 },
  progress: '2/2',
};

export const sandbox = (status: Sandbox['status'] = {}, deleting = false): Sandbox => ({
  apiVersion: 'appfactory.dev/v1alpha1',
  kind: 'Sandbox',
  metadata: { name: 'crm', uid: 's', deletionTimestamp: deleting ? '2026-01-02T03:04:00Z' : undefined },
  spec: { template: 'small', provider: 'auto', timeoutSeconds: 1, warm: true, metadata: {}, env: {} },
  status: { sandboxID: 'abc', provider: 'pod', startedAt: '2026-01-02T03:00:00Z', phase: 'Ready', ...status },
});
export const isTrue = (type: string, at = '2026-01-02T03:04:00Z'): Condition => ({
  type,
  status: 'True',
  reason: type,
  message: 'yes',
  lastTransitionTime: at,
});
export const readySandbox = sandbox({ conditions: [isTrue('Ready')] });
export const run = (changes: Partial<AgentRun> = {}): AgentRun => ({
  name: 'crm-agent-1',
  generation: 1,
  state: 'running',
  failedAttempts: 0,
  startedAt: '2026-01-02T03:00:00Z',
  usedSeconds: 0,
  deadlineSeconds: 3660,
  deleting: false,
  ...changes,
});
export const release = (changes: Partial<Release['status']> = {}, of = build()): Release => ({
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

export function observed(changes: Partial<Observed> = {}): Observed {
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

export interface DecisionCase {
  seen: Partial<Observed>;
  conditions: string[];
  phase: string;
  /** What is needed, then what is cleaned up. */
  actions: string[];
  message?: RegExp;
}

/** One test for each case, named by its sentence, and one that a decision on its own result decides the same. */
export function testDecisions(cases: Record<string, DecisionCase>): void {
  test.each(Object.entries(cases))('%s', (_sentence, { seen, conditions, phase, actions, message }) => {
    const decision = decide(observed(seen));
    expect(decision.status.conditions?.map(({ type, status, reason }) => `${type}=${status}/${reason}`)).toEqual(
      conditions,
    );
    expect(decision.status.phase).toBe(phase);
    expect([...decision.actions, ...decision.cleanUp].map(describe)).toEqual(actions);
    if (message) expect(decision.status.message).toMatch(message);
  });

  test('a decision on its own result decides the same, so that nothing is written twice', () => {
    for (const { seen } of Object.values(cases)) {
      const first = decide(observed(seen));
      const second = decide(observed({ ...seen, status: { ...first.status } }));
      expect(second.status.conditions).toEqual(first.status.conditions);
    }
  });
}

function describe(action: ReturnType<typeof decide>['actions'][number]): string {
  switch (action.do) {
    case 'storePlan': {
      const kept = Object.entries(action.stored.kept).map(([id, commit]) => ` ${id}:${commit}`);
      const { back, rolledBack } = action.stored;
      const way = back ? `, ${rolledBack ? 'stays ' : ''}${back.mode} ${back.feature} of ${back.generation}` : '';
      return `storePlan ${action.stored.generation}${kept.join('')}${way}`;
    }
    case 'ensureAgent':
      return `ensureAgent ${action.generation}${action.suspended ? ' suspended' : ''}`;
    case 'ensureRelease':
      return `ensureRelease ${action.artifact.digest}`;
    default:
      return action.do;
  }
}
