import type { Condition } from '@appfactory/resources/meta';
import type { Release, ReleaseArtifact, ReleaseSpec, ReleaseStatus } from '@appfactory/resources/release';
import { expect } from '@jest/globals';
import { decide } from '../release/decide.ts';
import type { Action, Observed, ObservedDeployment, Version } from '../release/observed.ts';

export const NOW = new Date('2026-01-02T03:04:05.500Z');
const artifact = (letter: string): ReleaseArtifact => ({
  bucket: 'build_x',
  digest: `sha256:${letter.repeat(64)}`,
  size: 1,
  commit: `${letter}commit`,
});
export const [ONE, TWO] = [artifact('1'), artifact('2')];

export const release = (status: ReleaseStatus = {}, spec: Partial<ReleaseSpec> = {}): Release => ({
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
export const running = (of: ReleaseArtifact, changes: Partial<ObservedDeployment> = {}): ObservedDeployment => ({
  digest: of.digest,
  ready: true,
  ...changes,
});
export const deployed = (reason: string, message: string): Condition => ({
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
    environment: { kept: [] },
    url: 'http://crm.acme.localhost:8080',
    ...changes,
  };
}

/** What is seen of a release, and what is decided on it. */
export interface Case {
  seen: Partial<Observed>;
  conditions: string[];
  phase: string;
  actions: string[];
  message?: RegExp;
  status?: Partial<ReleaseStatus>;
}

/** @throws Error where something else is decided */
export function check({ seen, conditions, phase, actions, message, status }: Case): void {
  const decision = decide(observed(seen));
  expect(decision.status.conditions?.map(({ type, status: is, reason }) => `${type}=${is}/${reason}`)).toEqual(
    conditions,
  );
  expect(decision.status.phase).toBe(phase);
  expect(decision.status.observedGeneration).toBe(3);
  expect([...decision.actions, ...decision.cleanUp].map(describe)).toEqual(actions);
  if (message) expect(decision.status.conditions?.find(({ type }) => type === 'Ready')?.message).toMatch(message);
  if (status) expect(decision.status).toMatchObject(status);
}

function describe(action: Action): string {
  if (action.do === 'rehearse') return `rehearse ${nameOf(action.version)}`;
  if (action.do === 'dropEnvironments') return `drop ${action.revisions.join()}`;
  if (action.do !== 'deploy') return action.do;
  return `deploy ${nameOf(action.version)}${action.restore ? ` restore ${action.restore}` : ''}`;
}

function nameOf({ artifact: { digest }, environment }: Version): string {
  return `${digest[7]}${environment ? ` with ${environment}` : ''}`;
}
