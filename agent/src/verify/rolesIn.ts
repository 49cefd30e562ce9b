import type { Actor, Plan } from '@appfactory/plan/plan';

const ROLE = 'role:';

/** Names of the roles that the checks of a plan act as. */
export function rolesIn({ features }: Pick<Plan, 'features'>): string[] {
  const checks = features.flatMap((feature) => feature.checks);
  const actors = checks.flatMap((check): Actor[] => [
    check.as,
    ...check.steps.flatMap((step) => (step.do === 'become' ? [step.actor] : [])),
  ]);
  const roles = actors.filter((actor) => actor.startsWith(ROLE)).map((actor) => actor.slice(ROLE.length));
  return [...new Set(roles)].sort();
}
