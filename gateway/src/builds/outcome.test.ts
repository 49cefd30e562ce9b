import type { AppBuildStatus } from '@appfactory/resources/appBuild';
import { expect, test } from '@jest/globals';
import { outcomeOf } from './outcome.ts';

const of = (generation: number): AppBuildStatus['plan'] => ({
  template: 'x',
  hash: 'x',
  generation,
  assumptions: [],
  notBuilt: [],
  features: [],
});

test.each<[string, string | null, AppBuildStatus, string | null]>([
  ['is being built', 'running', { phase: 'Building', plan: of(2) }, 'running'],
  ['is being planned', 'running', { phase: 'Planning', plan: of(1) }, 'running'],
  ['has no plan yet', 'running', {}, 'running'],
  ['waits', 'running', { phase: 'Paused', plan: of(2) }, 'running'],
  ['was cancelled', 'running', { phase: 'Cancelled', plan: of(2) }, 'stopped'],
  ['was cancelled before it had a plan', 'running', { phase: 'Cancelled' }, 'stopped'],
  ['was cancelled, and another is built', 'running', { phase: 'Building', plan: of(3) }, 'stopped'],
  ['was left for another, which is ready', 'running', { phase: 'Ready', plan: of(3) }, 'stopped'],
  ['has an agent that crashed too often', 'running', { phase: 'Failed', plan: of(2) }, 'failed'],
  ['came to its end before it was cancelled', 'verified', { phase: 'Cancelled', plan: of(2) }, 'verified'],
  ['failed, and is built again', 'failed', { phase: 'Building', plan: of(3) }, 'failed'],
  ['told nothing of its end', null, { phase: 'Cancelled', plan: of(2) }, null],
])('a generation that %s', (_, told, status, expected) => {
  expect(outcomeOf({ generation: 2, outcome: told }, status)).toBe(expected);
});
