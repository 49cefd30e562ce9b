import { ACTIONS, type AppBuildSpec } from '@appfactory/resources/appBuild';
import { type Documents, readDocuments } from '../documents/readDocuments.ts';
import { shapeKinds } from '../kinds/kinds.ts';
import { type Expansion, expand } from './expand.ts';

export interface ExpandedSpec {
  documents: Documents;
  /** Names of the entities that the spec or a document states. */
  stated: ReadonlySet<string>;
  /** What all of it comes to, as the kinds of the app have it. */
  expansion: Expansion;
}

/** What a spec, its prompt and its documents come to before anything is planned. */
export function expandSpec(spec: AppBuildSpec): ExpandedSpec {
  const pinned = spec.entities ?? [];
  const documents = readDocuments(spec.sources ?? [], pinned);
  const omit = new Set(spec.omit ?? []);
  const known = [...pinned, ...documents.entities.filter(({ name }) => !omit.has(name))];
  const stated = new Set(known.map(({ name }) => name));
  const asked = expand(spec, known);
  return { documents, stated, expansion: withRights(asked, shapeKinds(asked, spec.prompt?.trim() ?? '', stated)) };
}

/** What a kind brings along is for the people that the app has roles for, as everything else is; not for who signs up. */
function withRights(asked: Expansion, shaped: Expansion): Expansion {
  const isRuled = asked.entities.some(({ permissions }) => permissions?.length);
  const known = new Set(asked.entities.map(({ name }) => name));
  const permissions = shaped.roles
    .filter(({ signUp }) => signUp !== 'open')
    .map(({ name: role }) => ({ role, actions: [...ACTIONS], scope: 'all' as const }));
  if (!isRuled || permissions.length === 0) return shaped;
  const entities = shaped.entities.map((entity) =>
    known.has(entity.name) || entity.permissions ? entity : { ...entity, permissions },
  );
  return { ...shaped, entities };
}
