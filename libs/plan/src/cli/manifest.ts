import type { AppBuildSpec } from '@appfactory/resources/appBuild';
import { stringify } from 'yaml';
import { readDocuments } from '../documents/readDocuments.ts';
import type { Expansion } from '../expansion/expand.ts';
import { expand } from '../expansion/expand.ts';
import type { Plan } from '../plan.ts';

/** Leaves out what the API server fills in anyway. */
function brief(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(brief);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== false && !(Array.isArray(part) && part.length === 0))
      .map(([key, part]) => [key, brief(part)]),
  );
}

/** The AppBuild of a prompt with everything stated that was found, for people to correct and keep in Git. */
export function manifestOf(name: string, spec: AppBuildSpec, plan: Plan): string {
  const documents = readDocuments(spec.sources ?? [], spec.entities ?? []);
  const expansion: Expansion = expand(spec, [...(spec.entities ?? []), ...documents.entities]);
  const { kinds, roles, entities, accent } = expansion;
  const manifest = {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'AppBuild',
    metadata: { name },
    spec: brief({
      prompt: spec.prompt,
      title: plan.app.title,
      ...(kinds.length === 1 && kinds[0] === 'app' ? {} : { kinds }),
      ...(accent === undefined ? {} : { look: { accent } }),
      roles,
      entities,
    }),
  };
  const notes = [
    ...plan.notBuilt.map((text) => `Not built: ${text}`),
    ...plan.assumptions.map((text) => `Assumed: ${text}`),
  ];
  const comments = notes.map((text) => `# ${text.replace(/[\r\n]+/g, ' ')}\n`).join('');
  return `${comments}${stringify(manifest, { lineWidth: 120, aliasDuplicateObjects: false })}`;
}
