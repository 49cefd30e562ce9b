import type { Plan, PlannedFeature } from '@appfactory/plan/plan';

/** What the operator looks at of a plan, and its whole text. A plan is large, and the operator keeps one for each build. */
export interface PlanRecord {
  template: string;
  hash: string;
  features: Pick<PlannedFeature, 'id' | 'title' | 'hash'>[];
  assumptions: string[];
  notBuilt: string[];
  questions?: Plan['questions'];
  /** The plan as JSON, as the agent reads it. */
  text: string;
}

export function planRecord(plan: Plan, text = JSON.stringify(plan)): PlanRecord {
  const { template, hash, features, assumptions, notBuilt, questions } = plan;
  return {
    template,
    hash,
    features: features.map(({ id, title, hash: of }) => ({ id, title, hash: of })),
    assumptions,
    notBuilt,
    ...(questions ? { questions } : {}),
    text,
  };
}
