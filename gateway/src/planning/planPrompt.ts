import { manifestOf } from '@appfactory/plan/cli/manifest';
import { discover } from '@appfactory/plan/discovery/discover';
import type { Plan } from '@appfactory/plan/plan';
import { PlanError, planApp } from '@appfactory/plan/planApp';
import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';

/** Where an entity of the plan comes from. */
export interface Origin {
  entity: string;
  /** prompt, spec, document, archetype, lexicon or default. */
  from: string;
  /** The words of the prompt, where it is from there. */
  text?: string;
  /** From 0 to 1. */
  confidence: number;
}

export interface Planned {
  plan: Plan;
  /** An AppBuild with everything stated that was found; YAML. */
  manifest: string;
  origins: Origin[];
  language?: string;
}

export type PlanAnswer = { planned: Planned } | { refused: { field: string; message: string } };

/** What the platform understands of a spec, and would build. @param given checked already */
export function planPrompt(name: string, given: unknown): PlanAnswer {
  const spec: AppBuildSpec = appBuildSpecSchema.parse(given);
  try {
    const plan = planApp({ name, namespace: 'default', generation: 1, spec });
    const discovery = spec.prompt === undefined ? undefined : discover(spec.prompt);
    const origins = plan.entities.map(({ name: entity }): Origin => {
      const found = discovery?.entities.find((one) => one.name === entity);
      if (!found) return { entity, from: 'spec', confidence: 1 };
      const { source, confidence } = found;
      return { entity, from: source.from, text: source.from === 'prompt' ? source.text : undefined, confidence };
    });
    const language = discovery && String(discovery.language);
    return { planned: { plan, manifest: manifestOf(name, spec, plan), origins, language } };
  } catch (error) {
    if (error instanceof PlanError) return { refused: { field: error.path, message: error.message } };
    throw error;
  }
}
