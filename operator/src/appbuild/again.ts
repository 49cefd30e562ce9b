import { isDeepStrictEqual } from 'node:util';
import type { AppBuild, AppBuildStatus, FeatureStatus } from '@appfactory/resources/appBuild';
import type { GoBack, Observed, PlanResult, StoredPlan } from './observed.ts';

/** What a stored plan says of the way back: what was asked, what agents have to carry out, and whether that is where it stays. */
type WayBack = Pick<StoredPlan, 'asked' | 'back' | 'rolledBack'>;

/** spec.again asks for something that has not been dealt with. */
function isNew({ spec: { again } }: AppBuild, stored: StoredPlan): boolean {
  return again !== undefined && !isDeepStrictEqual(again, stored.asked);
}

/**
 * The history of the app is to be gone back in, or no longer: then a generation of its own begins. What is paused or
 * cancelled waits with it.
 */
export function wantsBack({ build }: Observed, stored: StoredPlan): boolean {
  const { again, paused, cancelled } = build.spec;
  if (paused || cancelled) return false;
  return isNew(build, stored) || (stored.rolledBack === true && again?.mode !== 'RollBack');
}

/** Of the plan that is to be stored next. Pure. */
export function wayBackOf(seen: Observed, hash: string, generation: number): WayBack {
  const { stored, build } = seen;
  const { again } = build.spec;
  // An app that is new has no history to go back in: what its manifest asked of an earlier one is no request.
  if (!stored) return again ? { asked: again } : {};
  const isSamePlan = stored.plan.hash === hash;
  if (!wantsBack(seen, stored)) {
    // Agents carry a request out once, whichever of them comes to it; so it is handed on, should none have come to it yet.
    const { asked, back, rolledBack } = stored;
    return { ...(asked && { asked }), ...(back && { back }), ...(rolledBack && isSamePlan && { rolledBack }) };
  }
  // Taken out of the spec: the app is what the rest of the spec says, built on what is there.
  if (!again || !isNew(build, stored)) return {};
  const { mode, feature } = again;
  const back: GoBack = { mode, feature, generation };
  return { asked: again, back, ...(mode === 'RollBack' && isSamePlan && { rolledBack: true }) };
}

/** The plan, or that what spec.again names is not there, with what is. */
export function withKnownFeature(
  planned: PlanResult,
  build: AppBuild,
  stored: StoredPlan | undefined,
  status: AppBuildStatus,
): PlanResult {
  const { again } = build.spec;
  if ('error' in planned || !again || !stored || !isNew(build, stored)) return planned;
  const built = (status.plan?.features ?? []).filter(({ commit }) => commit);
  const known = again.mode === 'RollBack' ? built.map(({ id }) => id) : planned.plan.features.map(({ id }) => id);
  if (known.includes(again.feature)) return planned;
  const which = again.mode === 'RollBack' ? 'no commit of a feature' : 'no feature';
  return {
    error: `this app has ${which} "${again.feature}". Name one that it has (${known.join(', ') || 'none yet'}), or leave again out`,
    path: 'again.feature',
    reason: 'UnknownFeature',
  };
}

/**
 * The features of a plan that begins by going back, before its agent has said how it is: where features were built in the
 * order of the plan, this is how it will be.
 */
export function featuresAfter(features: readonly FeatureStatus[], { back, rolledBack }: StoredPlan): FeatureStatus[] {
  const place = features.findIndex(({ id }) => id === back?.feature);
  if (!rolledBack || place < 0) return [...features];
  return features.map((feature, index) => (index > place ? { ...feature, state: 'RolledBack' } : feature));
}

/** Whether this feature is to be written again, as far as that can be known before the agent has said so. */
export function isWrittenAgain(seen: Observed, id: string, wayBack: WayBack, generation: number): boolean {
  const { back } = wayBack;
  if (back?.mode !== 'Retry' || back.generation !== generation || !('plan' in seen.planned)) return false;
  const ids = seen.planned.plan.features.map((feature) => feature.id);
  return ids.indexOf(id) >= ids.indexOf(back.feature);
}
