import type { EntitySpec, SourceSpec } from '@appfactory/resources/appBuild';

export interface Documents {
  entities: EntitySpec[];
  assumptions: string[];
  notBuilt: string[];
}

/** Entities of the documents in spec.sources. */
export function readDocuments(_sources: SourceSpec[], _stated: EntitySpec[]): Documents {
  return { entities: [], assumptions: [], notBuilt: [] };
}
