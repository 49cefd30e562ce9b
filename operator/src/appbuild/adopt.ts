import type { AppBuildStatus, FeatureStatus } from '@appfactory/resources/appBuild';
import { progressOf } from '../progress/fold.ts';
import { featuresAfter } from './again.ts';
import type { StoredPlan } from './observed.ts';
import type { PlanRecord } from './planRecord.ts';

/**
 * The status with the stored plan in it. A plan of another generation starts anew: what was built for the one before is
 * told no longer, except for its artifacts, which can still be served, and the commits of features that did not change.
 */
export function adoptPlan(status: AppBuildStatus, stored: StoredPlan, createdAt: string, now: Date): AppBuildStatus {
  if (status.plan?.generation === stored.generation && status.plan.hash === stored.plan.hash) return status;
  const inPlan = stored.plan.features.map(({ id, title }): FeatureStatus => {
    const commit = stored.kept[id];
    return { id, title: title.slice(0, 120), state: commit ? 'Kept' : 'Planned', commit };
  });
  const features = featuresAfter(inPlan, stored);
  return {
    observedGeneration: status.observedGeneration,
    phase: status.phase,
    conditions: status.conditions,
    progress: progressOf(features),
    plan: {
      template: stored.plan.template,
      hash: stored.plan.hash,
      generation: stored.generation,
      assumptions: stored.plan.assumptions.slice(0, 30).map((text) => text.slice(0, 300)),
      notBuilt: stored.plan.notBuilt.slice(0, 30).map((text) => text.slice(0, 300)),
      ...(stored.plan.questions ? { questions: stored.plan.questions } : {}),
      ...(stored.rolledBack && stored.back ? { rolledBackTo: stored.back.feature } : {}),
      features,
    },
    artifacts: status.artifacts,
    release: status.release,
    times: { applied: stored.generation === 1 ? createdAt : now.toISOString() },
    lastSequence: status.lastSequence,
  };
}

/**
 * Commits that hold what the next plan wants unchanged: same feature, same input, committed. An app that stays rolled back
 * keeps those, too, that are in its history alone.
 */
export function keptCommits(
  next: PlanRecord,
  stored: StoredPlan | undefined,
  status: AppBuildStatus,
  staysRolledBack = false,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const feature of next.features) {
    const same = stored?.plan.features.some(({ id, hash }) => id === feature.id && hash === feature.hash);
    const { commit, state } = status.plan?.features.find(({ id }) => id === feature.id) ?? {};
    const isThere = staysRolledBack || state !== 'RolledBack';
    if (same && commit && isThere) kept[feature.id] = commit;
  }
  return kept;
}
