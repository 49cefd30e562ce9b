import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { stringify } from 'yaml';
import { statedSpecOf } from '../change/statedApp.ts';
import { brief, canonicalJson } from '../hash.ts';
import type { Plan } from '../plan.ts';

/** The AppBuild of a prompt with everything stated that was found, for people to correct and keep in Git. */
export function manifestOf(name: string, spec: AppBuildSpec, plan: Plan): string {
  const manifest = {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'AppBuild',
    metadata: { name },
    spec: brief(withoutDefaults(statedSpecOf(name, spec))),
  };
  const notes = [
    ...plan.notBuilt.map((text) => `Not built: ${text}`),
    ...plan.assumptions.map((text) => `Assumed: ${text}`),
  ];
  const comments = notes.map((text) => `# ${text.replace(/[\r\n]+/g, ' ')}\n`).join('');
  return `${comments}${stringify(manifest, { lineWidth: 120, aliasDuplicateObjects: false })}`;
}

/** A spec without the parts that are as the schema fills them in. */
function withoutDefaults(spec: Partial<AppBuildSpec>): Partial<AppBuildSpec> {
  const defaults: Partial<Record<string, unknown>> = appBuildSpecSchema.parse({ entities: spec.entities });
  const isDefault = (key: string, value: unknown) =>
    key !== 'entities' && key in defaults && canonicalJson(defaults[key]) === canonicalJson(value);
  return Object.fromEntries(Object.entries(spec).filter(([key, value]) => !isDefault(key, value)));
}
