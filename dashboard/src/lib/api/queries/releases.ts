import { graphql, type ResultOf } from '../graphql.ts';
import { ConditionParts } from './parts.ts';

export const ReleasesQuery = graphql(
  `
    query Releases {
      releases {
        id
        namespace
        name
        createdAt
        address
        spec {
          appBuild
          host
          artifact {
            digest
          }
        }
        status {
          phase
          conditions {
            ...ConditionParts
          }
          serving {
            digest
            commit
          }
          history {
            digest
            commit
            at
          }
          handOver {
            milliseconds
          }
        }
      }
    }
  `,
  [ConditionParts],
);

export type Release = ResultOf<typeof ReleasesQuery>['releases'][number];
