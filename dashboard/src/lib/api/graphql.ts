import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/** Queries typed by gateway/schema.graphql; `queries.test.ts finds those that do not fit it. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Sequence: number };
}>();

export type { FragmentOf, ResultOf, TadaDocumentNode, VariablesOf } from 'gql.tada';
