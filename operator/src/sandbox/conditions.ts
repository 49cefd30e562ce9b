import { type DecidedCondition, mergeConditions } from '@appfactory/kube/conditions';
import type { Condition } from '@appfactory/resources/meta';
import type { Sandbox, SandboxStatus } from '@appfactory/resources/sandbox';
import type { Decision, Judgement } from './observed.ts';

/** The whole status that a decision stands for. */
export function statusOf(sandbox: Sandbox, decision: Decision, now: Date): SandboxStatus {
  const generation = sandbox.metadata.generation;
  const conditions = conditionsOf(sandbox.status?.conditions, decision.judgement, generation, now);
  const facts = Object.fromEntries(Object.entries(decision.facts).filter(([, value]) => value !== undefined));
  return { observedGeneration: generation, phase: phaseOf(conditions), ...facts, conditions };
}

/** kstatus: Reconciling while the operator works on it, Stalled when it will not become ready by itself. */
export function conditionsOf(
  before: readonly Condition[] | undefined,
  { state, reason, message }: Judgement,
  observedGeneration: number | undefined,
  now: Date,
): Condition[] {
  const observation = { reason, message: message.slice(0, 1024), observedGeneration };
  const decided: DecidedCondition[] = [{ type: 'Ready', status: state === 'ready' ? 'True' : 'False', ...observation }];
  if (state === 'waiting' || state === 'starting')
    decided.push({ type: 'Reconciling', status: 'True', ...observation });
  if (state === 'stalled' || state === 'ended') decided.push({ type: 'Stalled', status: 'True', ...observation });
  return mergeConditions(before, decided, now);
}

/** The reason of a Sandbox that came to its deadline; it tells Ended from Failed. */
export const REASON_EXPIRED = 'Expired';
/** Reasons of a Sandbox for which nothing runs yet. */
const WAITING_REASONS = new Set(['Unschedulable', 'SchedulingGated', 'OldPodEnding', 'QuotaExceeded']);

function phaseOf(conditions: Condition[]): NonNullable<SandboxStatus['phase']> {
  const ready = conditions.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return 'Ready';
  if (ready?.reason === REASON_EXPIRED) return 'Ended';
  if (conditions.some(({ type }) => type === 'Stalled')) return 'Failed';
  return WAITING_REASONS.has(ready?.reason ?? '') ? 'Pending' : 'Starting';
}
