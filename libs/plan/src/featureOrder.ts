import type { PlannedFeature } from './plan.ts';
import { PlanError } from './planError.ts';
import { pascalCase } from './words.ts';

/**
 * Features in the order that a spec wants: each name of `order` as early as what it needs lets it be, the others after them
 * as they stand. A name is that of an entity, or the id of a feature without entities.
 * @param features in an order in which each comes after what it needs
 * @throws PlanError where a name is no feature's, or something would come before what it needs
 */
export function inStatedOrder(features: PlannedFeature[], order: readonly string[]): PlannedFeature[] {
  const wanted = order.map((name, at) => featureNamed(features, name, `spec.order[${at}]`));
  const byId = new Map(features.map((feature) => [feature.id, feature]));
  for (const [at, feature] of wanted.entries()) {
    const later = wanted.findIndex((other, place) => place > at && other !== feature && needs(feature, other, byId));
    if (later > at)
      throw new PlanError(
        `spec.order[${at}]`,
        `"${order[at]}" needs "${order[later]}", which comes after it: put "${order[later]}" before it, or take it out of order`,
      );
  }
  const ordered: PlannedFeature[] = [];
  const place = (feature: PlannedFeature) => {
    if (ordered.includes(feature)) return;
    for (const other of features) if (feature.dependsOn.includes(other.id)) place(other);
    ordered.push(feature);
  };
  for (const feature of [...features.slice(0, 1), ...wanted, ...features]) place(feature);
  return ordered;
}

function featureNamed(features: PlannedFeature[], name: string, path: string): PlannedFeature {
  const feature =
    features.find(({ id, entities }) => id === name && entities.length === 0) ??
    features.find(({ entities }) => entities.includes(pascalCase(name)));
  if (feature && feature.kind !== 'foundation') return feature;
  const names = features.flatMap(({ id, kind, entities }) =>
    kind === 'foundation' ? [] : entities.length > 0 ? entities : [id],
  );
  throw new PlanError(
    path,
    feature
      ? `"${name}" is always first: take it out of order`
      : `"${name}" is nothing that is built here: take it out of order, or name one of ${names.join(', ')}`,
  );
}

/** Whether a feature needs another, directly or by way of others. */
function needs(feature: PlannedFeature, other: PlannedFeature, byId: ReadonlyMap<string, PlannedFeature>): boolean {
  return feature.dependsOn.some((id) => {
    const needed = byId.get(id);
    return id === other.id || (needed !== undefined && needs(needed, other, byId));
  });
}
