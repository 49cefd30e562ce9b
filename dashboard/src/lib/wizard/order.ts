import type { Plan } from '#lib/api/queries/plan.ts';

export type FeatureDraft = Pick<Plan['features'][number], 'id' | 'title' | 'entities' | 'dependsOn'>;

/** What every app begins with. */
export const FOUNDATION = 'foundation';

/** The name that a spec's order knows a feature by. */
export const orderName = ({ id, entities }: FeatureDraft) => entities[0] ?? id;

/** The places that a feature may be moved to, the first and the last of them: behind what it needs, before what needs it. */
export function placesFor(features: readonly FeatureDraft[], index: number): { first: number; last: number } {
  const feature = features[index];
  if (!feature || feature.id === FOUNDATION) return { first: index, last: index };
  const needed = features.findLastIndex(({ id }) => feature.dependsOn.includes(id));
  const needing = features.findIndex(({ dependsOn }) => dependsOn.includes(feature.id));
  // What is first stays first.
  return { first: Math.max(1, needed + 1), last: needing < 0 ? features.length - 1 : needing - 1 };
}

/** The order to state so that a feature comes to stand at a place, or the nearest that it may have. */
export function movedOrder(features: readonly FeatureDraft[], index: number, to: number): string[] {
  const { first, last } = placesFor(features, index);
  const moved = [...features];
  const [feature] = moved.splice(index, 1);
  if (feature) moved.splice(Math.min(last, Math.max(first, to)), 0, feature);
  return moved.filter(({ id }) => id !== FOUNDATION).map(orderName);
}

/** Why a feature stands where it stands, for people: what it needs beside what every feature does. */
export function neededTitles(features: readonly FeatureDraft[], { dependsOn }: FeatureDraft): string[] {
  return features.filter(({ id }) => id !== FOUNDATION && dependsOn.includes(id)).map(({ title }) => title);
}

/** Features as they will stand once the plan is made anew: in the stated order, where there is one. */
export function inOrder<F extends FeatureDraft>(features: readonly F[], order: readonly string[] | undefined): F[] {
  if (!order) return [...features];
  const place = (feature: F) => {
    if (feature.id === FOUNDATION) return -1;
    const at = order.indexOf(orderName(feature));
    return at < 0 ? order.length : at;
  };
  return features.toSorted((a, b) => place(a) - place(b));
}
