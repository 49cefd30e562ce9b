import { graphql, type ResultOf, type VariablesOf } from '../graphql.ts';
import { FailureParts } from './parts.ts';

export const PlanQuery = graphql(
  `
    query Plan($name: String, $spec: AppBuildSpecInput!) {
      plan(name: $name, spec: $spec) {
        __typename
        ... on AppPlan {
          title
          description
          kinds
          checks
          manifest
          assumptions
          notBuilt
          entities {
            name
            label
            plural
            description
            views
            fields {
              name
              label
              type
              required
              unique
              values
              to
              currency
              help
            }
            states {
              field
              initial
              free
              transitions {
                name
                label
                from
                to
                roles
              }
            }
            permissions {
              role
              actions
              scope
            }
          }
          origins {
            entity
            from
            text
          }
          roles {
            name
            label
            description
            signUp
            givenBy
          }
          expected {
            seconds
            builds
          }
          features {
            id
            title
            entities
            dependsOn
            checks
          }
          questions {
            id
            text
            default
            options {
              label
              change
              effect {
                prompt
                kinds
                omit
                role {
                  name
                  signUp
                }
              }
            }
          }
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const CreateMutation = graphql(
  `
    mutation Create($input: CreateBuildInput!) {
      createBuild(input: $input) {
        __typename
        ... on Build {
          namespace
          name
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export type Plan = Extract<ResultOf<typeof PlanQuery>['plan'], { __typename: 'AppPlan' }>;

export type SpecInput = VariablesOf<typeof PlanQuery>['spec'];
