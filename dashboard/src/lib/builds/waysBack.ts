import type { Build } from '#lib/api/queries/builds.ts';
import { phaseWords } from './phases.ts';

type Feature = NonNullable<Build['status']['plan']>['features'][number];

/** Retry: the feature is written again, and what came after it. RollBack: the app becomes what it was after the feature. */
export type WayMode = 'Retry' | 'RollBack';

export interface WayBack {
  mode: WayMode;
  feature: Pick<Feature, 'id' | 'title'>;
  /** What the button says. */
  label: string;
  /** The same where the feature is not beside it. */
  longLabel: string;
  /** Titles of features of the plan that it writes again, or takes out of the app. */
  changed: string[];
  /** Titles of those that are in the app then as they are now. */
  kept: string[];
}

/** What may be done with the history at each feature, by its id: nothing while somebody works on the app. */
export function waysBack(build: Build): Map<string, WayBack[]> {
  const features = build.status.plan?.features ?? [];
  const rests = !build.deleting && !phaseWords(build).live;
  return new Map(features.map(({ id }, index) => [id, rests ? waysAt(features, index) : []]));
}

/** What to try again of a build that stopped: the feature that failed, else the last that was written. Undefined where nothing was. */
export function tryAgain(build: Build): WayBack | undefined {
  const features = build.status.plan?.features ?? [];
  const failed =
    features.find(({ state }) => state === 'Failed') ??
    features.find(({ checks }) => (checks?.failed ?? 0) > 0) ??
    features.findLast(({ commit }) => commit);
  return (
    failed &&
    waysBack(build)
      .get(failed.id)
      ?.find(({ mode }) => mode === 'Retry')
  );
}

function waysAt(features: readonly Feature[], index: number): WayBack[] {
  const feature = features[index];
  if (!feature) return [];
  const titles = (of: readonly Feature[]) => of.map(({ title }) => title);
  const { commit, state, title } = feature;
  const isOut = state === 'RolledBack';
  const ways: WayBack[] = [];
  if (commit || state === 'Failed' || state === 'Writing') {
    ways.push({
      mode: 'Retry',
      feature,
      label: 'Retry from here',
      longLabel: `Retry from ${title}`,
      changed: titles(features.slice(index)),
      kept: titles(features.slice(0, index)),
    });
  }
  // At the last one there is nothing after it to go back from.
  if (commit && (isOut || index < features.length - 1)) {
    ways.push({
      mode: 'RollBack',
      feature,
      label: isOut ? 'Go forward to here' : 'Roll back to here',
      longLabel: isOut ? `Go forward to ${title}` : `Roll back to ${title}`,
      changed: titles(features.slice(index + 1)),
      kept: titles(features.slice(0, index + 1)),
    });
  }
  return ways;
}
