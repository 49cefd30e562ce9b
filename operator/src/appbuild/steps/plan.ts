import { isDeepStrictEqual } from 'node:util';
import type { AppBuildSpec } from '@appfactory/resources/appBuild';
import type { Judgement } from '../../objects/judgement.ts';
import { keptCommits } from '../adopt.ts';
import { isWrittenAgain, wantsBack, wayBackOf } from '../again.ts';
import type { Action, Observed, StoredPlan } from '../observed.ts';
import { outcomeOf, unacceptedSkips } from '../outcome.ts';
import { endAgents } from './endAgents.ts';
import { usableSandbox } from './sandbox.ts';

/** What a step says and wants done. */
export interface Step {
  judgement: Judgement;
  actions: Action[];
  /** What is not needed any more; its failure is no failure of the step. */
  cleanUp?: Action[];
}

/**
 * spec -> plan. The plan that is stored is the one that is built; it is replaced when the spec asks for another app, or
 * when the last build of it did not succeed and the spec was changed since. First the agent of the old one ends.
 */
export function planStep(seen: Observed): Step {
  const { planned, stored, build } = seen;
  if ('error' in planned) {
    const where = planned.path ? `${planned.path}: ` : '';
    return {
      judgement: {
        status: 'False',
        reason: planned.reason ?? 'PlanInvalid',
        message: `This spec cannot be built: ${where}${planned.error}`,
        terminal: true,
      },
      actions: [],
      cleanUp: endAgents(seen, 'the spec cannot be built any more'),
    };
  }
  const { plan } = planned;
  if (!seen.template) {
    const known = seen.templateNames.length > 0 ? seen.templateNames.join(', ') : 'none yet';
    return {
      judgement: {
        status: 'False',
        reason: 'TemplateMissing',
        message: `There is no AppTemplate "${plan.template}". Set spec.template to one that exists (${known}) or leave it out`,
        terminal: true,
      },
      actions: [],
      cleanUp: endAgents(seen, 'its template is gone'),
    };
  }
  const generation = build.metadata.generation ?? 1;
  if (!stored || stored.plan.hash !== plan.hash || startsAgain(seen, stored)) {
    if (seen.runs.length > 0 || seen.agentPods > 0) {
      return {
        judgement: {
          status: 'False',
          reason: 'Replanning',
          message: 'The spec has changed: the agent of the plan before ends, and its commits are kept',
        },
        actions: endAgents(seen, 'the spec has changed'),
      };
    }
    const wayBack = wayBackOf(seen, plan.hash, generation);
    const kept = Object.entries(keptCommits(plan, stored, seen.status, wayBack.rolledBack));
    const next: StoredPlan = {
      plan,
      spec: build.spec,
      generation,
      kept: Object.fromEntries(kept.filter(([id]) => !isWrittenAgain(seen, id, wayBack, generation))),
      ...wayBack,
      sandboxID: usableSandbox(seen)?.status?.sandboxID,
    };
    return {
      judgement: { status: 'Unknown', reason: 'Planning', message: 'Expanding the spec into a plan' },
      actions: [{ do: 'storePlan', stored: next }],
    };
  }
  const sandboxID = usableSandbox(seen)?.status?.sandboxID;
  const current: StoredPlan = { ...stored, plan, spec: build.spec, sandboxID };
  const { state } = outcomeOf(seen);
  // Nobody asks for the sandbox of a build that has ended.
  const isOver = state === 'built' || state === 'failed';
  const told = (isOver || stored.sandboxID === sandboxID) && isDeepStrictEqual(stored.spec, build.spec);
  return {
    judgement: {
      status: 'True',
      reason: 'Planned',
      message: describePlan(seen, stored),
    },
    actions: told ? [] : [{ do: 'storePlan', stored: current }],
  };
}

function describePlan({ status }: Observed, { plan, back, rolledBack }: StoredPlan): string {
  const all = `${plan.features.length} features on the template ${plan.template}`;
  if (!rolledBack || !back) return all;
  const there = (status.plan?.features ?? []).filter(({ state }) => state !== 'RolledBack').length;
  return `Rolled back to ${back.feature}: ${there} of ${all}`;
}

/** The same plan is built by another generation. */
function startsAgain(seen: Observed, stored: StoredPlan): boolean {
  return wantsRetry(seen, stored) || goesOn(seen, stored) || wantsBack(seen, stored);
}

/** A build that did not succeed starts again when anything but the deployment is changed. */
function wantsRetry(seen: Observed, stored: StoredPlan): boolean {
  const { paused, cancelled } = seen.build.spec;
  if (paused || cancelled || isDeepStrictEqual(withoutRelease(stored.spec), withoutRelease(seen.build.spec)))
    return false;
  const outcome = outcomeOf(seen);
  return (
    outcome.state === 'failed' || (outcome.state === 'built' && (unacceptedSkips(seen).length > 0 || isFailed(seen)))
  );
}

/** What was cancelled is a new generation when it goes on: its agent is gone, and with it what it had used of the budget. */
function goesOn(seen: Observed, stored: StoredPlan): boolean {
  const wasCancelled = stored.spec.cancelled && !seen.build.spec.cancelled;
  return wasCancelled === true && outcomeOf(seen).state === 'open';
}

function isFailed({ status }: Observed): boolean {
  return (status.failures?.length ?? 0) > 0 || (status.checks?.failed ?? 0) > 0;
}

function withoutRelease({ release: _, ...spec }: AppBuildSpec): Omit<AppBuildSpec, 'release'> {
  return spec;
}
