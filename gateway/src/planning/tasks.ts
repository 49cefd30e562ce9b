import type { SpecChange } from '@appfactory/plan/change/change';
import { readChange } from '@appfactory/plan/change/readChange';
import { statedAppOf } from '@appfactory/plan/change/statedApp';
import { isGerman, suggestionsFor } from '@appfactory/plan/change/suggestions';
import { PlanError } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { type PlanAnswer, planPrompt } from './planPrompt.ts';

/** Words about an app, and where they were said. */
export interface SaidWords {
  text: string;
  /** Path of the page that whoever speaks is looking at. */
  path?: string;
  /** What stands where they point. */
  element?: string;
}

/** What can be said about an app, and which pages it has. */
export interface AppHelp {
  suggestions: string[];
  pages: { path: string; label: string }[];
}

/** What the thread is asked for. The spec was checked before. */
export type Task =
  | { kind: 'plan'; name: string; spec: unknown }
  | { kind: 'change'; name: string; spec: unknown; said: SaidWords }
  | { kind: 'help'; name: string; spec: unknown };

export interface Answers {
  plan: PlanAnswer;
  change: SpecChange;
  help: AppHelp;
}

const MOST_PAGES = 40;

export function answerTo(task: Task): Answers[Task['kind']] {
  switch (task.kind) {
    case 'plan':
      return planPrompt(task.name, task.spec);
    case 'change':
      return changeOf(task);
    case 'help':
      return helpFor(task);
  }
}

function changeOf({ name, spec, said }: Task & { kind: 'change' }): SpecChange {
  try {
    return readChange({ name, spec: appBuildSpecSchema.parse(spec), ...said });
  } catch (error) {
    // The app itself cannot be planned: what was said is kept all the same.
    if (!(error instanceof PlanError)) throw error;
    const reason = `The app as it is stated cannot be built: ${error.message}`;
    return { lines: [], notes: [], tries: [], notUnderstood: [{ text: said.text.trim().slice(0, 200), reason }] };
  }
}

function helpFor({ name, spec: given }: Task & { kind: 'help' }): AppHelp {
  const spec = appBuildSpecSchema.parse(given);
  try {
    const { app, plan } = statedAppOf(name, spec);
    const pages = plan.entities.map(({ slug, plural }) => ({ path: `/${slug}`, label: plural }));
    return {
      suggestions: suggestionsFor(app, isGerman(spec)),
      pages: [{ path: '/', label: plan.app.title }, ...pages].slice(0, MOST_PAGES),
    };
  } catch (error) {
    if (error instanceof PlanError) return { suggestions: [], pages: [] };
    throw error;
  }
}
